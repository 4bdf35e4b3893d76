"""Figures as they were recorded: counted from the journal alone, up to given links of its chains (decision 0019).

Every unit's journal is a chain that only grows, so "what was recorded when the snapshot was taken" is the entries up to
its head, whatever the clocks say, and can be read again at any time. Flows are entries of the period; stocks follow
from the last entry of each dossier on that chain. Nothing here looks at where a dossier stands today.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import connection

from haicap.dossiers.contract import (
    IN_WORDS,
    NOT_RECORDED,
    NOT_STATED,
    OPEN,
    Action,
    Channel,
    DossierId,
    Head,
    LateEntry,
    Part,
    Period,
    RecordedRow,
)
from haicap.dossiers.selectors.flows import FIGURE, FLOWS
from haicap.dossiers.selectors.periods import bounds
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId

_OF_PART = """j.unit_id = %(unit)s AND j.chain_seq <= %(head)s
  AND (%(earlier)s::jsonb IS NULL
    OR j.chain_seq <= coalesce((%(earlier)s::jsonb->>j.agency_id::text)::bigint, %(head)s))"""
_OF_AGENCIES = "(%(agencies)s::bigint[] IS NULL OR {}.agency_id = ANY(%(agencies)s))"
_TOLD = """d.id, d.number, {figure}, d.field, d.procedure_code, d.channel, {entry}.at, {entry}.chain_seq,
  {entry}.agency_id, {cause}"""

# why it is late, as recorded up to the entry that counts it: an apology (form 04) says so, nothing else does
_CAUSE = f"""CASE WHEN {{overdue}} THEN coalesce((
    SELECT coalesce(e.changes->>'cause', CASE WHEN coalesce(e.changes->>'reason', e.note)
      NOT IN ('', '{NOT_RECORDED}') THEN '{IN_WORDS}' END)
    FROM dossiers_journal e WHERE e.dossier_id = {{entry}}.dossier_id AND e.seq <= {{entry}}.seq
      AND e.action = '{Action.EXTEND}' ORDER BY e.seq DESC LIMIT 1), '{NOT_STATED}') ELSE '' END"""

_FLOWS = f"""
SELECT {_TOLD.format(figure=FIGURE, entry="j", cause=_CAUSE.format(entry="j", overdue=FLOWS["settled_overdue"]))}
FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
WHERE {_OF_PART} AND {_OF_AGENCIES.format("j")} AND j.at >= %(start)s AND j.at < %(end)s
  AND ({" OR ".join(f"({condition})" for condition in FLOWS.values())})"""

# a due moment may have been laid down on another unit's chain: earlier, hence before the entry that brought it here
_STANDING = f"""
FROM (
  SELECT DISTINCT ON (j.dossier_id) j.dossier_id, j.seq, j.action, j.status_after, j.agency_id, j.at, j.chain_seq
  FROM dossiers_journal j WHERE {_OF_PART} AND j.at < %(instant)s ORDER BY j.dossier_id, j.seq DESC
) last JOIN dossiers_dossier d ON d.id = last.dossier_id
CROSS JOIN LATERAL (
  SELECT (j.changes->>'due_at')::timestamptz AS due_at FROM dossiers_journal j
  WHERE j.dossier_id = last.dossier_id AND j.seq <= last.seq AND j.changes ? 'due_at' ORDER BY j.seq DESC LIMIT 1) t
WHERE last.status_after = ANY(%(open)s) AND last.action <> '{Action.TRANSFER_OUT}' AND {_OF_AGENCIES.format("last")}"""
_CLASS = """CASE WHEN last.status_after = 'awaiting_applicant' THEN 'awaiting_applicant'
  WHEN t.due_at < %(end)s THEN 'in_process_overdue' ELSE 'in_process_within' END"""
_OVERDUE = f"{_CLASS} = 'in_process_overdue'"

_ROWS = f"""
SELECT {_TOLD.format(figure="'carried_over'", entry="last", cause="''")} {_STANDING.replace("(instant)", "(start)")}
UNION ALL {_FLOWS}
UNION ALL SELECT {_TOLD.format(figure=_CLASS, entry="last", cause=_CAUSE.format(entry="last", overdue=_OVERDUE))}
  {_STANDING.replace("(instant)", "(end)")}
