"""Writing histories by COPY: numbers from the counters, rows, journal; chain and guards are the database's own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.copy import LibpqWriter
from psycopg.types.string import StrDumper

from haicap.dossiers.models.ledger import FIXED, FOLDED, plain
from haicap.dossiers.services.importing import series
from haicap.dossiers.services.importing.replay import History, number_of, search_key_of

_JSON = json.JSONEncoder(ensure_ascii=False, default=plain)

# a batch is sent in one piece: each time this thread waits for the database, it waits for the reading thread too
_WHOLE = 1 << 30

# words of several batches may wait for `file_words`, so that writing never stops to sort them in
_PENDING_KB = 64 * 1024

_PLAIN_COLUMNS = (*(name for name in (*FIXED, *FOLDED) if name != "stops"), "version", "number_sequence")
_ROW = (*_PLAIN_COLUMNS, "stops")
ENTRY = (
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

# its trigger takes the entries over into the journal, chained set by set (sql/arrivals.sql)
ARRIVING = f"""
CREATE TEMP TABLE IF NOT EXISTS dossiers_arriving ON COMMIT DELETE ROWS AS
  SELECT {", ".join(ENTRY)}, person_id, appointment_id FROM dossiers_journal WITH NO DATA;
CREATE OR REPLACE TRIGGER dossiers_arrived AFTER INSERT ON dossiers_arriving REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION dossiers_take_arrived()"""


def write(histories: Sequence[History]) -> None:
    """Write `histories` in one transaction; either all of them are there afterwards or none."""
    with transaction.atomic(), connection.wrap_database_errors:
        connection.ensure_connection()
        series.step_over(number for history in histories if (number := history.columns["number"]))
        numbered = list(_numbered(histories))
        with psycopg.Cursor(connection.connection) as cursor:
            cursor.adapters.register_dumper(StrEnum, StrDumper)  # by value
            cursor.execute(f"SET LOCAL gin_pending_list_limit = {_PENDING_KB}")
            _copy(cursor, "dossiers_dossier", _ROW, (_row(columns) for _, columns in numbered))
            entries = (line for history, columns in numbered for line in _entries(history, columns))
            cursor.execute(ARRIVING)
            _copy(cursor, "dossiers_arriving", ENTRY, entries)


def file_words() -> None:
    """Sort the words of what was written into the index of the search: beside the writing, on another connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('dossiers_search')")


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
    return [*map(columns.get, _PLAIN_COLUMNS), _JSON.encode(columns["stops"])]


def _entries(history: History, columns: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
    number = {"number": columns["number"]}
    dossier, province, label = columns["id"], columns["province"], columns["source"]
    for entry in history.entries:
        changes = {**entry.changes, **number} if entry.seq == 1 else entry.changes
        yield (
            dossier,
            entry.seq,
            province,
            entry.action,
            entry.status_before or "",
            entry.status_after,
            entry.at,
            entry.place.unit_id,
            entry.place.agency_id,
            label,
            "",
            changes.get("timeliness", ""),
            entry.note,
            _JSON.encode(changes),
        )


def _copy(
    cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    words = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with cursor.copy(words, writer=LibpqWriter(cursor, flush_threshold=_WHOLE)) as copy:
        for row in rows:
            copy.write_row(row)
