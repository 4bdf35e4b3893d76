"""One measured figure with its ceiling and its target, and the table they make."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `ceiling` share a unit; `most` says whether the target is an upper bound (time, memory, weight)."""

    name: str
    unit: str
    ours: float
    target: float | None = None
    ceiling: float | None = None
    most: bool = False
    least_ratio: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our share of the ceiling: 1 is as quick as the ceiling itself."""
        if not self.ceiling or not self.ours:
            return None
        return self.ceiling / self.ours if self.most else self.ours / self.ceiling

    @property
    def verdict(self) -> str:
        """`ok`, `short`, or nothing where there is no target."""
        if self.target is None:
            return ""
        reached = self.ours <= self.target if self.most else self.ours >= self.target
        in_proportion = self.least_ratio is None or (self.ratio or 0) >= self.least_ratio
        return "ok" if reached and in_proportion else "short"

    def cells(self) -> tuple[str, ...]:
        """The row of this figure."""
        sign = "≤" if self.most else "≥"
        return (
            self.name,
            f"{_number(self.ours)} {self.unit}",
            f"{_number(self.ceiling)} {self.unit}" if self.ceiling else "",
            f"{self.ratio:.2f}" if self.ratio else "",
            f"{sign} {_number(self.target)} {self.unit}" if self.target is not None else "",
            self.verdict,
            self.note,
        )


HEAD = ("what", "ours", "ceiling", "ratio", "target", "verdict", "note")


def markdown(figures: Sequence[Figure]) -> str:
    """The table, readable as text and as Markdown."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
