"""What somebody has lent and been lent, and to whom they may lend: each sees only their own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from haicap.organisation.contract import Actor, AppointmentCard, Capacity, DelegationId, Role
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.organisation.models import Appointment, Delegation
from haicap.organisation.models.appointment import on
from haicap.organisation.selectors.actors import appointment_card


@dataclass(frozen=True, slots=True)
class DelegationCard:
    """One delegation: from whose appointment, to whom, which roles, from the first to the last day."""

    id: DelegationId
    lender: AppointmentCard
    person_name: str
    roles: tuple[Role, ...]
    capacity: Capacity
    act_number: str
    starts_on: date
    ends_on: date


def given(actor: Actor) -> tuple[DelegationCard, ...]:
    """What the actor's person has lent, the latest first."""
    return _cards(Q(appointment__person_id=actor.person_id))


def received(actor: Actor) -> tuple[DelegationCard, ...]:
    """What was lent to the actor's person, the latest first."""
    return _cards(Q(person_id=actor.person_id))


def colleagues(actor: Actor, day: date) -> tuple[AppointmentCard, ...]:
    """Everybody else who holds a post in the bodies of the actor's committee on `day`, once, by name."""
    rows = Appointment.objects.filter(on(day)).exclude(person_id=actor.person_id)
    own = Q(post__agency_id=actor.committee_id) | Q(post__agency__committee_id=actor.committee_id)
    found: dict[int, Appointment] = {}
    people = rows.filter(own).exclude(post__title=SYSTEM_POST)
    for row in people.select_related("person", "post__agency").order_by("person__name_sorted", "id"):
        found.setdefault(row.person_id, row)
    return tuple(appointment_card(row) for row in found.values())


def _cards(whose: Q) -> tuple[DelegationCard, ...]:
    rows = Delegation.objects.filter(whose).select_related(
        "person", "appointment__person", "appointment__post__agency"
    )
    return tuple(
        DelegationCard(
            id=DelegationId(row.id),
            lender=appointment_card(row.appointment),
            person_name=row.person.name,
            roles=tuple(Role(role) for role in row.roles),
            capacity=Capacity(row.capacity),
            act_number=row.act_number,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows.order_by("-starts_on", "-id")
    )
