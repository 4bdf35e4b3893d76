"""What is published of a month's dossiers: counts by unit and field, small ones withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FEWEST = 5  # a smaller count, save 0, could point at a person (Law 91/2025/QH15; the number is ours)
UNTOLD = "-"  # the field of dossiers whose procedure has none
MEASURES = ("received", "settled", "settled_in_time", "settled_overdue")


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """One unit and field; an empty code stands for all of them. A withheld measure is None in `counts`."""

    unit: str
    unit_name: str
    field: str
    field_name: str
    counts: Mapping[str, int | None]

    @property
    def withheld(self) -> tuple[str, ...]:
        """The measures that are not published."""
        return tuple(name for name in MEASURES if self.counts[name] is None)


@dataclass(frozen=True, slots=True)
class MonthStatistics:
    """A closed month (its first day), sums first; `detailed` is False where only sums could be published."""

    month: date
    rows: tuple[StatisticsRow, ...]
    detailed: bool


@dataclass(frozen=True, slots=True)
class LawfulLevel:
    """A level of figures that the law itself publishes, however small: unit or province; with its source."""

    level: str
    source: str
    certainty: str
