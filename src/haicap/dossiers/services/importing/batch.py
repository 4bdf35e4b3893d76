"""Writing histories by COPY: numbers from the counters, rows, journal; chain and guards are the database's own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import psycopg
from django.db import connection, transaction

from haicap.dossiers.models.ledger import FIXED, FOLDED, plain
from haicap.dossiers.services.importing import series
from haicap.dossiers.services.importing.replay import History, number_of, search_key_of

_ROW = (*FIXED, *FOLDED, "version", "number_sequence")
_JOURNAL = (
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


def write(histories: Sequence[History]) -> None:
    """Write `histories` in one transaction; either all of them are there afterwards or none."""
    with transaction.atomic(), connection.wrap_database_errors:
        connection.ensure_connection()
        series.step_over(number for history in histories if (number := history.columns["number"]))
        numbered = list(_numbered(histories))
        with psycopg.Cursor(connection.connection) as cursor:
            _copy(cursor, "dossiers_dossier", _ROW, (_row(columns) for _, columns in numbered))
            entries = (line for history, columns in numbered for line in _entries(history, columns))
            _copy(cursor, "dossiers_journal", _JOURNAL, entries)


def _numbered(histories: Sequence[History]) -> Iterable[tuple[History, dict[str, Any]]]:
    """Every history's columns with number and search key; numbers are taken once per agency and day."""
    wanted: dict[tuple[int, date], list[History]] = defaultdict(list)
    for history in histories:
        if history.columns["number"]:
            columns = {**history.columns, "number_agency_id": None, "number_sequence": None}
            columns["search_key"] = search_key_of(history, columns["number"])
            yield history, columns
        else:
            wanted[history.receiver.id, history.columns["number_day"]].append(history)
    lasts = _take({place: len(group) for place, group in wanted.items()})
    for place, group in wanted.items():
        for sequence, history in enumerate(group, lasts[place] - len(group) + 1):
            number = number_of(history, sequence)
            columns = {**history.columns, "number": number, "search_key": search_key_of(history, number)}
            yield history, {**columns, "number_agency_id": place[0], "number_sequence": sequence}


def _take(counts: Mapping[tuple[int, date], int]) -> dict[tuple[int, date], int]:
    """Raise the counters of (agency, day), always in the same order of locking; returns where each stands now."""
    if not counts:
        return {}
    agencies, days, numbers = zip(*((*place, counts[place]) for place in sorted(counts)), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_counter AS c (agency_id, day, last) "
            "SELECT * FROM unnest(%s::bigint[], %s::date[], %s::integer[]) "
            "ON CONFLICT (agency_id, day) DO UPDATE SET last = c.last + EXCLUDED.last "
            "RETURNING agency_id, day, last",
            [list(agencies), list(days), list(numbers)],
        )
        return {(agency, day): last for agency, day, last in cursor.fetchall()}


def _row(columns: Mapping[str, Any]) -> list[Any]:
    return [_value(name, columns.get(name)) for name in _ROW]


def _value(name: str, value: Any) -> Any:
    if name == "stops":
        return json.dumps(plain(value), ensure_ascii=False)
    return value.value if isinstance(value, StrEnum) else value


def _entries(history: History, columns: Mapping[str, Any]) -> Iterable[list[Any]]:
    label = f"{columns['source']}"
    for entry in history.entries:
        changes = dict(entry.changes)
        if entry.seq == 1:
            changes["number"] = columns["number"]
        yield [
            columns["id"],
            entry.seq,
            columns["province"],
            entry.action.value,
            entry.status_before.value if entry.status_before else "",
            entry.status_after.value,
            entry.at,
            entry.place.unit_id,
            entry.place.agency_id,
            label,
            "",
            plain(changes.get("timeliness", "")),
            entry.note,
            json.dumps({name: plain(value) for name, value in changes.items()}, ensure_ascii=False),
        ]


def _copy(
    cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
