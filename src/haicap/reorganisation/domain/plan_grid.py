"""A plan while somebody types it: what is said once, and rows of parts, all as text; nothing typed is ever dropped.

The grid is the sheet of `plan_sheet` with its cells kept as they are, so the form, a spreadsheet and a plan of the
register are edited alike, and every fault of a cell is shown beside its row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from haicap.kernel.errors import Refusal
from haicap.reorganisation.domain import hamlet_sheet
from haicap.reorganisation.domain.plan_sheet import ABOUT, COLUMNS, OF_A_PART, SHARES
from haicap.reorganisation.domain.sheet_rows import HEADER_ROWS, Table, headings

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
    hamlets: str = ""

    def tables(self) -> list[Table]:
        """The sheets for `hamlet_sheet.read`: of units where a row is typed, of hamlets where a line is."""
        hamlets = hamlet_sheet.of_lines(self.hamlets)
        if not hamlets:
            return [self.table()]
        if not all(row.empty for row in self.rows):
            return [self.table(), hamlets]
        heading, *lines = hamlets
        blank = [""] * len(heading)
        first = [(*line, *blank)[: len(heading)] for line in lines[:1]]
        return [[[*heading, *ABOUT], *([*line, *self.about.values()] for line in first), *lines[1:]]]

    def table(self) -> list[list[str]]:
        """The sheet of units; rows of which nothing is typed are blank, so numbers stay."""
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
    hamlets = posted.get("hamlets", "").replace("\r\n", "\n")
    return Grid(about, tuple(GridRow(cells) for cells in rows), hamlet_sheet.with_heading(hamlets))


def of_tables(tables: Sequence[Table]) -> Grid:
    """From a workbook with headings; columns it lacks are empty."""
    parts, hamlets = (_told(table) for table in hamlet_sheet.apart(tables))
    about = {name: next((row[name] for row in (*parts, *hamlets) if row.get(name)), "") for name in ABOUT}
    rows = tuple(GridRow({name: row.get(name, "") for name in CELLS}) for row in parts[:MOST_ROWS])
    return Grid(about, rows, hamlet_sheet.as_lines(hamlets))


def _told(table: Table) -> list[dict[str, str]]:
    heading = headings(table)
    return [
        dict(zip(heading, (cell.strip() for cell in cells), strict=False)) for cells in table[HEADER_ROWS:]
    ]


def of_document(document: Mapping[str, Any]) -> Grid:
    """From a plan's document: one row for every edge."""
    about = {name: str(document.get(name) or "") for name in ABOUT}
    names = {unit["code"]: unit for change in document["changes"] for unit in change["begins"]}
    rows = [
        GridRow(_cells(change, edge, names.get(edge["successor_code"], {})))
        for change in document["changes"]
        for edge in change["edges"]
    ]
    return Grid(about, tuple(rows[:MOST_ROWS]), hamlet_sheet.as_lines(document.get("hamlets", [])))


def with_empty_rows(grid: Grid, count: int) -> Grid:
    """More room at the end."""
    empty = (GridRow(dict.fromkeys(CELLS, "")) for _ in range(count))
    return replace(grid, rows=(*grid.rows, *empty))


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
    if place[0] == "hamlets":
        return False
    if place[0] == "rows":
        return place[1] == str(number + HEADER_ROWS + 1)
    codes = (row.cells["old_code"], row.cells["new_code"])
    if {"old", "new"} <= set(finding.facts):
        return codes == (finding.facts["old"], finding.facts["new"])
    return not row.empty and finding.facts.get("unit") in codes
