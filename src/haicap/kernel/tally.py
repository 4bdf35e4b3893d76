"""The days behind a deadline: which were counted, which were not and why, what is used up, what is left.

Data only; screens and the command line put it into words. Serves law I-D1: used and left together are what
the law allows, at every instant; and every day from receipt to the due day is either counted or excluded,
never both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from haicap.kernel.clock import local
from haicap.kernel.deadlines import Deadline, add_months, running_spans
from haicap.kernel.limits import LimitUnit
from haicap.kernel.worktime import dates


class Why(StrEnum):
    """Why a day is not counted."""

    EVENT_DAY = "day_of_receipt"  # the day of the event is not counted
    OUTSIDE_HOURS = "filed_outside_working_time"
    AFTER_FIFTEEN = "received_after_15_00"
    RESTARTED = "before_the_restart"
    STOPPED = "clock_stopped"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped_off"
    EMERGENCY_CLOSURE = "emergency_closure"


@dataclass(frozen=True, slots=True)
class ExcludedDay:
    """One day not counted; `name` and `source` are those of the holiday, or `name` is the kind of stop."""

    on: date
    why: Why
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Days in order. Together they are every day from receipt to the end: the due day (left out
    where the end merely moved to it), or the day of a stop nobody has resumed."""

    counted: tuple[date, ...]
    excluded: tuple[ExcludedDay, ...]


class Measure(StrEnum):
    """What `Progress` counts in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Progress:
    """`consumed + remaining == allowed`. A day is used up at its close; past the end nothing is left."""

    allowed: int
    consumed: int
    remaining: int
    measure: Measure


def tally(deadline: Deadline) -> Tally:
    """List the days of `deadline`. Costs one step per day of its span: for one dossier, not for a million."""
    counted: list[date] = []
    excluded: list[ExcludedDay] = []
    for day in _days(deadline):
        if _is_counted(deadline, day):
            counted.append(day)
        else:
            excluded.append(_why(deadline, day))
    return Tally(tuple(counted), tuple(excluded))


def progress(deadline: Deadline, at: datetime) -> Progress:
    """What is used up and what is left at `at` (aware).

    Used and left are counted separately, one forward from the start, one back from the end; while the clock
    stands still without an end, what is left is what was allowed and not used. A minute is used up at its end.
    """
    unit = deadline.limit.unit
    measure = _MEASURES.get(unit, Measure.DAY)
    count, left = (_minutes, _minutes_left) if unit is LimitUnit.HOUR else (_closes, _closes)
    first, last = deadline.filed_at, deadline.due_at
    allowed = _allowed(deadline)
    # a day off between a limit's last day and the day it moves to uses nothing more
    consumed = count(deadline, first, min(at, last)) if last else min(allowed, count(deadline, first, at))
    remaining = left(deadline, max(at, first), last) if last else allowed - consumed
    return Progress(allowed, consumed, remaining, measure)


_MINUTE = timedelta(minutes=1)
_MEASURES = {LimitUnit.WORKING_DAY: Measure.WORKING_DAY, LimitUnit.HOUR: Measure.MINUTE}


def _allowed(deadline: Deadline) -> int:
    amount, day = deadline.limit.amount, deadline.starts_at.date()
    if deadline.limit.unit is LimitUnit.MONTH:
        return (add_months(day, amount) - day).days
    return amount * 60 if deadline.limit.unit is LimitUnit.HOUR else amount


def _closes(deadline: Deadline, after: datetime, through: datetime) -> int:
    """Counted days whose close falls in (after, through]."""
    days = dates(local(after).date(), local(through).date())
    closes = (deadline.calendar.closes_at(day) for day in days if _is_counted(deadline, day))
    return sum(after < close <= through for close in closes)


def _minutes(deadline: Deadline, after: datetime, through: datetime) -> int:
    """Whole minutes of running office time in (after, through]."""
    return _running(deadline, after, through) // _MINUTE


def _minutes_left(deadline: Deadline, after: datetime, through: datetime) -> int:
    """Minutes of running office time in (after, through], one begun counted whole."""
    return -(-_running(deadline, after, through) // _MINUTE)


def _running(deadline: Deadline, after: datetime, through: datetime) -> timedelta:
    total = timedelta(0)
    for day in dates(local(after).date(), local(through).date()):
        for start, end in running_spans(deadline.calendar, day, deadline.starts_at, deadline.stops):
            total += max(timedelta(0), min(end, through) - max(start, after))
    return total


def _days(deadline: Deadline) -> Iterable[date]:
    """From receipt to the due day; a due day the end merely moved to is left out."""
    last = deadline.due_at.date() if deadline.due_at else deadline.stops[-1].asked_on
    if deadline.ends_on is not None and last > deadline.ends_on:
        last -= timedelta(days=1)
    return dates(deadline.received_at.date(), last)


def _is_counted(deadline: Deadline, day: date) -> bool:
    unit, ends_on = deadline.limit.unit, deadline.ends_on
    if unit is LimitUnit.SAME_DAY:
        return day == ends_on
    if unit is LimitUnit.HOUR:
        spans = running_spans(deadline.calendar, day, deadline.starts_at, deadline.stops)
        return any(deadline.due_at is None or start < deadline.due_at for start, _ in spans)
    if day <= deadline.starts_at.date() or (ends_on is not None and day > ends_on):
        return False
    if any(stop.takes(day) for stop in deadline.stops):
        return False
    return unit is not LimitUnit.WORKING_DAY or deadline.calendar.is_working(day)


def _why(deadline: Deadline, day: date) -> ExcludedDay:
    if day < deadline.filed_at.date():
        return ExcludedDay(day, Why.OUTSIDE_HOURS)
    if day == deadline.filed_at.date() and deadline.limit.unit not in {LimitUnit.SAME_DAY, LimitUnit.HOUR}:
        return ExcludedDay(day, Why.EVENT_DAY)
    stop = next((stop for stop in deadline.stops if stop.takes(day)), None)
    if stop is not None:
        return ExcludedDay(day, Why.STOPPED, stop.kind)
    if day <= deadline.starts_at.date() and deadline.starts_at > deadline.filed_at:
        return ExcludedDay(day, Why.RESTARTED)
    return _day_off(deadline, day) or ExcludedDay(day, _idle(deadline, day))


def _day_off(deadline: Deadline, day: date) -> ExcludedDay | None:
    exception = deadline.calendar.days.get(day)
    if exception is not None and exception.is_off:
        return ExcludedDay(day, Why(exception.kind), exception.name, exception.source)
    return None if deadline.calendar.is_working(day) else ExcludedDay(day, Why.WEEKEND)


def _idle(deadline: Deadline, day: date) -> Why:
    """Why a working day is not counted though no stop takes it whole."""
    if day != deadline.filed_at.date():
        return Why.STOPPED
    return Why.AFTER_FIFTEEN if deadline.limit.unit is LimitUnit.SAME_DAY else Why.OUTSIDE_HOURS
