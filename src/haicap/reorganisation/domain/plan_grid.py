"""A plan while somebody types it: what is said once, and rows of parts, all as text; nothing typed is ever dropped.

The grid is the sheet of `plan_sheet` with its cells kept as they are, so the form, a spreadsheet and a plan of the
register are edited alike, and every fault of a cell is shown beside its row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haicap.kernel.errors import Refusal
from haicap.reorganisation.domain.plan_sheet import ABOUT, COLUMNS, HEADER_ROWS, OF_A_PART, SHARES

CELLS = (*OF_A_PART, *SHARES, "share_source")
MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class GridRow:
    """One part that goes from an old unit to a new one."""

    cells: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """True where nothing is typed."""
        return not any(self.cells.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole plan as typed."""

    about: Mapping[str, str]
    rows: tuple[GridRow, ...]

    def table(self) -> list[list[str]]:
        """The sheet that `plan_sheet.read` understands; rows of which nothing is typed are blank, so numbers stay."""
        told = [
            [*(self.about[name] for name in ABOUT), *(row.cells[name] for name in CELLS)]
            if not row.empty
            else [""] * len(COLUMNS)
            for row in self.rows
        ]
        return [list(COLUMNS), *told]

    def faults_of(self, findings: Iterable[Refusal]) -> tuple[list[list[Refusal]], list[Refusal]]:
        """What belongs to each row (its cells, or a unit that it names), and what to the plan as a whole."""
        beside: list[list[Refusal]] = [[] for _ in self.rows]
        whole: list[Refusal] = []
        for finding in findings:
            mine = [number for number, row in enumerate(self.rows) if _is_of(finding, number, row)]
            for number in mine:
                beside[number].append(finding)
            if not mine:
                whole.append(finding)
        return beside, whole


def of_posted(posted: Mapping[str, str], count: int) -> Grid:
    """From a form: `about_<column>` once and `row_<n>_<column>` for each row."""
    about = {name: posted.get(f"about_{name}", "").strip() for name in ABOUT}
    rows = (
        {name: posted.get(f"row_{number}_{name}", "").strip() for name in CELLS}
        for number in range(min(count, MOST_ROWS))
    )
    return Grid(about, tuple(GridRow(cells) for cells in rows))


def of_table(table: Sequence[Sequence[str]]) -> Grid:
    """From a spreadsheet with a head; columns it lacks are empty."""
    heading = [cell.strip().lower() for cell in table[0]] if table else []
    told = [
        dict(zip(heading, (cell.strip() for cell in cells), strict=False)) for cells in table[HEADER_ROWS:]
    ]
    about = {name: next((row[name] for row in told if row.get(name)), "") for name in ABOUT}
    rows = tuple(GridRow({name: row.get(name, "") for name in CELLS}) for row in told[:MOST_ROWS])
    return Grid(about, rows)


def of_document(document: Mapping[str, Any]) -> Grid:
    """From a plan's document: one row for every edge."""
    about = {name: str(document.get(name) or "") for name in ABOUT}
    names = {unit["code"]: unit for change in document["changes"] for unit in change["begins"]}
    rows = [
        GridRow(_cells(change, edge, names.get(edge["successor_code"], {})))
        for change in document["changes"]
        for edge in change["edges"]
    ]
    return Grid(about, tuple(rows[:MOST_ROWS]))


def with_empty_rows(grid: Grid, count: int) -> Grid:
    """More room at the end."""
    return Grid(grid.about, (*grid.rows, *(GridRow(dict.fromkeys(CELLS, "")) for _ in range(count))))


def _cells(change: Mapping[str, Any], edge: Mapping[str, Any], begun: Mapping[str, Any]) -> dict[str, str]:
    return {
        "clause": str(change.get("clause") or ""),
        "kind": str(change.get("kind") or ""),
        "old_code": edge["predecessor_code"],
        "quantifier": edge["quantifier"],
        "new_code": edge["successor_code"],
        "new_name": begun.get("name", ""),
        "province_code": begun.get("province_code", ""),
        **{name: str(edge.get(name) or "") for name in SHARES},
        "share_source": edge.get("share_source") or "",
    }


def _is_of(finding: Refusal, number: int, row: GridRow) -> bool:
    place = (finding.field or "").split(".")
    if place[0] == "rows":
        return place[1] == str(number + HEADER_ROWS + 1)
    codes = (row.cells["old_code"], row.cells["new_code"])
    if {"old", "new"} <= set(finding.facts):
        return codes == (finding.facts["old"], finding.facts["new"])
    return not row.empty and finding.facts.get("unit") in codes
