"""Local days as instants."""

from datetime import datetime, time, timedelta

from haicap.dossiers.contract import Period
from haicap.kernel.clock import VIETNAM


def bounds(period: Period) -> tuple[datetime, datetime]:
    """The instants [start, end) of a period's local days."""
    start = datetime.combine(period.start, time(0), VIETNAM)
    return start, datetime.combine(period.end + timedelta(days=1), time(0), VIETNAM)


def past_part(period: Period, now: datetime) -> tuple[datetime, datetime]:
    """The instants [start, end) of what of a period is over at `now`; both are `now` where it has not begun."""
    start, end = bounds(period)
    return min(start, now), max(min(start, now), min(end, now))
