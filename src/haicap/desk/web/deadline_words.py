"""The arithmetic behind a due date in the official's words: which days are not counted, and why."""

from collections import Counter
from dataclasses import dataclass

from haicap.kernel.deadlines import Deadline
from haicap.kernel.tally import ExcludedDay, Why, tally
from haicap.ui.days import WHY


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Days counted; days left out by reason in words; those with a name of their own (holidays, swaps)."""

    counted: int
    excluded: tuple[tuple[str, int], ...]
    named: tuple[ExcludedDay, ...]


def arithmetic(deadline: Deadline) -> Arithmetic:
    """The days behind `deadline`, for a screen."""
    days = tally(deadline)
    reasons = Counter(day.why for day in days.excluded)
    named = tuple(day for day in days.excluded if day.name and day.why is not Why.STOPPED)
    return Arithmetic(
        len(days.counted), tuple((str(WHY[why]), count) for why, count in reasons.items()), named
    )
