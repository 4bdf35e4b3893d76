"""The calendar as a CSV file: what may stand in it and what is said where it is wrong. No database here.

Columns: date, kind, name, source, certainty, province, unit. The shipped file holds the nation's days only.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import IO

from haicap.kernel.text import clean
from haicap.kernel.worktime import FIRST_DAY, LAST_DAY, CalendarDay, CalendarEdition, Certainty, DayKind

COLUMNS = ("date", "kind", "name", "source", "certainty", "province", "unit")


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing wrong: the line in the file (the header is line 1), the column, and words."""

    line: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file holds; `days` are usable only where `rejects` is empty."""

    days: tuple[CalendarDay, ...]
    rejects: tuple[Reject, ...]


def read(stream: IO[str]) -> CalendarFile:
    """Read and check a whole file; every fault is named, not only the first."""
    rows = csv.DictReader(stream)
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        return CalendarFile((), tuple(Reject(1, column, "column is missing") for column in missing))
    days: list[CalendarDay] = []
    rejects: list[Reject] = []
    seen: dict[tuple[date, str, str], int] = {}
    for row in rows:
        cells = {column: clean(row[column] or "") for column in COLUMNS}
        faults = list(_faults(cells))
        rejects += [Reject(rows.line_num, column, words) for column, words in faults]
        if not faults:
            day = _day(cells)
            first = seen.setdefault((day.on, day.province_code, day.unit_code), rows.line_num)
            if first != rows.line_num:
                rejects.append(Reject(rows.line_num, "date", f"the same day and place as line {first}"))
            days.append(day)
    return CalendarFile(tuple(days), tuple(rejects))


def shipped_days() -> tuple[CalendarDay, ...]:
    """The nation's days that come with the program."""
    source = resources.files("haicap.platform") / "data" / "calendar_vn.csv"
    with source.open(encoding="utf-8") as stream:
        return read(stream).days


def shipped_edition() -> CalendarEdition:
    """The shipped calendar as version 0, for answers without any database."""
    return CalendarEdition(version=0, days=shipped_days())


def _faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, kinds in (("kind", DayKind), ("certainty", Certainty)):
        if cells[column] not in set(kinds):
            yield column, f"{cells[column]!r} is none of {', '.join(kinds)}"
    for column in ("name", "source"):
        if not cells[column]:
            yield column, "must not be empty"
    if cells["unit"] and not cells["province"]:
        yield "province", "a unit needs its province"
    for column in ("province", "unit"):
        if cells[column] and not cells[column].isdigit():
            yield column, f"{cells[column]!r} is no unit code"
    if cells["kind"] == DayKind.SWAPPED_WORK and _date(cells["date"]) and _is_weekday(cells["date"]):
        yield "kind", "a swapped working day must be a Saturday or Sunday"
    if _date(cells["date"]) is None:
        yield "date", f"{cells['date']!r} is no date YYYY-MM-DD between {FIRST_DAY.year} and {LAST_DAY.year}"


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY and day.isoformat() == text else None


def _is_weekday(text: str) -> bool:
    return date.fromisoformat(text).isoweekday() <= 5  # noqa: PLR2004 - Monday to Friday


def _day(cells: Mapping[str, str]) -> CalendarDay:
    return CalendarDay(
        on=date.fromisoformat(cells["date"]),
        kind=DayKind(cells["kind"]),
        name=cells["name"],
        source=cells["source"],
        certainty=Certainty(cells["certainty"]),
        province_code=cells["province"],
        unit_code=cells["unit"],
    )
