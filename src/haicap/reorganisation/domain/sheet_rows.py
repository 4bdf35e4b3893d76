"""Rows of a spreadsheet by their headings. What spreadsheets do to lists is named with its row, never mended."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haicap.kernel.errors import Refusal, RefusalError

HEADER_ROWS = 1
MOST_REASONS = 100
_CODE_LENGTHS = (2, 3, 5)  # province, island district, commune

Table = Sequence[Sequence[str]]


@dataclass(slots=True)
class Row:
    """One row: `number` as the spreadsheet counts, `cells` by heading, `place` as findings name it."""

    number: int
    cells: Mapping[str, str]
    place: str

    def fault(self, code: str, column: str, **facts: Any) -> Refusal:
        """What is wrong in one cell."""
        told = {"row": self.number, "column": column, "value": self.cells.get(column, ""), **facts}
        return Refusal(f"reorganisation.{code}", told, f"{self.place}.{column}")


def headings(table: Table) -> list[str]:
    """The heading, as columns are named."""
    return [cell.strip().lower() for cell in table[0]] if table else []


def rows(table: Table, needed: Sequence[str], place: str = "rows") -> list[Row]:
    """The rows in which something stands. Refused: `reorganisation.column_missing`, also where there is no row."""
    heading = headings(table)
    missing = [name for name in needed if name not in heading]
    told = [
        Row(number, cells, f"{place}.{number}")
        for number, values in enumerate(table[HEADER_ROWS:], HEADER_ROWS + 1)
        if any((cells := dict(zip(heading, (cell.strip() for cell in values), strict=False))).values())
    ]
    if missing or not told:
        found = missing or needed[:1]
        raise RefusalError(
            *(Refusal("reorganisation.column_missing", {"column": name}, name) for name in found)
        )
    return told


def code_faults(row: Row, columns: Collection[str]) -> Iterator[Refusal]:
    """Codes that lost their zeros, and what is no code at all."""
    for column in columns:
        code = row.cells.get(column, "")
        if code.isascii() and code.isdigit() and len(code) not in _CODE_LENGTHS:
            yield row.fault("zeros_lost", column, proposal=code.zfill(max(_CODE_LENGTHS)))
        elif code and not (code.isascii() and code.isdigit()):
            yield row.fault("not_a_code", column)


def said_twice(found: Sequence[Row], columns: Collection[str]) -> Iterator[Refusal]:
    """What is said once for the whole plan may be repeated, but not differently."""
    for row in found[1:]:
        for column in columns:
            if row.cells.get(column) and row.cells[column] != found[0].cells.get(column):
                yield row.fault("said_twice", column, first=found[0].cells.get(column, ""))
