"""Appointing, ending, leaving, standing in: the acts that give and take rights.

Every change of somebody's rights ends their sessions, so a page opened before cannot act on rights of before.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from haicap.kernel import text
from haicap.kernel.errors import refuse, require
from haicap.organisation.contract import (
    Actor,
    AgencyId,
    AppointmentCard,
    AppointmentId,
    Capacity,
    DelegationId,
    PersonId,
    PostId,
    Role,
)
from haicap.organisation.domain import policies, terms
from haicap.organisation.models import (
    Account,
    ApiToken,
    Appointment,
    Delegation,
    OrganisationJournal,
    Person,
    Post,
)
from haicap.organisation.selectors import actors
from haicap.organisation.selectors.agencies import agency as agency_card
from haicap.organisation.services.tokens import midnight_after


@transaction.atomic
def add_person(*, actor: Actor | None, name: str, at: datetime) -> PersonId:
    """A new person; refused with `organisation.name_missing`."""
    person = new_person(name)
    person.save()
    OrganisationJournal.objects.record(actor=actor, action="add_person", subject=f"person:{person.id}", at=at)
    return PersonId(person.id)


def new_person(name: str, left_on: date | None = None) -> Person:
    """An unsaved person with its search and sort keys."""
    name = text.clean(name)
    if not name:
        raise refuse("organisation.name_missing", field="name")
    return Person(
        name=name, name_folded=text.fold(name), name_sorted=text.person_sort_key(name), left_on=left_on
    )


@transaction.atomic
def appoint(
    *,
    actor: Actor | None,
    person_id: PersonId,
    post_id: PostId,
    starts_on: date,
    ends_on: date | None,
    at: datetime,
    act_number: str = "",
) -> AppointmentCard:
    """Put a person in a post. `actor` None: the command line.

    Refused: `post_closed`, `dates_out_of_order`, `employment_ended`, `already_appointed`, `post_full`,
    `forbidden_administration`, `outside_scope`, `unknown_record` (all `organisation.`).
    """
    # the post is locked, so two administrators cannot fill its last seat together
    post = _locked_post(post_id)
    person = _person(person_id)
    _may_give(actor, AgencyId(post.agency_id), frozenset(Role(role) for role in post.roles))
    if post.closed_on is not None and post.closed_on <= starts_on:
        raise refuse("organisation.post_closed", post=post.title)
    held = list(Appointment.objects.filter(post=post).order_by("id"))
    code = terms.may_appoint(
        term=(starts_on, ends_on),
        left_on=person.left_on,
        own=[(row.starts_on, row.ends_on) for row in held if row.person_id == person.id],
        others=[(row.starts_on, row.ends_on) for row in held if row.person_id != person.id],
        seats=post.seats,
    )
    if code is not None:
        raise refuse(
            code,
            field="starts_on",
            person=person.name,
            post=post.title,
            seats=post.seats,
            left_on=person.left_on,
        )
    row = Appointment.objects.create(
        person=person, post=post, starts_on=starts_on, ends_on=ends_on, act_number=text.clean(act_number)
    )
    _end_sessions_of(person.id)
    OrganisationJournal.objects.record(
        actor=actor, action="appoint", subject=f"appointment:{row.id}", at=at, starts_on=str(starts_on)
    )
    return actors.appointment_card(row)


@transaction.atomic
def end_appointment(*, actor: Actor | None, appointment_id: AppointmentId, on: date, at: datetime) -> None:
    """Let an appointment end with the day `on`; what hangs on it (delegations, keys) ends with it.

    Refused: `organisation.dates_out_of_order` before its first day or after the day it already ends,
    `forbidden_administration`, `outside_scope`, `unknown_record`.
    """
    row = _locked_appointment(appointment_id)
    _may_give(actor, AgencyId(row.post.agency_id), frozenset())
    if on < row.starts_on or (row.ends_on is not None and on > row.ends_on):
        raise refuse("organisation.dates_out_of_order", field="on")
    _end(row, on, at)
    _end_sessions_of(row.person_id)
    OrganisationJournal.objects.record(
        actor=actor, action="end_appointment", subject=f"appointment:{row.id}", at=at, on=str(on)
    )


@transaction.atomic
def end_employment(*, actor: Actor | None, person_id: PersonId, on: date, at: datetime) -> None:
    """Somebody leaves with the day `on`: every appointment, delegation, key and account ends with it (F98,
    I-Z2).

    Refused: `forbidden_administration`, `outside_scope`, `unknown_record`.
    """
    person = _person(person_id, lock=True)
    rows = list(_open_appointments(person.id, on))
    for row in rows:
        _may_give(actor, AgencyId(row.post.agency_id), frozenset())
    for row in rows:
        _end(row, on, at)
    _drop_what_never_began(person.id, on)
    person.left_on = on
    person.save(update_fields=["left_on"])
    Delegation.objects.filter(person_id=person.id, ends_on__gt=on).update(ends_on=on)
    Account.objects.filter(person_id=person.id).update(expires_on=on)
    _end_sessions_of(person.id)
    OrganisationJournal.objects.record(
        actor=actor, action="end_employment", subject=f"person:{person.id}", at=at, on=str(on)
    )


@transaction.atomic
def delegate(
    *,
    actor: Actor,
    appointment_id: AppointmentId,
    person_id: PersonId,
    roles: frozenset[Role],
    starts_on: date,
    ends_on: date,
    act_number: str,
    capacity: Capacity,
    at: datetime,
) -> DelegationId:
    """Lend roles of one's own appointment to a colleague for a time, by a written act.

    Refused: `not_your_appointment` (also for somebody who acts from a delegation: what is lent is not lent on),
    `not_a_head`, `delegate_to_self`, `act_number_missing`, `roles_not_held`, `delegation_outlives_appointment`,
    `dates_out_of_order`, `delegate_without_appointment`.
    """
    row = _locked_appointment(appointment_id)
    if row.person_id != actor.person_id:
        raise refuse("organisation.not_your_appointment")
    held = frozenset(Role(role) for role in row.post.roles)
    require(policies.may_lend(actor, held))
    if person_id == actor.person_id:
        raise refuse("organisation.delegate_to_self", field="person")
    if not text.clean(act_number):
        raise refuse("organisation.act_number_missing", field="act_number")
    term = (starts_on, ends_on)
    require(terms.may_delegate(roles=roles, held=held, term=term, lender=(row.starts_on, row.ends_on)))
    _require_standing(_person(person_id), term)
    lent = Delegation.objects.create(
        appointment=row,
        person_id=person_id,
        roles=sorted(roles),
        capacity=capacity,
        act_number=text.clean(act_number),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _end_sessions_of(person_id)
    OrganisationJournal.objects.record(
        actor=actor, action="delegate", subject=f"delegation:{lent.id}", at=at, act_number=lent.act_number
    )
    return DelegationId(lent.id)


@transaction.atomic
def end_delegation(*, actor: Actor, delegation_id: DelegationId, on: date, at: datetime) -> None:
    """The lender takes back what was lent: `on` is its last day. One that has not begun is dropped.

    Refused: `organisation.unknown_record` for anybody but the lender, `dates_out_of_order` after its end.
    """
    lent = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("appointment")
        .filter(id=delegation_id)
    )
    row = lent.filter(appointment__person_id=actor.person_id).first()
    if row is None:
        raise refuse("organisation.unknown_record")
    if on > row.ends_on:
        raise refuse("organisation.dates_out_of_order", field="on")
    if on < row.starts_on:
        row.delete()
    else:
        row.ends_on = on
        row.save(update_fields=["ends_on"])
    _end_sessions_of(row.person_id)
    OrganisationJournal.objects.record(
        actor=actor, action="end_delegation", subject=f"delegation:{delegation_id}", at=at, on=str(on)
    )


def _end(row: Appointment, on: date, at: datetime) -> None:
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    Delegation.objects.filter(appointment=row, starts_on__gt=on).delete()
    Delegation.objects.filter(appointment=row, ends_on__gt=on).update(ends_on=on)
    midnight = midnight_after(on)
    keys = ApiToken.objects.filter(appointment=row, revoked_at__isnull=True)
    if midnight <= at:
        keys.update(revoked_at=at)
    else:
        keys.filter(expires_at__gt=midnight).update(expires_at=midnight)


def _drop_what_never_began(person_id: int, on: date) -> None:
    """Appointments and delegations of after the last day gave no right yet, so no record can rest on them."""
    future = Appointment.objects.filter(person_id=person_id, starts_on__gt=on)
    ApiToken.objects.filter(appointment__in=future).delete()
    Delegation.objects.filter(Q(appointment__in=future) | Q(person_id=person_id, starts_on__gt=on)).delete()
    future.delete()


def _may_give(actor: Actor | None, agency_id: AgencyId, roles: frozenset[Role]) -> None:
    if actor is None:
        return
    seat = agency_card(actor.agency_id)
    require(policies.may_administer_people(actor, agency_card(agency_id), seat=seat))
    require(policies.may_grant(actor, roles, seat=seat))


def _require_standing(person: Person, term: tuple[date, date]) -> None:
    """A substitute must be in service on every day they stand in."""
    rows = Appointment.objects.filter(person=person).order_by("id")
    own = [(row.starts_on, row.ends_on) for row in rows]
    if person.left_on is not None and person.left_on < term[1]:
        raise refuse("organisation.employment_ended", person=person.name, left_on=person.left_on)
    if not terms.covered(term, own):
        raise refuse("organisation.delegate_without_appointment", field="person", person=person.name)


def _open_appointments(person_id: int, on: date) -> list[Appointment]:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("post")
    later = rows.filter(person_id=person_id, starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return list(later.order_by("id"))


def _end_sessions_of(person_id: int) -> None:
    Account.objects.filter(person_id=person_id).update(access_version=F("access_version") + 1)


def _locked_post(post_id: PostId) -> Post:
    row = Post.objects.select_for_update(of=("self",)).select_related("agency").filter(id=post_id).first()
    if row is None:
        raise refuse("organisation.unknown_record", field="post")
    return row


def _locked_appointment(appointment_id: AppointmentId) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("post", "person")
    row = rows.filter(id=appointment_id).first()
    if row is None:
        raise refuse("organisation.unknown_record")
    return row


def _person(person_id: PersonId, *, lock: bool = False) -> Person:
    rows = Person.objects.select_for_update() if lock else Person.objects.all()
    row = rows.filter(id=person_id).first()
    if row is None:
        raise refuse("organisation.unknown_record", field="person")
    return row
