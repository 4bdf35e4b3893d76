"""The plan as a spreadsheet: one row for every part that goes from an old unit to a new one; faults row by row.

What spreadsheets do to lists is named, never mended: a cell left empty by merging, a number with signs of another
language, a code that lost its leading zeros.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.text import fold
from haicap.territory.contract import REMAINDERS, WHOLE, MutationKind, Quantifier

# said once, in the first row
ABOUT = ("instrument", "body", "subject", "decided_on", "effective_on")
OF_A_PART = ("clause", "kind", "old_code", "quantifier", "new_code", "new_name", "province_code")
OPTIONAL = ("kind", "province_code", "subject", "decided_on", "body")
SHARES = ("area_share", "population_share")
COLUMNS = (*ABOUT, *OF_A_PART, *SHARES, "share_source")
HEADER_ROWS = 1
_MOST_REASONS = 100
_SHARE = re.compile(r"(0|1|0\.[0-9]+|1\.0+)")
_CODE_LENGTHS = (2, 3, 5)  # province, island district, commune
_WORDS = {
    "toan bo": Quantifier.FULL,
    "giu nguyen": Quantifier.UNCHANGED,
    "mot phan": Quantifier.PARTIAL,
    "phan con lai": Quantifier.REMAINDER,
}


@dataclass(slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def fault(self, code: str, column: str, **facts: Any) -> Refusal:
        told = {"row": self.number, "column": column, "value": self.cells.get(column, ""), **facts}
        return Refusal(f"reorganisation.{code}", told, f"rows.{self.number}.{column}")


def read(table: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The document (`plan_document`) that a table holds: headings of COLUMNS in any order, then its rows.

    Refused with every fault at once, each with its row and column: `reorganisation.column_missing`, `cell_empty`,
    `zeros_lost`, `not_a_code`, `not_a_share`, `said_twice`.
    """
    rows = list(_rows(table))
    faults = [fault for row in rows for fault in _faults(row)]
    faults += _said_twice(rows)
    if faults:
        raise RefusalError(*faults[:_MOST_REASONS])
    about = {name: rows[0].cells.get(name, "") for name in ABOUT}
    clauses: dict[str, list[_Row]] = {}
    for row in rows:
        clauses.setdefault(row.cells["clause"], []).append(row)
    return {**about, "changes": [_change(clause, parts, rows) for clause, parts in clauses.items()]}


def _rows(table: Sequence[Sequence[str]]) -> Iterator[_Row]:
    heading = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [
        name for name in COLUMNS if name not in heading and name not in (*OPTIONAL, *SHARES, "share_source")
    ]
    if missing or len(table) <= HEADER_ROWS:
        raise RefusalError(
            *(
                Refusal("reorganisation.column_missing", {"column": name}, name)
                for name in missing or ["clause"]
            )
        )
    for number, cells in enumerate(table[HEADER_ROWS:], HEADER_ROWS + 1):
        told = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        if any(told.values()):
            yield _Row(number, told)


def _faults(row: _Row) -> Iterator[Refusal]:
    for column in OF_A_PART:
        if not row.cells.get(column) and column not in OPTIONAL:
            yield row.fault("cell_empty", column)
    for column in ("old_code", "new_code"):
        code = row.cells.get(column, "")
        if code.isascii() and code.isdigit() and len(code) not in _CODE_LENGTHS:
            yield row.fault("zeros_lost", column, proposal=code.zfill(max(_CODE_LENGTHS)))
        elif code and not (code.isascii() and code.isdigit()):
            yield row.fault("not_a_code", column)
    for column in SHARES:
        if row.cells.get(column) and not _SHARE.fullmatch(row.cells[column]):
            yield row.fault("not_a_share", column)


def _said_twice(rows: Sequence[_Row]) -> Iterator[Refusal]:
    """What is said once for the whole plan may be repeated, but not differently."""
    for row in rows[1:]:
        for column in ABOUT:
            if row.cells.get(column) and row.cells[column] != rows[0].cells.get(column):
                yield row.fault("said_twice", column, first=rows[0].cells.get(column, ""))


def _change(clause: str, parts: Sequence[_Row], rows: Sequence[_Row]) -> dict[str, Any]:
    """One clause: what it begins, the parts it moves, and the units that end by it, namely whole or with their rest."""
    kinds = {_quantifier(part) for part in parts}
    told = next((part.cells["kind"] for part in parts if part.cells.get("kind")), "")
    standing = kinds == {Quantifier.UNCHANGED.value}
    begun = {part.cells["new_code"]: part for part in parts}
    return {
        "clause": clause,
        "kind": told or (MutationKind.CONTINUED if standing else MutationKind.FORMED).value,
        "ends": [part.cells["old_code"] for part in parts if _ends_by(part, rows)],
        "begins": [
            {
                "code": code,
                "name": part.cells["new_name"],
                "province_code": part.cells.get("province_code", ""),
            }
            for code, part in begun.items()
        ],
        "edges": [_edge(part) for part in parts],
    }


def _ends_by(part: _Row, rows: Sequence[_Row]) -> bool:
    """A unit ends by the row that disposes of it whole or of its rest; without such a row by its last."""
    disposing = [
        row
        for row in rows
        if row.cells["old_code"] == part.cells["old_code"] and _quantifier(row) in WHOLE | REMAINDERS
    ]
    last = disposing or [row for row in rows if row.cells["old_code"] == part.cells["old_code"]]
    return last[-1] is part


def _edge(part: _Row) -> dict[str, Any]:
    old, new = part.cells["old_code"], part.cells["new_code"]
    shares = {column: part.cells.get(column) or None for column in SHARES}
    source = part.cells.get("share_source", "")
    return {
        "predecessor_code": old,
        "successor_code": new,
        "quantifier": _quantifier(part),
        "is_primary": old == new,
        **shares,
        "share_source": source,
    }


def _quantifier(part: _Row) -> str:
    """A word of `Quantifier`, or its Vietnamese; anything else passes and is named by the examination of the plan."""
    told = part.cells["quantifier"]
    word = _WORDS.get(fold(told))
    return word.value if word else told
