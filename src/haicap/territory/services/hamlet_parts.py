"""What was counted in a hamlet goes to its parts when it is divided, as the paper says: no more and no less."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from haicap.kernel.errors import RefusalError
from haicap.territory.contract import HamletAct, HamletCard, HamletChange, HamletCount, HamletId, HamletOrder
from haicap.territory.selectors.hamlet_figures import Figures, hamlet_figures
from haicap.territory.selectors.hamlet_parts import part_faults
from haicap.territory.services.observe import observe_hamlet


def require_parts(
    orders: Iterable[HamletOrder], cards: Mapping[HamletId, HamletCard], day: date
) -> Mapping[HamletId, Figures]:
    """What is known, on the eve of `day`, of the hamlets that are divided. Refused: all that `part_faults` finds."""
    divided = {order.hamlets[0]: order.into for order in orders if order.change is HamletChange.DIVIDED}
    known = hamlet_figures(divided.keys(), day - timedelta(days=1))
    faults = [
        fault
        for hamlet, parts in divided.items()
        for fault in part_faults(cards[hamlet].name, known.get(hamlet, {}), parts)
    ]
    if faults:
        raise RefusalError(*faults)
    return known


def count_parts(
    orders: Sequence[HamletOrder],
    opened: Sequence[Sequence[HamletCard]],
    known: Mapping[HamletId, Figures],
    act: HamletAct,
    *,
    at: datetime,
) -> None:
    """Record what each part got of the count of the whole: of the day of that count, by the word of the paper."""
    for order, made in zip(orders, opened, strict=True):
        for part, card in zip(order.into, made, strict=False):
            for measure, value in part.counts.items():
                whole = known[order.hamlets[0]][measure]
                count = HamletCount(
                    card.hamlet_id,
                    measure,
                    Decimal(value),
                    whole.reference_on,
                    act.instrument,
                    whole.precision,
                )
                observe_hamlet(count, at=at)
