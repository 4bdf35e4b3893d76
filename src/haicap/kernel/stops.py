"""What stops the lawful clock, and which days that takes out of a limit.

Only a supplement request, a financial obligation, a posting the law prescribes, or force majeure stops it; a
system that is down, absent staff or mail between offices never does. The day of the request is still
counted, the day of the answer is not: Civil Code 2015, art. 147, applied to both ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from haicap.kernel.clock import local


class StopKind(StrEnum):
    """The four lawful reasons."""

    SUPPLEMENT = "supplement"
    FINANCIAL_OBLIGATION = "financial_obligation"
    POSTING = "posting"
    FORCE_MAJEURE = "force_majeure"


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands in [from_at, to_at), both aware; `to_at` None while nobody has resumed it."""

    from_at: datetime
    to_at: datetime | None
    kind: StopKind = StopKind.SUPPLEMENT

    @property
    def asked_on(self) -> date:
        """The local day of the stop; it still counts."""
        return local(self.from_at).date()

    @property
    def answered_on(self) -> date:
        """The local day of the resumption; it does not count. The end of time while the stop is open."""
        return local(self.to_at).date() if self.to_at else date.max

    def takes(self, day: date) -> bool:
        """Does this stop take `day` out of the limit?"""
        return self.asked_on < day <= self.answered_on

    def holds(self, moment: datetime) -> bool:
        """Does the clock stand at `moment`?"""
        return self.from_at <= moment and (self.to_at is None or moment < self.to_at)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days out of the limit: `after` is the last day that counts before them, `through` their last."""

    after: date
    through: date


def gaps(stops: Iterable[Stop]) -> tuple[Gap, ...]:
    """The days `stops` take out, in order and without overlap."""
    merged: list[Gap] = []
    for gap in sorted((Gap(stop.asked_on, stop.answered_on) for stop in stops), key=lambda gap: gap.after):
        if merged and gap.after <= merged[-1].through:
            merged[-1] = Gap(merged[-1].after, max(merged[-1].through, gap.through))
        else:
            merged.append(gap)
    return tuple(merged)
