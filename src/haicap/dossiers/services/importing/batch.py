"""Writing histories by COPY: numbers from the counters, rows, journal; chain and guards are the database's own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import psycopg
from django.db import connection, transaction
from psycopg.copy import LibpqWriter

from haicap.dossiers.services.importing import series
from haicap.dossiers.services.importing.replay import number_of, search_key_of
from haicap.dossiers.services.importing.sheets import ENTRY, ROW, Sheet

# a batch is sent in one piece: each time this thread waits for the database, it waits for the reading thread too
_WHOLE = 1 << 30

# words of several batches may wait for `file_words`, so that writing never stops to sort them in
_PENDING_KB = 64 * 1024

# its triggers take the entries over into the journal, chained set by set (arrivals.sql), and count them (tally.sql)
ARRIVING = f"""
CREATE TEMP TABLE IF NOT EXISTS dossiers_arriving ON COMMIT DELETE ROWS AS
  SELECT {", ".join(ENTRY)}, person_id, appointment_id FROM dossiers_journal WITH NO DATA;
CREATE OR REPLACE TRIGGER dossiers_arrived AFTER INSERT ON dossiers_arriving REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION dossiers_take_arrived();
CREATE OR REPLACE TRIGGER dossiers_arrived_counted AFTER INSERT ON dossiers_arriving REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION dossiers_count_arrived()"""


def write(sheets: Sequence[Sheet]) -> None:
    """Write `sheets` in one transaction; either all of them are there afterwards or none."""
    with transaction.atomic(), connection.wrap_database_errors:
        connection.ensure_connection()
        series.step_over(number for sheet in sheets if (number := sheet.history.columns["number"]))
        numbered = list(_numbered(sheets))
        with psycopg.Cursor(connection.connection) as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = {_PENDING_KB}")
            _copy(cursor, "dossiers_dossier", ROW, (_row(taken) for taken in numbered))
            cursor.execute(ARRIVING)
            _copy(
                cursor, "dossiers_arriving", ENTRY, (taken.sheet.entries(taken.number) for taken in numbered)
            )


def file_words() -> None:
    """Sort the words of what was written into the index of the search: beside the writing, on another connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('dossiers_search')")


class _Numbered(NamedTuple):
    """A sheet with its number; agency and sequence where the number is ours."""

    sheet: Sheet
    number: str
    agency: int | None = None
    sequence: int | None = None


def _numbered(sheets: Sequence[Sheet]) -> Iterable[_Numbered]:
    """Every sheet with its number; ours are taken once per agency and day."""
    wanted: dict[tuple[int, date], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        columns = sheet.history.columns
        if columns["number"]:
            yield _Numbered(sheet, columns["number"])
        else:
            wanted[sheet.history.receiver.id, columns["number_day"]].append(sheet)
    lasts = _take({place: len(group) for place, group in wanted.items()})
    for place, group in wanted.items():
        for sequence, sheet in enumerate(group, lasts[place] - len(group) + 1):
            yield _Numbered(sheet, number_of(sheet.history, sequence), place[0], sequence)


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


def _row(taken: _Numbered) -> str:
    key = search_key_of(taken.sheet.history, taken.number)
    return taken.sheet.row(taken.number, taken.agency, taken.sequence, key)


def _copy(cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    words = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with cursor.copy(words, writer=LibpqWriter(cursor, flush_threshold=_WHOLE)) as copy:
        copy.write("".join(lines))
