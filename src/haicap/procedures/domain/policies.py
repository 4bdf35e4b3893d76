"""Who may change the catalogue, and the second pair of eyes.

The catalogue is one for the whole province, so the administrators of a commune read it and do not change it.
"""

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, AgencyCard, AgencyKind, PersonId, Role

PROVINCIAL = frozenset(
    {
        AgencyKind.PROVINCIAL_COMMITTEE,
        AgencyKind.PROVINCIAL_OFFICE,
        AgencyKind.PROVINCIAL_CENTRE,
        AgencyKind.DEPARTMENT,
    }
)


def may_administer(actor: Actor, *, seat: AgencyCard) -> Refusal | None:
    """Business administrators of the province; `seat` is the agency the actor acts from."""
    if not actor.holds(Role.BUSINESS_ADMIN):
        return Refusal("procedures.not_an_administrator")
    return None if seat.kind in PROVINCIAL else Refusal("procedures.outside_provincial_office")


def may_decide(actor: Actor, *, seat: AgencyCard, proposed_by: PersonId | None) -> Refusal | None:
    """Who approves or rejects is an administrator and another person than who proposed."""
    if proposed_by == actor.person_id:
        return Refusal("procedures.same_person")
    return may_administer(actor, seat=seat)
