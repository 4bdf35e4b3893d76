"""The open statistics: a province's closed months by unit and field, small numbers withheld (domain.suppression)."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.memory import remembered
from haicap.procedures import api as procedures
from haicap.reporting.contract.statistics import MEASURES, UNTOLD, LawfulLevel, MonthStatistics, StatisticsRow
from haicap.reporting.domain.suppression import SUMS, Cell, UnprotectableError, is_small, with_sums, withheld
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

DATA = Path(__file__).resolve().parent.parent / "data"
OLD_AT_MOST = 600.0  # seconds; entries booked late into a closed month show after that

# what a measure counts, by names of `dossiers.contract.Figures`
_COUNTS: Mapping[str, tuple[str, ...]] = {
    "received": ("received",),
    "settled": ("settled_early", "settled_on_time", "settled_overdue"),
    "settled_in_time": ("settled_early", "settled_on_time"),
    "settled_overdue": ("settled_overdue",),
}
_Table = dict[Cell, int]


@cache
def lawful_levels() -> tuple[LawfulLevel, ...]:
    """Which levels the law publishes whatever their numbers, with the source."""
    with (DATA / "published_by_law.csv").open(encoding="utf-8", newline="") as file:
        return tuple(LawfulLevel(**row) for row in csv.DictReader(file))


def provinces() -> tuple[str, ...]:
    """The codes of the provinces this database counts for."""
    return tuple(code for code, _day in _first_days())


def months(province: str) -> tuple[date, ...]:
    """The first days of all closed months since the first dossier, newest first. Refuses as `statistics`."""
    first = dict(_first_days()).get(province)
    if first is None:
        raise refuse("statistics.unknown_province", province=province)
    found = []
    month = _before(clock.today().replace(day=1))
    while month >= first.replace(day=1):
        found.append(month)
        month = _before(month)
    return tuple(found)


def statistics(province: str, month: date) -> MonthStatistics:
    """A closed month of a province. Refuses `statistics.unknown_province`, `statistics.unknown_month`."""
    if month not in months(province):
        raise refuse("statistics.unknown_month", month=f"{month:%Y-%m}")
    return _statistics(province, month, clock.today())


def of_name(province: str, month: str) -> MonthStatistics:
    """The same by the month as addresses have it, `2026-02`."""
    known = {f"{each:%Y-%m}": each for each in months(province)}
    if month not in known:
        raise refuse("statistics.unknown_month", month=month[:20])
    return _statistics(province, known[month], clock.today())


@remembered(seconds=OLD_AT_MOST)
def _first_days() -> tuple[tuple[str, date], ...]:
    """Anybody may ask, and it goes through the whole tally."""
    return tuple(dossiers.first_days().items())


@remembered(seconds=OLD_AT_MOST)
def _statistics(province: str, month: date, today: date) -> MonthStatistics:
    period = Period(month, _after(month) - timedelta(days=1))
    cards = _cards(province, today)
    counted = _counted(province, cards, period)
    field_names = {field.key: field.name for field in procedures.all_fields()} | {SUMS: ""}
    names = {card.code: card.name for card in cards} | {SUMS: ""}
    rows = sorted({unit for unit, _field in counted})
    columns = sorted({*field_names, *(field for _unit, field in counted)} - {SUMS})
    tables = {measure: _table(counted, figures) for measure, figures in _COUNTS.items()}
    try:
        hidden, detailed = _hidden(tables, rows, columns), True
    except UnprotectableError:
        hidden, detailed = dict.fromkeys(MEASURES, frozenset()), False
        rows, columns = [], []
    return MonthStatistics(
        month,
        tuple(
            StatisticsRow(row, names[row], column, field_names.get(column, column), counts)
            for (row, column), counts in _cells(rows, columns, tables, hidden)
        ),
        detailed,
    )


def _hidden(tables: Mapping[str, _Table], rows: list[str], columns: list[str]) -> dict[str, frozenset[Cell]]:
    """What each measure withholds. In time and overdue make up settled: they are withheld together."""
    lawful = frozenset(level.level for level in lawful_levels())

    def hide(measure: str, *also: Cell) -> frozenset[Cell]:
        return withheld(tables[measure], rows=rows, columns=columns, lawful=lawful, also=also)

    settled = hide("settled")
    in_time = with_sums(tables["settled_in_time"], rows=rows, columns=columns)
    split = hide("settled_overdue", *settled, *(cell for cell, number in in_time.items() if is_small(number)))
    return {
        "received": hide("received"),
        "settled": settled,
        "settled_in_time": split,
        "settled_overdue": split,
    }


def _table(counted: Mapping[Cell, Mapping[str, int]], figures: Iterable[str]) -> _Table:
    return {cell: sum(told.get(figure, 0) for figure in figures) for cell, told in counted.items()}


def _cells(
    rows: list[str],
    columns: list[str],
    tables: Mapping[str, _Table],
    hidden: Mapping[str, frozenset[Cell]],
) -> list[tuple[Cell, dict[str, int | None]]]:
    """Sums first, then cells: those where something was counted or is withheld, and the sums of all in any case."""
    full = {
        name: with_sums(table, rows=rows, columns=columns) | {(SUMS, SUMS): sum(table.values())}
        for name, table in tables.items()
    }
    found = []
    for cell in [(row, column) for row in [SUMS, *rows] for column in [SUMS, *columns]]:
        counts = {name: None if cell in hidden[name] else full[name][cell] for name in MEASURES}
        if cell == (SUMS, SUMS) or any(count != 0 for count in counts.values()):
            found.append((cell, counts))
    return found


def _cards(province: str, today: date) -> list[UnitCard]:
    return [*territory.communes_of(province, today), territory.require_unit(province, today)]


def _counted(province: str, cards: Iterable[UnitCard], period: Period) -> dict[Cell, Mapping[str, int]]:
    """What was counted, by code of the unit and key of the field."""
    codes = {str(card.unit_id): card.code for card in cards}
    keys = {field.name: field.key for field in procedures.all_fields()}
    told = dossiers.public_flows(
        province_code=province,
        units=[card.unit_id for card in cards],
        period=period,
        now=clock.now(),
        by=("unit", "field"),
    )
    return {
        (codes[unit], keys.get(field, field or UNTOLD)): figures for (unit, field), figures in told.items()
    }


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
