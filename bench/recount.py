"""The figures of a period counted without haicap: in bare SQL, and in DuckDB over Parquet of the same rows.

Neither knows the tally, the order of our statements or our Python. Where the three answers differ, the bench says so.
"""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg

Answer = dict[str, dict[str, int]]  # key of a group -> figure -> count, without zeros

_FLOWS = """count(*) FILTER (WHERE action = 'received') AS received,
  count(*) FILTER (WHERE action = 'transferred_in') AS transferred_in,
  count(*) FILTER (WHERE action = 'transferred_out') AS transferred_out,
  count(*) FILTER (WHERE timeliness = 'early') AS settled_early,
  count(*) FILTER (WHERE timeliness = 'on_time') AS settled_on_time,
  count(*) FILTER (WHERE timeliness = 'overdue') AS settled_overdue,
  count(*) FILTER (WHERE action = 'returned') AS returned,
  count(*) FILTER (WHERE action = 'refused') AS refused,
  count(*) FILTER (WHERE action = 'stopped') AS stopped,
  count(*) FILTER (WHERE action = 'withdrawn') AS withdrawn,
  count(*) FILTER (WHERE action = 'void') AS void"""
_STOCKS = """count(*) FILTER (WHERE status <> 'awaiting_applicant' AND due >= {end}) AS in_process_within,
  count(*) FILTER (WHERE status <> 'awaiting_applicant' AND due < {end}) AS in_process_overdue,
  count(*) FILTER (WHERE status = 'awaiting_applicant') AS awaiting_applicant"""


