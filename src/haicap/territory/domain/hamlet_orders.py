"""What an order to change hamlets must say, whatever the hamlets are."""

from collections import Counter
from collections.abc import Sequence

from haicap.kernel.errors import refuse
from haicap.territory.contract import HamletChange, HamletOrder

_TWO = 2


def require_shape(orders: Sequence[HamletOrder], reason: str) -> None:
    """Refused: territory.hamlets_none, .hamlets_few, .hamlet_row_twice, .hamlet_reason (`reason`: the paper's)."""
    if not orders or not all(order.hamlets for order in orders):
        raise refuse("territory.hamlets_none", field="hamlets")
    for order in orders:
        _require_numbers(order)
        if (
            order.change in {HamletChange.RETIRED, HamletChange.ASSIGNED}
            and not (order.reason or reason).strip()
        ):
            raise refuse("territory.hamlet_reason", field="reason")
    said = Counter(hamlet for order in orders for hamlet in order.hamlets)
    for hamlet, times in said.items():
        if times > 1:
            raise refuse("territory.hamlet_row_twice", field="hamlets", name=hamlet)


def _require_numbers(order: HamletOrder) -> None:
    """A merger makes one of several, a division several of one."""
    if order.change is HamletChange.MERGED and len(set(order.hamlets)) < _TWO:
        raise refuse("territory.hamlets_few", field="hamlets")
    if order.change is HamletChange.DIVIDED and len(order.into) < _TWO:
        raise refuse("territory.hamlets_few", field="into")


def parts_apart(order: HamletOrder) -> bool:
    """True of a division whose parts say each its commune."""
    return order.change is HamletChange.DIVIDED and any(part.to for part in order.into)
