"""Working time: days against numpy, office hours at their edges, counters that are open on days off, shared
calendars.
"""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import RefusalError
from haicap.kernel.worktime import (
    CalendarDay,
    CalendarEdition,
    Certainty,
    CounterSession,
    DayKind,
    Hours,
    Session,
)
from haicap.platform.calendar_file import shipped_days, shipped_edition

CALENDAR = shipped_edition().for_unit()
WEDNESDAY, SATURDAY = date(2025, 7, 9), date(2025, 7, 12)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), VIETNAM)


def test_every_day_of_three_years_agrees_with_numpy() -> None:
    """numpy knows no worked Saturday, hence those days are put in by hand."""
    off = [day.on for day in shipped_days() if day.is_off]
    worked = np.array([day.on for day in shipped_days() if not day.is_off], dtype="datetime64[D]")
    week = np.arange("2024-01-01", "2027-12-31", dtype="datetime64[D]")
    busy = week[np.is_busday(week, holidays=off) | np.isin(week, worked)]
    for count in (1, 2, 5, 10, 20, 45):
        starts = np.arange("2024-01-01", "2027-06-30", dtype="datetime64[D]")
        expected = busy[np.searchsorted(busy, starts, side="right") + count - 1].tolist()
        assert [CALENDAR.nth_working_day(start, count) for start in starts.tolist()] == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(WEDNESDAY, "05:00"), at(WEDNESDAY, "07:30")),
        (at(WEDNESDAY, "07:30"), at(WEDNESDAY, "07:30")),
        (at(WEDNESDAY, "11:30"), at(WEDNESDAY, "11:30")),
        (at(WEDNESDAY, "11:31"), at(WEDNESDAY, "13:30")),
        (at(WEDNESDAY, "17:00"), at(WEDNESDAY, "17:00")),
        (at(WEDNESDAY, "17:01"), at(WEDNESDAY + timedelta(days=1), "07:30")),
        (at(SATURDAY, "09:00"), at(SATURDAY + timedelta(days=2), "07:30")),
    ],
)
def test_the_next_office_time(moment: datetime, expected: datetime) -> None:
    assert CALENDAR.next_office_time(moment) == expected
    assert CALENDAR.is_office_time(moment) == (moment == expected)


class TestCounters:
    """A counter open on Saturday does not make Saturday a working day."""

    HOURS = Hours(
        (Session(time(7), time(11)), Session(time(13), time(17))), (CounterSession(5, time(8), time(11)),)
    )
    STORM = CalendarDay(
        SATURDAY + timedelta(days=7), DayKind.EMERGENCY_CLOSURE, "Bão", "Công điện", Certainty.DECLARED
    )
    CALENDAR = CalendarEdition(1, (STORM,), (HOURS,)).for_unit()

    def test_is_open_on_saturday_morning_and_the_legal_clock_stands(self) -> None:
        assert self.CALENDAR.counter_is_open(at(SATURDAY, "08:30"))
        assert not self.CALENDAR.is_office_time(at(SATURDAY, "08:30"))
        assert not self.CALENDAR.is_working(SATURDAY)
        assert self.CALENDAR.nth_working_day(SATURDAY - timedelta(days=1), 1) == SATURDAY + timedelta(days=2)

    def test_is_closed_outside_its_extra_hours(self) -> None:
        assert not self.CALENDAR.counter_is_open(at(SATURDAY, "11:01"))
        assert not self.CALENDAR.counter_is_open(at(SATURDAY + timedelta(days=1), "09:00"))

    def test_is_closed_in_a_storm(self) -> None:
        assert not self.CALENDAR.counter_is_open(at(self.STORM.on, "08:30"))

    def test_keeps_office_hours_on_working_days(self) -> None:
        assert self.CALENDAR.counter_is_open(at(WEDNESDAY, "07:00"))
        assert not self.CALENDAR.counter_is_open(at(WEDNESDAY, "12:00"))


def test_places_without_exceptions_share_one_calendar() -> None:
    storm = CalendarDay(
        WEDNESDAY, DayKind.EMERGENCY_CLOSURE, "Bão", "Công điện", Certainty.DECLARED, "68", "25015"
    )
    edition = CalendarEdition(1, (*shipped_days(), storm))
    assert edition.for_unit("68", "25000") is edition.for_unit("01", "00004") is edition.for_unit()
    assert edition.for_unit("68", "25015") is not edition.for_unit()


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2061, 1, 1), date.min, date.max])
def test_days_beyond_the_calendar_are_refused(day: date) -> None:
    for question in (
        CALENDAR.is_working,
        CALENDAR.next_working_day,
        lambda one: CALENDAR.nth_working_day(one, 1),
    ):
        with pytest.raises(RefusalError) as refused:
            question(day)
        assert refused.value.refusal.code == "clock.beyond_calendar"
