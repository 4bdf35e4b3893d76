"""What administrators see: people and accounts of the bodies in their reach, never anybody's dossiers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from haicap.kernel.errors import refuse
from haicap.kernel.text import fold
from haicap.organisation.contract import (
    AccountId,
    Actor,
    AgencyCard,
    AgencyId,
    AppointmentCard,
    Capacity,
    PersonId,
    PostId,
    Role,
)
from haicap.organisation.domain.policies import PROVINCIAL_KINDS
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.organisation.models import Account, Agency, Appointment, Person, Post
from haicap.organisation.models.appointment import on
from haicap.organisation.selectors import agencies
from haicap.organisation.selectors.actors import appointment_card


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as administrators see it: never its password or its keys."""

    id: AccountId
    username: str
    is_active: bool
    lock_reason: str
    expires_on: date | None
    last_login: datetime | None
    demo: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody with what they hold, in order of time, and their account."""

    id: PersonId
    name: str
    left_on: date | None
    appointments: tuple[AppointmentCard, ...]
    account: AccountCard | None

    def in_force(self, day: date) -> tuple[AppointmentCard, ...]:
        """What is held on `day`."""
        return tuple(
            card
            for card in self.appointments
            if card.starts_on <= day and (card.ends_on is None or day <= card.ends_on)
        )


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post with how many of its seats are taken today."""

    id: PostId
    agency_id: AgencyId
    agency_name: str
    title: str
    title_en: str
    roles: tuple[Role, ...]
    fields: tuple[str, ...]
    seats: int
    taken: int
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Page:
    """One page of people and how many there are in all."""

    rows: tuple[PersonCard, ...]
    total: int


def in_reach(actor: Actor) -> "QuerySet[Agency]":
    """The bodies an administrator looks after: from a provincial body the province, else those of the commune."""
    rows = Agency.objects.filter(province_code=actor.province_code)
    if agencies.agency(actor.agency_id).kind in PROVINCIAL_KINDS:
        return rows
    return rows.filter(Q(id=actor.committee_id) | Q(committee_id=actor.committee_id))


def bodies(actor: Actor, *, words: str, start: int, size: int) -> tuple[tuple[AgencyCard, ...], int]:
    """One page of the bodies in reach whose name or code holds `words`, and how many there are."""
    rows = in_reach(actor)
    if words:
        rows = rows.filter(Q(name_folded__contains=fold(words)) | Q(code__istartswith=words.strip()))
    page = rows.order_by("name_sorted", "id")[start : start + size]
    return tuple(agencies.card(row) for row in page), rows.count()


def people(actor: Actor, *, words: str, start: int, size: int) -> Page:
    """One page of people in reach by name or user name; those without any post only for the province."""
    rows = _people_in_reach(actor)
    if words:
        accounts = Account.objects.filter(username__startswith=words.strip().lower()).values("person_id")
        rows = rows.filter(Q(name_folded__contains=fold(words) or "\0") | Q(id__in=accounts))
    found = list(rows.order_by("name_sorted", "id")[start : start + size])
    return Page(_cards(found), rows.count())


def person(actor: Actor, person_id: PersonId) -> PersonCard:
    """One person in reach; anybody else is `organisation.unknown_record`."""
    found = _people_in_reach(actor).filter(id=person_id).first()
    if found is None:
        raise refuse("organisation.unknown_record")
    return _cards([found])[0]


def posts(agency_ids: frozenset[AgencyId], day: date) -> tuple[PostCard, ...]:
    """The open posts of bodies, by the order of the bodies' names and the posts' age."""
    rows = Post.objects.filter(agency_id__in=agency_ids, closed_on__isnull=True).exclude(title=SYSTEM_POST)
    taken: dict[int, int] = {}
    for post_id in (
        Appointment.objects.filter(on(day), post__in=rows).order_by("id").values_list("post_id", flat=True)
    ):
        taken[post_id] = taken.get(post_id, 0) + 1
    return tuple(
        PostCard(
            id=PostId(row.id),
            agency_id=AgencyId(row.agency_id),
            agency_name=row.agency.name,
            title=row.title,
            title_en=row.title_en,
            roles=tuple(Role(role) for role in row.roles),
            fields=tuple(row.fields),
            seats=row.seats,
            taken=taken.get(row.id, 0),
            capacity=Capacity(row.capacity),
        )
        for row in rows.select_related("agency").order_by("agency__name_sorted", "agency_id", "id")
    )


def holders_of_posts(agency_id: AgencyId, day: date) -> tuple[AppointmentCard, ...]:
    """Everybody who holds a post of a body on `day`."""
    rows = Appointment.objects.filter(on(day), post__agency_id=agency_id).exclude(post__title=SYSTEM_POST)
    return tuple(
        appointment_card(row)
        for row in rows.select_related("person", "post__agency").order_by(
            "post_id", "person__name_sorted", "id"
        )
    )


def _people_in_reach(actor: Actor) -> "QuerySet[Person]":
    held = Appointment.objects.filter(post__agency__in=in_reach(actor)).exclude(post__title=SYSTEM_POST)
    within = Q(id__in=held.values("person_id"))
    if agencies.agency(actor.agency_id).kind in PROVINCIAL_KINDS:
        within |= ~Q(id__in=Appointment.objects.values("person_id"))
    return Person.objects.filter(within)


def _cards(found: list[Person]) -> tuple[PersonCard, ...]:
    held: dict[int, list[AppointmentCard]] = {}
    rows = Appointment.objects.filter(person__in=found).select_related("person", "post__agency")
    for row in rows.order_by("starts_on", "id"):
        held.setdefault(row.person_id, []).append(appointment_card(row))
    accounts = {row.person_id: row for row in Account.objects.filter(person__in=found).order_by("id")}
    return tuple(
        PersonCard(
            id=PersonId(each.id),
            name=each.name,
            left_on=each.left_on,
            appointments=tuple(held.get(each.id, ())),
            account=_account_card(accounts.get(each.id)),
        )
        for each in found
    )


def _account_card(row: Account | None) -> AccountCard | None:
    if row is None:
        return None
    return AccountCard(
        id=AccountId(row.pk),
        username=row.username,
        is_active=row.is_active,
        lock_reason=row.lock_reason,
        expires_on=row.expires_on,
        last_login=row.last_login,
        demo=row.demo,
    )
