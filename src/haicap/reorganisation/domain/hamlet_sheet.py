"""Hamlets of a plan as a spreadsheet: one row for every old hamlet, and for a division one for every new one.

Several rows `merged` into one new name are one merger, several rows `divided` of one hamlet one division. Names and
codes of the old side are those of the eve, codes of the new side those of the day.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.text import fold
from haicap.reorganisation.domain.plan_sheet import ABOUT
from haicap.reorganisation.domain.plan_sheet import read as read_parts
from haicap.reorganisation.domain.sheet_rows import (
    HEADER_ROWS,
    MOST_REASONS,
    Row,
    Table,
    code_faults,
    headings,
    rows,
    said_twice,
)
from haicap.territory.contract import HamletChange, Measure

NUMBERS = (Measure.HOUSEHOLDS, Measure.POPULATION, Measure.POOR_HOUSEHOLDS, Measure.NEAR_POOR_HOUSEHOLDS)
CELLS = ("change", "commune", "hamlet", "new_name", "to_commune", "listed_in", "clause", "reason", *NUMBERS)
COLUMNS = (*ABOUT, *CELLS)
_CODES = ("commune", "to_commune", "listed_in")
_NEEDED = ("hamlet", "change", "commune")
_OF_THE_ACT = ("instrument", "effective_on")
_WORDS = {
    "nhap": HamletChange.MERGED,
    "ghep": HamletChange.MERGED,
    "sap nhap": HamletChange.MERGED,
    "chia": HamletChange.DIVIDED,
    "tach": HamletChange.DIVIDED,
    "chia tach": HamletChange.DIVIDED,
    "doi ten": HamletChange.RENAMED,
    "chuyen": HamletChange.MOVED,
    "giai the": HamletChange.RETIRED,
}


def read(tables: Sequence[Table]) -> dict[str, Any]:
    """The document (`plan_document`) of a workbook: a table of parts, one of hamlets (it has the heading `hamlet`), or
    both; what is said once stands in the first row of parts, without parts in that of hamlets.

    Refused with the faults of both tables: those of `plan_sheet.read` and of `hamlet_rows`.
    """
    parts, hamlets = apart(tables)
    faults: list[Refusal] = []
    document: dict[str, Any] = {}
    try:
        document = read_parts(parts) if parts or not hamlets else {"changes": []}
    except RefusalError as refused:
        faults += refused.refusals
    try:
        if hamlets:
            found = rows(hamlets, (*_NEEDED, *(() if parts else _OF_THE_ACT)), "hamlets")
            faults += said_twice(found, ABOUT)
            document = {name: found[0].cells.get(name, "") for name in ABOUT} | document
            document["hamlets"] = told(found)
    except RefusalError as refused:
        faults += refused.refusals
    if faults:
        raise RefusalError(*faults[:MOST_REASONS])
    return document


def apart(tables: Sequence[Table]) -> tuple[Table, Table]:
    """The table of parts and the table of hamlets; an empty one where there is none."""
    hamlets = next((table for table in tables if "hamlet" in headings(table)), [])
    return next((table for table in tables if table and table is not hamlets), []), hamlets


def told(found: Sequence[Row]) -> list[dict[str, str]]:
    """The rows as the document says them. Refused: `reorganisation.cell_empty`, `zeros_lost`, `not_a_code`,
    `not_a_count` (1,234.50).
    """
    faults = [fault for row in found for fault in _faults(row)]
    if faults:
        raise RefusalError(*faults[:MOST_REASONS])
    return [_cells(row.cells) for row in found]


def _cells(cells: Mapping[str, str]) -> dict[str, str]:
    told = {name: cells[name] for name in CELLS if cells.get(name)}
    word = _WORDS.get(fold(told["change"]))
    return {**told, "change": word.value if word else told["change"]}


def _faults(row: Row) -> Iterator[Refusal]:
    for column in _NEEDED:
        if not row.cells.get(column):
            yield row.fault("cell_empty", column)
    yield from code_faults(row, _CODES)
    for column in NUMBERS:
        if not re.fullmatch("[0-9]{0,9}", row.cells.get(column, ""), re.ASCII):
            yield row.fault("not_a_count", column)


def of_lines(text: str) -> list[list[str]]:
    """Lines as `with_heading` leaves them, as a table; empty without text."""
    lines = (line.split("\t" if "\t" in line else ";") for line in text.splitlines())
    return [[cell.strip() for cell in line] for line in lines]


def with_heading(text: str) -> str:
    """Lines pasted from a spreadsheet, cells apart by tab or semicolon; the heading CELLS where there is none."""
    if not text.strip() or "hamlet" in headings(of_lines(text)[:HEADER_ROWS]):
        return text.strip("\n")
    return "\t".join(CELLS) + "\n" + text.strip("\n")


def as_lines(told: Sequence[Mapping[str, str]]) -> str:
    """The rows of a document as such lines, with their heading."""
    body = ["\t".join(str(row.get(name, "")) for name in CELLS) for row in told]
    return "\n".join(["\t".join(CELLS), *body]) if body else ""
