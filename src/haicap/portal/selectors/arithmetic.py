"""The arithmetic behind a due date, for the citizen: which days counted, which did not, and why.

Shown only where it leads to the very date of the dossier: the date was fixed on its day and stays, also where the
calendar has changed since.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from haicap.dossiers.contract import TrackingCard
from haicap.kernel import deadlines
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.tally import ExcludedDay, Why, tally
from haicap.kernel.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`counted` days; `excluded` number of days by reason; `named` those that need a word (holidays, swaps)."""

    limit: Limit
    counted: int
    excluded: Mapping[Why, int]
    named: tuple[ExcludedDay, ...]


def arithmetic(card: TrackingCard, calendar: WorkCalendar, on_supplement: OnSupplement) -> Arithmetic | None:
    """The days of `card`'s limit, or None where they are not ours to explain (declared, extended, standing)."""
    if card.limit_amount is None or any(stop.to_at is None for stop in card.stops):
        return None
    limit = Limit(card.limit_amount, LimitUnit(card.limit_unit))
    deadline = deadlines.due(
        calendar=calendar,
        received_at=card.received_at,
        limit=limit,
        stops=card.stops,
        on_supplement=on_supplement,
    )
    if deadline.due_at != card.due_at:
        return None
    days = tally(deadline)
    named = tuple(day for day in days.excluded if day.name and day.why is not Why.STOPPED)
    return Arithmetic(limit, len(days.counted), Counter(day.why for day in days.excluded), named)
