"""Who may do what with a plan: the business administrators of the province prepare, its leaders approve.

Nobody approves what they proposed (two pairs of eyes; articles on authority of Decree 150/2025/NĐ-CP leave the
arrangement to the provincial committee).
"""

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, AgencyCard, AgencyKind, PersonId, Role

_TOP = frozenset({AgencyKind.PROVINCIAL_COMMITTEE, AgencyKind.PROVINCIAL_OFFICE})


def may_propose(actor: Actor, seat: AgencyCard) -> Refusal | None:
    """Business administrators and leaders of the province; `seat` is the body the actor acts from."""
    if actor.holds(Role.PROVINCIAL_LEADER):
        return None
    if actor.holds(Role.BUSINESS_ADMIN) and (seat.kind in _TOP or seat.kind is AgencyKind.DEPARTMENT):
        return None
    return Refusal("reorganisation.not_a_planner")


def may_approve(actor: Actor, proposed_by: PersonId) -> Refusal | None:
    """Leaders of the province, but never the author."""
    if not actor.holds(Role.PROVINCIAL_LEADER):
        return Refusal("reorganisation.not_a_leader")
    if actor.person_id == proposed_by:
        return Refusal("reorganisation.own_plan")
    return None
