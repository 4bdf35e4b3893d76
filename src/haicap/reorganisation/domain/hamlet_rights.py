"""Who may change hamlets: the commune's chair and administrators, and the province's business administrators.

Hamlets are arranged by the commune's own authorities (law 72/2025/QH15 [K]); everybody else of the province reads.
"""

from collections.abc import Sequence

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, Role
from haicap.territory.contract import UnitCard

KEEPERS = (Role.CHAIR, Role.BUSINESS_ADMIN)


def may_keep(actor: Actor, commune: UnitCard) -> Refusal | None:
    """Of the commune itself, or the administrators of its province."""
    if actor.holds(*KEEPERS) and actor.unit_id == commune.unit_id:
        return None
    if actor.whole_province and actor.holds(Role.BUSINESS_ADMIN) and commune.province_code in actor.provinces:
        return None
    return Refusal("reorganisation.not_a_hamlet_keeper", {"commune": commune.name})


def may_assign(actor: Actor, successors: Sequence[UnitCard]) -> Refusal | None:
    """Those who keep the hamlets of one of the communes that received people."""
    refusals = [may_keep(actor, commune) for commune in successors]
    return next((one for one in refusals if one is not None), None) if all(refusals) else None
