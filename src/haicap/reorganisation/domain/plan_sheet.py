"""The plan as a spreadsheet: one row for every part that goes from an old unit to a new one; faults row by row.

Hamlets have a table of their own (`hamlet_sheet`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.text import fold
from haicap.reorganisation.domain.sheet_rows import MOST_REASONS, Row, code_faults, said_twice
from haicap.reorganisation.domain.sheet_rows import rows as rows_of
from haicap.territory.contract import REMAINDERS, WHOLE, MutationKind, Quantifier

# said once, in the first row
ABOUT = ("instrument", "body", "subject", "decided_on", "effective_on")
OF_A_PART = ("clause", "kind", "old_code", "quantifier", "new_code", "new_name", "province_code")
OPTIONAL = ("kind", "province_code", "subject", "decided_on", "body")
SHARES = ("area_share", "population_share")
COLUMNS = (*ABOUT, *OF_A_PART, *SHARES, "share_source")
_NEEDED = tuple(name for name in (*OF_A_PART, *ABOUT) if name not in OPTIONAL)
_SHARE = re.compile(r"(0|1|0\.[0-9]+|1\.0+)")
_WORDS = {
    "toan bo": Quantifier.FULL,
    "giu nguyen": Quantifier.UNCHANGED,
    "mot phan": Quantifier.PARTIAL,
    "phan con lai": Quantifier.REMAINDER,
}


def read(table: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The document (`plan_document`) that a table holds: headings of COLUMNS in any order, then its rows.

    Refused with every fault at once, each with its row and column: `reorganisation.column_missing`, `cell_empty`,
    `zeros_lost`, `not_a_code`, `not_a_share`, `said_twice`.
    """
    rows = rows_of(table, _NEEDED)
    faults = [fault for row in rows for fault in _faults(row)]
    faults += said_twice(rows, ABOUT)
    if faults:
        raise RefusalError(*faults[:MOST_REASONS])
    about = {name: rows[0].cells.get(name, "") for name in ABOUT}
    clauses: dict[str, list[Row]] = {}
    for row in rows:
        clauses.setdefault(row.cells["clause"], []).append(row)
    return {**about, "changes": [_change(clause, parts, rows) for clause, parts in clauses.items()]}


def _faults(row: Row) -> Iterator[Refusal]:
    for column in OF_A_PART:
        if not row.cells.get(column) and column not in OPTIONAL:
            yield row.fault("cell_empty", column)
    yield from code_faults(row, ("old_code", "new_code"))
    for column in SHARES:
        if row.cells.get(column) and not _SHARE.fullmatch(row.cells[column]):
            yield row.fault("not_a_share", column)


def _change(clause: str, parts: Sequence[Row], rows: Sequence[Row]) -> dict[str, Any]:
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


def _ends_by(part: Row, rows: Sequence[Row]) -> bool:
    """A unit ends by the row that disposes of it whole or of its rest; without such a row by its last."""
    disposing = [
        row
        for row in rows
        if row.cells["old_code"] == part.cells["old_code"] and _quantifier(row) in WHOLE | REMAINDERS
    ]
    last = disposing or [row for row in rows if row.cells["old_code"] == part.cells["old_code"]]
    return last[-1] is part


def _edge(part: Row) -> dict[str, Any]:
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


def _quantifier(part: Row) -> str:
    """A word of `Quantifier`, or its Vietnamese; anything else passes and is named by the examination of the plan."""
    told = part.cells["quantifier"]
    word = _WORDS.get(fold(told))
    return word.value if word else told
