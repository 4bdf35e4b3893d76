"""Who may change hamlets: the commune's chair and administrators, and the province's business administrators.

Hamlets are arranged by the commune's own authorities (law 72/2025/QH15 [K]); everybody else of the province reads.
"""

from collections.abc import Sequence

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, AgencyCard, AgencyKind, Role
from haicap.territory.contract import UnitCard

KEEPERS = (Role.CHAIR, Role.BUSINESS_ADMIN)
_PROVINCIAL = frozenset(
    {AgencyKind.PROVINCIAL_COMMITTEE, AgencyKind.PROVINCIAL_OFFICE, AgencyKind.DEPARTMENT}
)


def may_keep(actor: Actor, seat: AgencyCard, commune: UnitCard) -> Refusal | None:
    """Of the commune itself, or the administrators of its province; `seat` is the body the actor acts from."""
    if actor.holds(*KEEPERS) and actor.unit_id == commune.unit_id:
        return None
    if _of_province(actor, seat, commune):
        return None
    return Refusal("reorganisation.not_a_hamlet_keeper", {"commune": commune.name})


def may_move(actor: Actor, seat: AgencyCard, commune: UnitCard, target: UnitCard) -> Refusal | None:
    """Only the administrators of the province of both: where a hamlet goes, the border of a commune goes."""
    if _of_province(actor, seat, commune) and _of_province(actor, seat, target):
        return None
    return Refusal("reorganisation.not_a_hamlet_mover", {"commune": commune.name})


def may_assign(actor: Actor, seat: AgencyCard, successors: Sequence[UnitCard]) -> Refusal | None:
    """Those who keep the hamlets of one of the communes that received people."""
    refusals = [may_keep(actor, seat, commune) for commune in successors]
    return next((one for one in refusals if one is not None), None) if all(refusals) else None


def _of_province(actor: Actor, seat: AgencyCard, commune: UnitCard) -> bool:
    """A business administrator of the commune's province."""
    mine = seat.kind in _PROVINCIAL and seat.province_code == commune.province_code
    return mine and actor.holds(Role.BUSINESS_ADMIN)
