"""A staff list brought by the province: people, appointments and accounts from rows of text.

The whole list is taken or nothing of it; every fault is named by row and column. The user name is the identity:
the same list again changes nothing, a later list may add rows and give last days. A row that names roles opens its
post where the body has none of that title, so that a new installation needs nothing but its list.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from haicap.kernel import messages, text
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import Actor, AppointmentId, Capacity, PersonId, PostId, Role
from haicap.organisation.models import Account, Appointment, Post
from haicap.organisation.selectors.agencies import agency_by_code
from haicap.organisation.services import accounts, appointments, structure

COLUMNS = ("username", "name", "agency", "post", "starts_on", "ends_on")
ROLES = "roles"  # a column that may be missing: roles of a post to be opened, with spaces between them
# which column a refusal's field belongs to
_COLUMN_OF = {"person": "name"}


@dataclass(frozen=True, slots=True)
class Reject:
    """One fault: the row in the file (the header is row 1), the column, the refusal's code and its words."""

    row: int
    column: str
    code: str
    words: str


@dataclass(slots=True)
class StaffReport:
    """What an import did; `passwords` are first passwords, shown this once."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)


def import_staff(
    *, actor: Actor | None, rows: Iterable[Mapping[str, str]], at: datetime, dry_run: bool = False
) -> StaffReport:
    """Take a staff list: rows with the names of `COLUMNS` and, if you like, ROLES; days are ISO 8601, an empty
    `ends_on` is open. A post that is opened gets as many seats as rows name it.
    """
    report = StaffReport()
    rows = list(rows)
    seats = Counter((row.get("agency"), row.get("post")) for row in rows)
    with transaction.atomic():
        for number, row in enumerate(rows, start=2):
            report.read += 1
            places = seats[row.get("agency"), row.get("post")]
            _try(report, number, lambda row=row, n=places: _take(actor, row, n, at, report))  # type: ignore[misc]
        if report.rejects or dry_run:
            transaction.set_rollback(True)
    if report.rejects:
        report.added = report.changed = 0
    if report.rejects or dry_run:
        report.passwords.clear()  # they open nothing
    return report


def first_password() -> str:
    """A password to be changed at first sign-in: 80 random bits in five groups."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def _try(report: StaffReport, number: int, take: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            take()
    except RefusalError as refused:
        for each in refused.refusals:
            column = _COLUMN_OF.get(each.field or "", each.field or "")
            report.rejects.append(Reject(number, column, each.code, messages.words(each)))


def _take(actor: Actor | None, row: Mapping[str, str], seats: int, at: datetime, report: StaffReport) -> None:
    cells = {column: text.clean(row.get(column) or "") for column in (*COLUMNS, ROLES)}
    starts_on, ends_on = _day(cells, "starts_on"), _day(cells, "ends_on") if cells["ends_on"] else None
    post = _post(actor, cells, seats, at)
    person_id = _person(actor, cells, at, report)
    held = Appointment.objects.filter(person_id=person_id, post_id=post, starts_on=starts_on).first()
    if held is None:
        appointments.appoint(
            actor=actor, person_id=person_id, post_id=post, starts_on=starts_on, ends_on=ends_on, at=at
        )
        report.added += 1
    elif held.ends_on == ends_on:
        report.unchanged += 1
    elif ends_on is None:
        raise refuse("organisation.already_ended", field="ends_on", ends_on=held.ends_on)
    else:
        appointments.end_appointment(actor=actor, appointment_id=AppointmentId(held.pk), on=ends_on, at=at)
        report.changed += 1


def _person(actor: Actor | None, cells: Mapping[str, str], at: datetime, report: StaffReport) -> PersonId:
    known = Account.objects.select_related("person").filter(username=cells["username"].lower()).first()
    if known is not None:
        if known.person.name != cells["name"]:
            raise refuse("organisation.name_differs", field="name", person=known.person.name)
        return PersonId(known.person_id)
    person_id = appointments.add_person(actor=actor, name=cells["name"], at=at)
    password = first_password()
    accounts.create_account(
        actor=actor, person_id=person_id, username=cells["username"], password=password, at=at
    )
    report.passwords[cells["username"].lower()] = password
    return person_id


def _post(actor: Actor | None, cells: Mapping[str, str], seats: int, at: datetime) -> PostId:
    agency = agency_by_code(cells["agency"])
    post = Post.objects.filter(agency_id=agency.id, title=cells["post"], closed_on__isnull=True).first()
    if post is not None:
        return PostId(post.id)
    roles = _roles(cells)
    if not roles:
        raise refuse("organisation.unknown_post", field="post", post=cells["post"], agency=agency.name)
    return structure.open_post(
        actor=actor,
        agency_id=agency.id,
        title=cells["post"],
        roles=roles,
        seats=seats,
        capacity=Capacity.SELF,
        at=at,
    )


def _roles(cells: Mapping[str, str]) -> frozenset[Role]:
    known = {role.value: role for role in Role}
    words = cells[ROLES].split()
    for word in words:
        if word not in known:
            raise refuse("organisation.unknown_role", field=ROLES, role=word, known=", ".join(known))
    return frozenset(known[word] for word in words)


def _day(cells: Mapping[str, str], column: str) -> date:
    try:
        return date.fromisoformat(cells[column])
    except ValueError as problem:
        raise refuse("organisation.not_a_day", field=column, given=cells[column]) from problem