class Sql:
    """PostgreSQL without anything of ours: one connection, one statement a question."""

    _FLOW = f"""SELECT {{key}}, {_FLOWS} FROM (
        SELECT j.unit_id, d.field, j.action, j.timeliness
        FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
        WHERE j.unit_id = ANY(%(units)s) AND j.at >= %(start)s AND j.at < %(end)s) e GROUP BY 1"""
    _OPEN = """SELECT d.field, l.unit_id, l.status_after AS status, t.due FROM dossiers_dossier d
      JOIN LATERAL (SELECT unit_id, status_after FROM dossiers_journal WHERE dossier_id = d.id AND at < %({at})s
        ORDER BY seq DESC LIMIT 1) l ON l.unit_id = ANY(%(units)s)
      JOIN LATERAL (SELECT (changes->>'due_at')::timestamptz AS due FROM dossiers_journal
        WHERE dossier_id = d.id AND at < %({at})s AND changes ? 'due_at' ORDER BY seq DESC LIMIT 1) t ON true
      WHERE d.received_at < %({at})s AND (d.closed_at IS NULL OR d.closed_at >= %({at})s)
        AND (d.unit_id = ANY(%(units)s) OR d.transfer_count > 0)"""

    def __init__(self, url: str) -> None:
        self._line = psycopg.connect(url, autocommit=True)
        self._line.execute("SET TIME ZONE 'Asia/Ho_Chi_Minh'")

    def ask(
        self, units: Sequence[int], start: datetime, end: datetime, by: Sequence[str]
    ) -> dict[str, Answer]:
        """Figures of `units` in the period, grouped by each of `by` ('' is all in one)."""
        told = {"units": list(units), "start": start, "end": end}
        found = {}
        for each in by:
            key = {"": "''", "unit": "unit_id::text", "field": "field"}[each]
            carried, standing = self._OPEN.format(at="start"), self._OPEN.format(at="end")
            stocks = _STOCKS.format(end="%(end)s")
            found[each] = _merged(
                self._rows(self._FLOW.format(key=key), told),
                self._rows(f"SELECT {key}, count(*) AS carried_over FROM ({carried}) o GROUP BY 1", told),
                self._rows(f"SELECT {key}, {stocks} FROM ({standing}) o GROUP BY 1", told),
            )
        return found

    def _rows(self, sql: str, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        cursor = self._line.execute(sql, told)
        names = ["key", *(column.name for column in (cursor.description or ())[1:])]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Duck:
    """DuckDB, two threads, over Parquet files exported from the same database."""

    _ENTRIES = """SELECT j.dossier_id, j.seq, j.unit_id, j.action, j.timeliness, j.status_after,
      (extract(epoch FROM j.at) * 1000000)::bigint,
      (extract(epoch FROM (j.changes->>'due_at')::timestamptz) * 1000000)::bigint FROM dossiers_journal j"""
    _DOSSIERS = """SELECT id, field, unit_id, transfer_count, (extract(epoch FROM received_at) * 1000000)::bigint,
      (extract(epoch FROM closed_at) * 1000000)::bigint FROM dossiers_dossier"""
    _FLOW = f"""SELECT {{key}} AS key, {_FLOWS} FROM entries JOIN dossiers d USING (dossier)
      WHERE entries.unit IN {{units}} AND moment >= {{start}} AND moment < {{end}} GROUP BY 1"""
    _OPEN = """SELECT field, last.unit AS unit, last.status AS status, due FROM (
        SELECT dossier, any_value(field) AS field, arg_max({{'unit': e.unit, 'status': e.status}}, seq) AS last,
          arg_max(e.due, seq) FILTER (WHERE e.due IS NOT NULL) AS due
        FROM entries e JOIN dossiers d USING (dossier)
        WHERE e.moment < {at} AND d.received < {at} AND (d.closed IS NULL OR d.closed >= {at})
          AND (d.unit IN {units} OR d.transfers > 0)
        GROUP BY dossier) WHERE last.unit IN {units}"""

    def __init__(self, url: str, place: Path) -> None:
        self._line = duckdb.connect()
        self._line.execute("SET threads = 2")
        with psycopg.connect(url) as source:
            source.execute("SET statement_timeout = 0")
            self._export(
                source,
                place,
                "entries",
                self._ENTRIES,
                "dossier UUID, seq INT, unit INT, action TEXT, timeliness TEXT, status TEXT, moment BIGINT, due BIGINT",
            )
            self._export(
                source,
                place,
                "dossiers",
                self._DOSSIERS,
                "dossier UUID, field TEXT, unit INT, transfers INT, received BIGINT, closed BIGINT",
            )

    def _export(
        self, source: psycopg.Connection[Any], place: Path, name: str, sql: str, columns: str
    ) -> None:
        types = (
            "{"
            + ", ".join(
                f"'{word[0]}': '{word[1]}'" for word in (part.split() for part in columns.split(", "))
            )
            + "}"
        )
        with tempfile.NamedTemporaryFile(dir=place, suffix=".csv") as file:
            with source.cursor().copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as rows:
                for chunk in rows:
                    file.write(chunk)
            file.flush()
            self._line.execute(
                f"COPY (SELECT * FROM read_csv('{file.name}', header = false, columns = {types})) "
                f"TO '{place / name}.parquet'"
            )
        self._line.execute(f"CREATE VIEW {name} AS SELECT * FROM '{place / name}.parquet'")

    def ask(
        self, units: Sequence[int], start: datetime, end: datetime, by: Sequence[str]
    ) -> dict[str, Answer]:
        """As `Sql.ask`."""
        listed = "(" + ", ".join(map(str, units)) + ")"
        told = {"units": listed, "start": _micros(start), "end": _micros(end)}
        found = {}
        for each in by:
            flow_key = {"": "''", "unit": "entries.unit::text", "field": "d.field"}[each]
            key = {"": "''", "unit": "unit::text", "field": "field"}[each]
            carried, standing = (self._OPEN.format(units=listed, at=told[name]) for name in ("start", "end"))
            stocks = _STOCKS.format(end=told["end"])
            found[each] = _merged(
                self._rows(self._FLOW.format(key=flow_key, **told)),
                self._rows(f"SELECT {key} AS key, count(*) AS carried_over FROM ({carried}) GROUP BY 1"),
                self._rows(f"SELECT {key} AS key, {stocks} FROM ({standing}) GROUP BY 1"),
            )
        return found

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        cursor = self._line.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _micros(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000


def _merged(*parts: Sequence[Mapping[str, Any]]) -> Answer:
    found: Answer = {}
    for rows in parts:
        for row in rows:
            counts = {name: int(value) for name, value in row.items() if name != "key" and value}
            if counts:
                found.setdefault(str(row["key"]), {}).update(counts)
    return found
