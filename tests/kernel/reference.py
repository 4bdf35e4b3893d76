"""A second clock, slow and plain: it walks day by day (hours: minute by minute) and shares no code with ours.

It serves the property tests only; the rules are those of docs/reference/clock.md, read once more.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

HANOI = timezone(timedelta(hours=7))
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))

Pause = tuple[datetime, datetime | None, bool]  # from, to, is a supplement
Works = Callable[[date], bool]


def in_office(moment: datetime, works: Works) -> bool:
    inside = any(start <= moment.time() <= end for start, end in (MORNING, AFTERNOON))
    return works(moment.date()) and inside


def filed(moment: datetime, works: Works, *, online: bool) -> datetime:
    """The moment the filing counts from; minutes are fine enough because tests use whole minutes."""
    while online and not in_office(moment, works):
        moment += MINUTE
    return moment


def end(works: Works, start: datetime, amount: int, unit: str, pauses: list[Pause]) -> datetime:
    """Walk from `start` until `amount` is used up outside `pauses` (all of them answered)."""
    if unit == "hour":
        return _end_of_hours(works, start, amount, pauses)
    day = start.date()
    if unit == "same_day":
        if start.time() > time(15, 0):
            day += DAY
    elif unit == "month":
        left = (_months_on(day, amount) - day).days
        day = _walk(day, left, lambda one: not _out(one, pauses))
    elif unit == "day":
        day = _walk(day, amount, lambda one: not _out(one, pauses))
    else:
        day = _walk(day, amount, lambda one: works(one) and not _out(one, pauses))
    while not works(day) or _out(day, pauses) or _stands(_close(day), pauses):
        day += DAY
    return _close(day)


def due(
    works: Works,
    received: datetime,
    amount: int,
    unit: str,
    pauses: list[Pause],
    *,
    restart: bool,
    online: bool,
) -> datetime | None:
    """The due moment, or None while the clock stands still."""
    start = filed(received, works, online=online)
    known: list[Pause] = []
    at = end(works, start, amount, unit, known)
    for pause in sorted(pauses, key=lambda one: one[0]):
        if pause[0] >= at:
            return at
        if pause[1] is None:
            return None
        known.append(pause)
        if restart and pause[2]:
            start = max(start, pause[1])
        at = end(works, start, amount, unit, [one for one in known if one[1] is None or one[1] > start])
    return at


def _walk(day: date, left: int, counts: Callable[[date], bool]) -> date:
    while left:
        day += DAY
        left -= counts(day)
    return day


def _out(day: date, pauses: list[Pause]) -> bool:
    return any(asked.date() < day <= answered.date() for asked, answered, _ in pauses if answered)


def _stands(moment: datetime, pauses: list[Pause]) -> bool:
    return any(asked <= moment < answered for asked, answered, _ in pauses if answered)


def _close(day: date) -> datetime:
    return datetime.combine(day, time(17, 0), HANOI)


def _months_on(day: date, count: int) -> date:
    month = day.month
    year = day.year
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def _end_of_hours(works: Works, start: datetime, amount: int, pauses: list[Pause]) -> datetime:
    moment, left = start, amount * 60
    while left:
        middle = moment + MINUTE / 2
        left -= in_office(middle, works) and not _stands(middle, pauses)
        moment += MINUTE
    return moment
