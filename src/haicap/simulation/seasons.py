"""How many come on which day: the week, the seasons, and what holidays push before and behind them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from haicap.kernel.worktime import WorkCalendar

_WEEK = {0: 1.3, 1: 1.1, 4: 0.9}  # Monday is the busiest
_LONG = 4  # days off in a row that people prepare for
_BEFORE, _AFTER = 1.2, 1.4
_NEAR = 3  # working days before and after
# (first, last, times): month and day; a season may not cross the year's end
_SEASONS = (
    ((1, 2), (1, 25), 1.1),  # papers before Tết
    ((6, 1), (6, 30), 1.15),  # exams and graduation: certified copies
    ((8, 10), (9, 15), 1.3),  # school starts
    ((12, 1), (12, 31), 1.1),
)


def working_days(calendar: WorkCalendar, start: date, end: date) -> list[date]:
    """The working days from `start` to `end`, both included."""
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return [day for day in days if calendar.is_working(day)]


def busy(days: Sequence[date]) -> Mapping[date, float]:
    """How much busier than others each of these working days is, before chance."""
    weights = {day: _WEEK.get(day.weekday(), 1.0) * _season(day) for day in days}
    for place, (former, later) in enumerate(pairwise(days)):
        if (later - former).days > _LONG:
            for day in days[max(0, place - _NEAR + 1) : place + 1]:
                weights[day] *= _BEFORE
            for day in days[place + 1 : place + 1 + _NEAR]:
                weights[day] *= _AFTER
    return weights


def _season(day: date) -> float:
    for first, last, times in _SEASONS:
        if first <= (day.month, day.day) <= last:
            return times
    return 1.0
