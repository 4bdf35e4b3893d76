"""Seasons, leave and bad days: drawn from the calendar, the same for the same dice."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from haicap.platform.calendar_file import shipped_edition
from haicap.simulation import seasons
from haicap.simulation.officers import Habit, Officer, house

START, END = date(2026, 1, 1), date(2026, 12, 31)
CALENDAR = shipped_edition().for_unit("68")


def test_only_working_days_are_busy_and_holidays_push_people_before_and_behind_them() -> None:
    days = seasons.working_days(CALENDAR, START, END)
    busy = seasons.busy(days)
    assert set(busy) == {day for day in days if CALENDAR.is_working(day)}
    tet = next(later for former, later in pairwise(days) if (later - former).days > 6)
    ordinary = [busy[day] for day in days if day.month == 3 and day.weekday() == tet.weekday()]
    assert busy[tet] > 1.3 * min(ordinary)
    assert busy[date(2026, 8, 26)] > busy[date(2026, 7, 22)]  # two Wednesdays: school starts


def test_who_is_on_leave_is_back_on_the_day_after() -> None:
    officer = Officer(Habit.STEADY, ((date(2026, 5, 4), date(2026, 5, 8)),))
    assert officer.back_on(date(2026, 5, 3)) == date(2026, 5, 3)
    assert officer.back_on(date(2026, 5, 4)) == officer.back_on(date(2026, 5, 8)) == date(2026, 5, 9)


def test_bad_days_are_working_days_of_the_period_and_the_same_for_the_same_dice() -> None:
    houses = [house(Random(seed), CALENDAR, START, END) for seed in range(200)]
    bad = [day for each in houses for day in each.closed | each.line_down]
    assert all(CALENDAR.is_working(day) and START <= day <= END for day in bad)
    assert 100 < sum(len(each.closed) for each in houses) < 220
    assert 400 < sum(len(each.line_down) for each in houses) < 600
    assert {officer.habit for each in houses for officer in each.desks} == set(Habit)
    assert house(Random(3), CALENDAR, START, END) == houses[3] != houses[4]


def test_a_short_period_has_few_bad_days() -> None:
    houses = [house(Random(seed), CALENDAR, START, START + timedelta(days=20)) for seed in range(200)]
    assert sum(len(each.line_down) for each in houses) < 60
