"""Local days as instants."""

from datetime import datetime, time, timedelta
from typing import Any

from haicap.dossiers.contract import Period
from haicap.kernel.clock import VIETNAM, local_day


def bounds(period: Period) -> tuple[datetime, datetime]:
    """The instants [start, end) of a period's local days."""
    start = datetime.combine(period.start, time(0), VIETNAM)
    return start, datetime.combine(period.end + timedelta(days=1), time(0), VIETNAM)


def past_part(period: Period, now: datetime) -> tuple[datetime, datetime]:
    """The instants [start, end) of what of a period is over at `now`; both are `now` where it has not begun."""
    start, end = bounds(period)
    return min(start, now), max(min(start, now), min(end, now))


def counted_days(period: Period, now: datetime) -> dict[str, Any]:
    """What `flows.tallied` and the stocks ask for: the instants of `past_part`, its days as the tally has them, and the
    midnight after the last of them: what lies between `end` and it is not of the period. One not begun has no days.
    """
    start, end = past_part(period, now)
    last = local_day(end - timedelta(microseconds=1))
    midnight = bounds(Period(last, last))[1] if last >= period.start else end
    return {"start": start, "end": end, "first_day": period.start, "last_day": last, "midnight": midnight}
