"""Columns side by side, each stacked of series: weeks of a flow, ages of a stock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.utils.functional import Promise

from haicap.ui.counting import Counted

Words = str | Promise
FEW = 7
_GAP = 0.26  # of a column's place


@dataclass(frozen=True, slots=True)
class Series:
    """What the segments of one kind are; `kind` names their pattern."""

    kind: str
    label: Words


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its whole name, what stands beneath it, and a number for each series; `kind` where it has its own."""

    name: Words
    short: Words
    numbers: tuple[Counted, ...]
    kind: str = ""

    @property
    def total(self) -> int:
        """All its numbers."""
        return sum(number.value for number in self.numbers)

    @property
    def under(self) -> list[tuple[str, str]]:
        """The lines of `short`, each with its height in percent."""
        lines = str(self.short).split("\n")
        return [(line, "98" if place or len(lines) == 1 else "91") for place, line in enumerate(lines)]


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn segment, in percent of the plot."""

    number: Counted
    label: str
    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn column: its boxes from below, the middle and the top of it, whether its words give way on a phone."""

    column: Column
    boxes: tuple[Box, ...]
    middle: str
    top: str
    yields: bool


@dataclass(frozen=True)
class Columns:
    """The chart: `key` names it in addresses, `head` is the heading of its columns' names in the table."""

    key: str
    title: Words
    head: Words
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    note: Words = ""

    @cached_property
    def most(self) -> int:
        """The highest column."""
        return max((column.total for column in self.columns), default=0)

    @property
    def has_anything(self) -> bool:
        """False where every column is empty."""
        return self.most > 0

    @property
    def opens(self) -> bool:
        """True where its numbers open their rows, and so it can be had as a file by itself."""
        return all(number.href for column in self.columns for number in column.numbers)

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """The geometry; of more than seven columns five keep their words on a phone, beginning with the last."""
        count, last = len(self.columns), len(self.columns) - 1
        every = -(-count // 5) if count > FEW else 1
        return tuple(
            Drawn(
                column,
                tuple(self._boxes(place, column)),
                f"{(place + 0.5) * 100 / count:.2f}",
                f"{100 - self._share(column.total):.2f}",
                (last - place) % every != 0,
            )
            for place, column in enumerate(self.columns)
        )

    @property
    def told(self) -> Iterator[tuple[Column, list[tuple[Series, Counted]]]]:
        """Every column with each of its numbers and what it is, for the table."""
        for column in self.columns:
            yield column, list(zip(self.series, column.numbers, strict=True))

    def rows(self) -> Iterator[Sequence[str]]:
        """The numbers as a table of text: headings, then a line for each column."""
        yield [str(self.head), *(str(series.label) for series in self.series)]
        for column in self.columns:
            yield [str(column.name), *(str(number.value) for number in column.numbers)]

    def _boxes(self, place: int, column: Column) -> Iterator[Box]:
        slot = 100 / len(self.columns)
        tops = accumulate(number.value for number in column.numbers)
        for series, number, top in zip(self.series, column.numbers, tops, strict=True):
            if number.value:
                yield Box(
                    number,
                    f"{column.name}, {series.label}: {number.value}",
                    column.kind or series.kind,
                    f"{(place + _GAP / 2) * slot:.2f}",
                    f"{100 - self._share(top):.2f}",
                    f"{(1 - _GAP) * slot:.2f}",
                    f"{self._share(number.value):.2f}",
                )

    def _share(self, value: int) -> float:
        return value * 100 / self.most if self.most else 0.0
