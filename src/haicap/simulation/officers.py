"""Officials with habits, their leave, and the days on which a centre is closed or its line is down. Pure dice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from haicap.kernel.worktime import WorkCalendar

DESKS = 4  # desks of a unit, among which the fields of work are divided
_LEAVES_A_YEAR = 2
_LEAVE_DAYS = range(3, 13)
_CLOSED_A_YEAR = 0.8  # storm, flood, no power: nobody comes in
_LINE_DOWN_A_YEAR = 2.5  # work goes on, and is entered when the line is back
_YEAR = 365


class Habit(StrEnum):
    """How somebody works."""

    PROMPT = "prompt"
    STEADY = "steady"
    SLOW = "slow"
    FRIDAYS = "fridays"  # settles on Friday afternoons what the week has brought
    FORGETFUL = "forgetful"


_HABITS = (
    (Habit.PROMPT, 30),
    (Habit.STEADY, 48),
    (Habit.SLOW, 5),
    (Habit.FRIDAYS, 10),
    (Habit.FORGETFUL, 7),
)


@dataclass(frozen=True, slots=True)
class Officer:
    """Who sits at a desk: the habit, and the days (both included) of each leave."""

    habit: Habit
    leaves: tuple[tuple[date, date], ...]

    def back_on(self, day: date) -> date:
        """`day`, or the day after the leave it lies in."""
        for first, last in self.leaves:
            if first <= day <= last:
                return last + timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class House:
    """A unit's desks and its bad days."""

    desks: tuple[Officer, ...]
    closed: frozenset[date]
    line_down: frozenset[date]


def house(dice: Random, calendar: WorkCalendar, start: date, end: date) -> House:
    """The house of one unit from `start` to `end`."""
    length = (end - start).days + 1
    working = [
        day
        for day in (start + timedelta(days=number) for number in range(length))
        if calendar.is_working(day)
    ]
    return House(
        desks=tuple(_officer(dice, start, length) for _ in range(DESKS)),
        closed=_bad_days(dice, working, _CLOSED_A_YEAR * length / _YEAR),
        line_down=_bad_days(dice, working, _LINE_DOWN_A_YEAR * length / _YEAR),
    )


def _officer(dice: Random, start: date, length: int) -> Officer:
    habit = dice.choices([habit for habit, _ in _HABITS], [share for _, share in _HABITS])[0]
    leaves = []
    for _ in range(round(_LEAVES_A_YEAR * length / _YEAR)):
        first = start + timedelta(days=dice.randrange(length))
        leaves.append((first, first + timedelta(days=dice.choice(_LEAVE_DAYS))))
    return Officer(habit, tuple(sorted(leaves)))


def _bad_days(dice: Random, working: Sequence[date], expected: float) -> frozenset[date]:
    count = int(expected) + (dice.random() < expected % 1)
    return frozenset(dice.sample(working, min(count, len(working))))
