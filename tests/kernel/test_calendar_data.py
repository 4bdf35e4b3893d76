"""The shipped days against what is known from elsewhere: the lunar calendar, the notices, the law's own count."""

from collections import Counter
from datetime import date

import pytest

from haicap.kernel.worktime import Certainty, DayKind
from haicap.platform.calendar_file import shipped_days
from tests.kernel import lunar

# Tết (lunar 1/1) and Hùng Kings (lunar 10/3), UTC+7; the Chinese calendar differs in 2030
ANCHORS = {
    2025: ("2025-01-29", "2025-04-07"),
    2026: ("2026-02-17", "2026-04-26"),
    2027: ("2027-02-06", "2027-04-16"),
    2028: ("2028-01-26", "2028-04-04"),
    2029: ("2029-02-13", "2029-04-23"),
    2030: ("2030-02-02", "2030-04-12"),
    2031: ("2031-01-23", "2031-04-01"),
    2032: ("2032-02-11", "2032-04-19"),
    2033: ("2033-01-31", "2033-04-09"),
    2034: ("2034-02-19", "2034-04-28"),
    2035: ("2035-02-08", "2035-04-17"),
}
DAYS = {day.on: day for day in shipped_days()}
YEARS = sorted({on.year for on in DAYS})


@pytest.mark.parametrize("year", ANCHORS)
def test_two_computations_agree_on_tet_and_hung_kings(year: int) -> None:
    tet, kings = (date.fromisoformat(text) for text in ANCHORS[year])
    assert lunar.gregorian(year, 1, 1) == tet
    assert lunar.gregorian(year, 3, 10) == kings


@pytest.mark.parametrize("year", YEARS)
def test_tet_and_hung_kings_stand_where_the_moon_puts_them(year: int) -> None:
    tet, kings = DAYS[lunar.gregorian(year, 1, 1)], DAYS[lunar.gregorian(year, 3, 10)]
    assert (tet.kind, tet.name) == (DayKind.HOLIDAY, "Tết Nguyên đán (mùng 1)")
    assert (kings.kind, kings.name) == (DayKind.HOLIDAY, "Giỗ Tổ Hùng Vương")


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_holidays_the_law_gives(year: int) -> None:
    holidays = Counter(
        day.name.split(" (")[0] for on, day in DAYS.items() if on.year == year and day.kind == "holiday"
    )
    expected = {
        "Tết Dương lịch": 1,
        "Tết Nguyên đán": 5,
        "Giỗ Tổ Hùng Vương": 1,
        "Ngày Chiến thắng": 1,
        "Ngày Quốc tế lao động": 1,
        "Quốc khánh": 2,
    } | ({"Ngày Văn hóa Việt Nam": 1} if year >= 2026 else {})
    assert holidays == expected


@pytest.mark.parametrize("year", YEARS)
def test_each_holiday_of_the_labour_code_on_a_weekend_is_made_up(year: int) -> None:
    mine = [day for on, day in DAYS.items() if on.year == year]
    on_weekends = sum(day.kind is DayKind.HOLIDAY and day.on.isoweekday() > 5 for day in mine)
    assert sum(day.kind is DayKind.COMPENSATORY for day in mine) == on_weekends


@pytest.mark.parametrize("year", YEARS)
def test_each_day_swapped_off_is_worked_on_a_weekend(year: int) -> None:
    kinds = Counter(day.kind for on, day in DAYS.items() if on.year == year)
    assert kinds[DayKind.SWAPPED_OFF] == kinds[DayKind.SWAPPED_WORK]
    for on, day in DAYS.items():
        if day.kind is not DayKind.HOLIDAY:
            assert (on.isoweekday() > 5) == (day.kind is DayKind.SWAPPED_WORK), on


def test_years_without_a_notice_are_computed_and_the_others_are_not() -> None:
    computed = {on.year for on, day in DAYS.items() if day.certainty is Certainty.COMPUTED}
    assert computed == {2027, 2028}


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        ("2024-04-29", "2024-05-04"),
        ("2025-05-02", "2025-04-26"),
        ("2026-01-02", "2026-01-10"),
        ("2026-08-31", "2026-08-22"),
    ],
)
def test_the_swaps_of_the_notices(off: str, worked: str) -> None:
    assert DAYS[date.fromisoformat(off)].kind is DayKind.SWAPPED_OFF
    assert DAYS[date.fromisoformat(worked)].kind is DayKind.SWAPPED_WORK