ORDER BY 3, 7, 8"""

_LATE = f"""
SELECT d.id, d.number, j.action, coalesce({FIGURE}, ''), j.unit_id, j.at, j.recorded_at, j.chain_seq
FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
WHERE {_OF_PART} AND j.chain_seq > coalesce((%(since_of)s::jsonb->>j.agency_id::text)::bigint, %(since)s)
  AND j.at < %(before)s AND {_OF_AGENCIES.format("j")}
ORDER BY j.chain_seq"""

_HEADS = """
SELECT u, coalesce(c.seq, 0), coalesce(c.hash, ''::bytea) FROM unnest(%s::bigint[]) u
LEFT JOIN dossiers_chain c ON c.unit_id = u ORDER BY 1"""

_LINKS = """
SELECT h.unit, h.seq, h.hash FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) h (unit, seq, hash)
LEFT JOIN dossiers_journal j ON j.unit_id = h.unit AND j.chain_seq = h.seq
WHERE h.seq > 0 AND encode(j.hash, 'hex') IS DISTINCT FROM h.hash ORDER BY 1"""


def snapshot(units: Iterable[UnitId]) -> tuple[Head, ...]:
    """The heads of the chains of exactly these `units`, by unit, all at one instant. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [sorted(set(units))])
        return tuple(Head(UnitId(unit), seq, bytes(link).hex()) for unit, seq, link in cursor.fetchall())


def rows_recorded(parts: Iterable[Part], period: Period) -> Iterator[RecordedRow]:
    """The dossiers behind every figure of the local days of `period`, part by part; within one by figure, `at`, link.

    Stocks are those before the first day (`carried_over`) and at the end of the last. Holds no personal data.
    """
    start, end = bounds(period)
    times = {"start": start, "end": end, "open": [status.value for status in OPEN]}
    for part in parts:
        for dossier, number, figure, field, procedure, channel, at, link, agency, cause in _asked(
            _ROWS, part, times
        ):
            yield RecordedRow(
                DossierId(dossier),
                number,
                figure,
                field,
                procedure,
                Channel(channel),
                part.head.unit_id,
                at,
                link,
                AgencyId(agency),
                cause,
            )


def entries_after(
    parts: Iterable[Part],
    since: Mapping[UnitId, int],
    before: datetime,
    since_of: Mapping[UnitId, Mapping[AgencyId, int]] = MappingProxyType({}),
) -> tuple[LateEntry, ...]:
    """Entries written after link `since` of their chain, up to the heads of `parts`, about times before `before`.

    Of the agencies that `since_of` names for a chain, after that link. A chain that `since` does not name is not asked.
    """
    found: list[LateEntry] = []
    for part in parts:
        unit = part.head.unit_id
        if unit not in since:
            continue
        for dossier, number, action, figure, _unit, at, recorded_at, link in _asked(
            _LATE, part, {"since": since[unit], "since_of": _json(since_of.get(unit)), "before": before}
        ):
            found.append(
                LateEntry(DossierId(dossier), number, Action(action), figure, unit, at, recorded_at, link)
            )
    return tuple(found)


def broken_heads(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Those of `heads` whose link is not in the journal with that hash: the journal is not the one counted from."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, [[h.unit_id for h in heads], [h.seq for h in heads], [h.hash for h in heads]])
        return tuple(Head(UnitId(unit), seq, link) for unit, seq, link in cursor.fetchall())


def _asked(sql: str, part: Part, more: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    agencies = None if part.agencies is None else sorted(part.agencies)
    values = {"unit": part.head.unit_id, "head": part.head.seq, "agencies": agencies, **more}
    values["earlier"] = _json(part.earlier)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _json(links: Mapping[AgencyId, int] | None) -> str | None:
    return json.dumps(links) if links else None
