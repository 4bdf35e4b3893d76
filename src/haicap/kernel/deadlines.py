"""When a dossier is due: a pure function of calendar, receipt, limit and stops.

Not the class of a dossier (`timeliness`) and not the list of days behind a date (`tally`). Law: Civil Code
2015, art. 147 (the day of the event is not counted), art. 148 (a limit ends at the close of its last day,
of the corresponding day of the month, or of the next working day). docs/reference/clock.md says how each
rule was read and which readings are ours.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from haicap.kernel.clock import local
from haicap.kernel.errors import refuse
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.stops import Gap, Stop, StopKind, gaps
from haicap.kernel.worktime import FIRST_DAY, LAST_DAY, WorkCalendar, beyond_calendar

SAME_DAY_UNTIL = time(15, 0)  # received later: result on the next working day
_ONE_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
_MOST = 10_000  # of any unit; no law gives more


class Deadline(NamedTuple):
    """The answer, with what it was computed from. `haicap.kernel.tally` lists its days and what is used up.

    A named tuple, not a dataclass, because it is made three times as quickly and reports make millions.

    `starts_at`: the event the counting starts from: receipt, the next opening for an online filing outside
    working time, or the answer that restarted the clock. `ends_on`: the last day the limit counts.
    `due_at`: the close of that day or, where it is a day off or the clock stands then, of the next working
    day (hour limits: the very moment). Both are None while the clock stands still.
    """

    limit: Limit
    received_at: datetime
    filed_at: datetime
    starts_at: datetime
    ends_on: date | None
    due_at: datetime | None
    stops: tuple[Stop, ...]  # those that came before the clock ran out, in order
    calendar: WorkCalendar

    @property
    def provisional(self) -> bool:
        """Does it rest on a year whose days off are not decided yet?"""
        last = self.due_at.date() if self.due_at else self.stops[-1].asked_on
        return self.calendar.is_provisional(self.received_at.date(), last)

    @property
    def calendar_version(self) -> int:
        """The version of the calendar the answer rests on."""
        return self.calendar.version

    @property
    def is_stopped(self) -> bool:
        """Does the clock stand still with nobody having resumed it?"""
        return self.due_at is None


def due(
    *,
    calendar: WorkCalendar,
    received_at: datetime,
    limit: Limit,
    stops: Sequence[Stop] = (),
    on_supplement: OnSupplement = OnSupplement.PAUSE,
    channel_online: bool = False,
) -> Deadline:
    """When `limit` ends for what was received at `received_at` (aware).

    A stop that begins at or after the due moment changes nothing: a clock that has run out cannot be stopped.
    Refused: `clock.limit_not_positive`, `clock.stop_before_receipt`, `clock.resume_before_stop`,
    `clock.beyond_calendar`; a moment without time zone is a ValueError.
    """
    received_at = local(received_at)
    _check(received_at, limit, stops)
    filed_at = calendar.next_office_time(received_at) if channel_online else received_at
    if not stops:
        ends_on, due_at = _reach(calendar, limit, filed_at, ())
        return Deadline(limit, received_at, filed_at, filed_at, ends_on, due_at, (), calendar)
    return _due_with_stops(
        calendar=calendar,
        received_at=received_at,
        filed_at=filed_at,
        limit=limit,
        stops=stops,
        on_supplement=on_supplement,
    )


def _due_with_stops(
    *,
    calendar: WorkCalendar,
    received_at: datetime,
    filed_at: datetime,
    limit: Limit,
    stops: Sequence[Stop],
    on_supplement: OnSupplement,
) -> Deadline:
    starts_at = filed_at
    ends_on: date | None
    due_at: datetime | None
    ends_on, due_at = _reach(calendar, limit, starts_at, ())
    heard: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: stop.from_at):
        if stop.from_at >= due_at:
            break
        heard.append(stop)
        if stop.to_at is None:
            ends_on, due_at = None, None
            break
        if stop.kind is StopKind.SUPPLEMENT and on_supplement is OnSupplement.RESTART:
            starts_at = max(starts_at, local(stop.to_at))
        standing = [one for one in heard if one.to_at is not None and one.to_at > starts_at]
        ends_on, due_at = _reach(calendar, limit, starts_at, standing)
    return Deadline(limit, received_at, filed_at, starts_at, ends_on, due_at, tuple(heard), calendar)


def _reach(
    calendar: WorkCalendar, limit: Limit, starts_at: datetime, stops: Sequence[Stop]
) -> tuple[date, datetime]:
    """The last day counted and the due moment of `limit` from `starts_at`; none of `stops` is open."""
    day, unit = starts_at.date(), limit.unit
    if unit is LimitUnit.WORKING_DAY and not stops:  # by far the most, and made by the million
        ends_on = calendar.nth_working_day(day, limit.amount)
        return ends_on, calendar.closes_at(ends_on)
    out = gaps(stops) if stops else ()
    if unit is LimitUnit.WORKING_DAY:
        ends_on = _nth_working_day(calendar, day, limit.amount, out)
    elif unit is LimitUnit.DAY:
        ends_on = _stretch(day, day + timedelta(days=limit.amount), out)
    elif unit is LimitUnit.MONTH:
        ends_on = _stretch(day, add_months(day, limit.amount), out)
    elif unit is LimitUnit.SAME_DAY:
        ends_on = _same_day(calendar, starts_at)
    else:
        due_at = _after_office_hours(calendar, starts_at, timedelta(hours=limit.amount), stops)
        return due_at.date(), due_at
    return ends_on, calendar.closes_at(_first_end(calendar, ends_on, stops))


def _nth_working_day(calendar: WorkCalendar, after: date, count: int, out: tuple[Gap, ...]) -> date:
    for gap in out:
        before = calendar.working_day_count(after, gap.after)
        if before >= count:
            break
        count -= before
        after = max(after, gap.through)
    return calendar.nth_working_day(after, count)


def _stretch(after: date, ends_on: date, out: tuple[Gap, ...]) -> date:
    for gap in out:
        if gap.after >= ends_on:
            break
        ends_on += max(timedelta(0), gap.through - max(gap.after, after))
    return ends_on


def _same_day(calendar: WorkCalendar, starts_at: datetime) -> date:
    late = starts_at.time() > SAME_DAY_UNTIL
    return calendar.next_working_day(starts_at.date() + _ONE_DAY * late)


def _first_end(calendar: WorkCalendar, day: date, stops: Sequence[Stop]) -> date:
    """The first working day from `day` on at whose close the clock runs."""
    day = calendar.next_working_day(day)
    while stops and (
        hindering := [stop for stop in stops if stop.takes(day) or stop.holds(calendar.closes_at(day))]
    ):
        day = calendar.next_working_day(max(stop.answered_on for stop in hindering) + _ONE_DAY)
    return day


def _after_office_hours(
    calendar: WorkCalendar, starts_at: datetime, amount: timedelta, stops: Sequence[Stop]
) -> datetime:
    """Hours are those of the office: the moment when `amount` of working time outside `stops` has passed."""
    day = calendar.next_working_day(starts_at.date())
    while True:
        for start, end in running_spans(calendar, day, starts_at, stops):
            if amount <= end - start:
                return start + amount
            amount -= end - start
        day = calendar.nth_working_day(day, 1)


def running_spans(
    calendar: WorkCalendar, day: date, from_at: datetime, stops: Sequence[Stop]
) -> list[tuple[datetime, datetime]]:
    """Stretches of office time of `day`, not before `from_at`, in which no stop holds the clock."""
    spans = [(max(start, from_at), end) for start, end in calendar.office_spans(day)]
    for stop in stops:
        resumed_at = stop.to_at or datetime.max.replace(tzinfo=stop.from_at.tzinfo)
        halves = [((start, min(end, stop.from_at)), (max(start, resumed_at), end)) for start, end in spans]
        spans = [half for pair in halves for half in pair]
    return [(start, end) for start, end in spans if start < end]


def add_months(day: date, count: int) -> date:
    """The corresponding day `count` months on, or that month's last day (Civil Code, art. 148.3).

    31 January + 1 month is 28 or 29 February; 29 February + 12 months is 28 February; 28 February + 12
    months is 28 February also in a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > _LAST_YEAR:
        raise beyond_calendar()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check(received_at: datetime, limit: Limit, stops: Sequence[Stop]) -> None:
    if limit.amount < 1 or (limit.amount != 1 and limit.unit is LimitUnit.SAME_DAY):
        raise refuse("clock.limit_not_positive", field="limit", amount=limit.amount)
    if limit.amount > _MOST or not _FIRST_YEAR <= received_at.year <= _LAST_YEAR:
        raise beyond_calendar()
    for stop in stops:
        if stop.from_at < received_at:
            raise refuse("clock.stop_before_receipt", field="stop", stopped_at=stop.from_at)
        if stop.to_at is not None and stop.to_at < stop.from_at:
            raise refuse("clock.resume_before_stop", field="resume", resumed_at=stop.to_at)
        if (stop.to_at or stop.from_at).year > _LAST_YEAR:
            raise beyond_calendar()
