"""A history as the lines that COPY reads, laid out while the database writes the batch before. Its number waits."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType
from typing import Any, Final
from uuid import UUID

from haicap.dossiers.domain.acts import Entry
from haicap.dossiers.models.ledger import FIXED, FOLDED, plain
from haicap.dossiers.services.importing.replay import History

# what is known only when the number is; at the end of a line
_NUMBERED = ("number", "number_agency_id", "number_sequence", "search_key")
_EARLY = tuple(name for name in (*FIXED, *FOLDED, "version") if name not in _NUMBERED and name != "stops")
ROW: Final = (*_EARLY, "stops", *_NUMBERED)
ENTRY: Final = (
    "dossier_id",
    "seq",
    "province",
    "action",
    "status_before",
    "status_after",
    "at",
    "unit_id",
    "agency_id",
    "actor_label",
    "capacity",
    "timeliness",
    "note",
    "changes",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A history and its lines: the row without its end, the opening entry likewise, and the later entries whole."""

    history: History
    opened: str
    opening: str
    later: str

    def row(self, number: str, agency: int | None, sequence: int | None, search_key: str) -> str:
        """The line of the dossier."""
        return f"{self.opened}\t{_line((number, agency, sequence, search_key))}"

    def entries(self, number: str) -> str:
        """The lines of the journal."""
        return f"{self.opening}{_json({'number': number})[1:]}\n{self.later}"


def laid_out(history: History) -> Sheet:
    """The lines of `history`."""
    columns = {**history.columns, "id": str(history.id)}  # told in every line
    opened = [*map(columns.get, _EARLY), list(columns["stops"])]
    first, *later = history.entries
    # the number comes last in what the first entry tells
    told = {name: value for name, value in first.changes.items() if name != "number"}
    opening = _entry(first, columns, told).removesuffix("}\n") + ", "
    return Sheet(
        history,
        _line(opened).removesuffix("\n"),
        opening,
        "".join(_entry(entry, columns, entry.changes) for entry in later),
    )


def _entry(entry: Entry, columns: Mapping[str, Any], changes: Mapping[str, Any]) -> str:
    return _line(
        (
            columns["id"],
            entry.seq,
            columns["province"],
            entry.action,
            entry.status_before or "",
            entry.status_after,
            entry.at,
            entry.place.unit_id,
            entry.place.agency_id,
            columns["source"],
            "",
            changes.get("timeliness", ""),
            entry.note,
            changes,
        )
    )


def _line(values: Iterable[Any]) -> str:
    return "\t".join([_TOLD.get(type(value), str)(value) for value in values]) + "\n"


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=plain)
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _text(value: str) -> str:
    if (
        value.isprintable() and "\\" not in value
    ):  # by far the most, and much faster than looking sign by sign
        return value
    return value.translate(_ESCAPES)


def _json(value: Any) -> str:
    return _ENCODER.encode(value).replace("\\", r"\\")


# how COPY's text format tells each kind of value, an enum by its value (PostgreSQL documentation, COPY, "Text Format")
_TOLD: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    bool: lambda value: "t" if value else "f",
    NoneType: lambda _: r"\N",
    datetime: datetime.isoformat,
    date: date.isoformat,
    UUID: str,
    dict: _json,
    list: _json,
}
