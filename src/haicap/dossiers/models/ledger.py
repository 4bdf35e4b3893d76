"""The two statements every change goes through, `open_dossier` and `append`, and the reading before an act.

One prepared statement each, because this is the hot path: number, row, papers, journal and outbox are one round
trip and one lock order (number counter or dossier, then chain heads by unit). Everything else is plain ORM.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from haicap.dossiers.domain.acts import Entry
from haicap.dossiers.models.dossier import Dossier
from haicap.kernel.errors import refuse
from haicap.kernel.ids import uuid7
from haicap.kernel.stops import Stop
from haicap.platform.statements import Reading, Statement

# columns laid down by journal entries; law I-C3 folds exactly these
FOLDED: dict[str, str] = {
    "number": "text",
    "status": "text",
    "last_at": "timestamptz",
    "competent_id": "bigint",
    "unit_id": "bigint",
    "unit_state_id": "bigint",
    "returned_by_id": "bigint",
    "handler_id": "bigint",
    "step": "smallint",
    "step_role": "text",
    "step_due_at": "timestamptz",
    "holder_id": "bigint",
    "applicant_kind": "text",
    "applicant_name": "text",
    "applicant_id_number": "text",
    "applicant_phone": "text",
    "applicant_email": "text",
    "applicant_address": "text",
    "applicant_unit_id": "bigint",
    "applicant_unit_by": "text",
    "due_at": "timestamptz",
    "promised_at": "timestamptz",
    "stops": "jsonb",
    "supplement_count": "smallint",
    "extension_count": "smallint",
    "transfer_count": "smallint",
    "timeliness": "text",
    "settled_at": "timestamptz",
    "closed_at": "timestamptz",
    "handed_over_at": "timestamptz",
    "result_number": "text",
    "result_file": "uuid",
    "subject": "text",
}

# columns laid down at intake that an entry may name anew
RENEWED: dict[str, str] = {"calendar_version": "integer", "provisional": "boolean"}

_CHANGEABLE = FOLDED | RENEWED

# what a column holds where no entry ever named it
_EMPTY = {"text": "''", "smallint": "0", "jsonb": "'[]'"}


def folded(column: str, kind: str) -> str:
    """A column of FOLDED as SQL reads it from `f.state`, the fold of some entries (`dossiers_fold`)."""
    told = f"(f.state->'{column}')" if kind == "jsonb" else f"(f.state->>'{column}')::{kind}"
    return f"coalesce({told}, {_EMPTY[kind]}::{kind})" if kind in _EMPTY else told


_NEWEST = Reading(Dossier, "WHERE this.id = %(id)s")
_LOCKED = Reading(Dossier, "WHERE this.id = %(id)s FOR UPDATE")
_HEADS = Statement(
    "SELECT 1 FROM dossiers_chain WHERE unit_id = ANY(%(units)s::bigint[]) ORDER BY unit_id FOR UPDATE"
)

# columns laid down once, at intake
FIXED: dict[str, str] = {
    "id": "uuid",
    "province": "text",
    "number_agency_id": "bigint",
    "number_day": "date",
    "secret": "text",
    "intake_sha256": "text",
    "source": "text",
    "external_id": "text",
    "search_key": "text",
    "procedure_version_id": "bigint",
    "procedure_code": "text",
    "field": "text",
    "variant": "text",
    "limit_amount": "integer",
    "limit_unit": "text",
    "on_supplement": "text",
    "channel": "text",
    "fee_vnd": "bigint",
    "assisted_by": "text",
    "received_at": "timestamptz",
    "original_due_at": "timestamptz",
    "due_declared": "boolean",
    "calendar_version": "integer",
    "provisional": "boolean",
    "received_by_id": "bigint",
    "received_state_id": "bigint",
    "supported_by_id": "bigint",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did it, as the journal keeps it."""

    person_id: int | None
    appointment_id: int | None
    label: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist to be written."""

    key: str
    name: str
    kind: str
    state: str
    quantity: int
    mandatory: bool


_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: Any) -> Any:
    """`value` as JSON keeps it: moments in RFC 3339, enums by value, stops as `[kind, from, to]`."""
    return value if type(value) in _PLAIN else _told(value)  # by far the most are plain already


def _told(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Stop():
            return [value.kind.value, plain(value.from_at), plain(value.to_at)]
        case tuple() | list():
            return [plain(item) for item in value]
        case _:
            return value


def open_dossier(
    *,
    row: Mapping[str, Any],
    number_prefix: str,
    papers: Sequence[Paper],
    by: Signature,
    note: str,
    event: Mapping[str, Any],
) -> str:
    """Write a new dossier with number, papers, first journal entry and event, drop its draft; returns the number.

    `row` holds every column of FIXED and FOLDED but the number. Raises `IntegrityError` where the id exists; refused:
    `dossier.not_in_office`.
    """
    changes = {
        name: plain(row[name]) for name in FOLDED if name != "number" and row.get(name) not in (None, "")
    }
    parameters = {
        **{
            name: _bind(row.get(name), kind) for name, kind in {**FIXED, **FOLDED}.items() if name != "number"
        },
        "prefix": number_prefix,
        "changes": json.dumps(changes, ensure_ascii=False),
        "person": by.person_id,
        "appointment": by.appointment_id,
        "label": by.label,
        "capacity": by.capacity,
        "note": note,
        "event_id": uuid7(),
        "event_type": event["type"],
        "event_data": json.dumps(event["data"], ensure_ascii=False),
        "keys": [paper.key for paper in papers],
        "names": [paper.name for paper in papers],
        "kinds": [paper.kind for paper in papers],
        "states": [paper.state for paper in papers],
        "quantities": [paper.quantity for paper in papers],
        "mandatories": [paper.mandatory for paper in papers],
    }
    with _in_office():
        ((number,),) = _open_sql().rows(**parameters)
    return str(number)


def append(
    *, dossier_id: UUID, province: str, entry: Entry, by: Signature, event: Mapping[str, Any] | None = None
) -> bool:
    """Write `entry` and the row it changes; False where the row is no longer at the version before.

    Only columns of FOLDED and RENEWED in its `changes` reach the row; other keys (a reason, say) stay in the journal
    alone. Refused: `dossier.not_in_office`.
    """
    changes = entry.changes
    columns = tuple(name for name in _CHANGEABLE if name in changes)
    parameters = {
        **{name: _bind(changes[name], _CHANGEABLE[name]) for name in columns},
        "id": dossier_id,
        "province": province,
        "seq": entry.seq,
        "action": entry.action.value,
        "status_before": entry.status_before.value if entry.status_before else "",
        "status_after": entry.status_after.value,
        "at": entry.at,
        "unit": entry.place.unit_id,
        "agency": entry.place.agency_id,
        "changes": json.dumps({name: plain(value) for name, value in changes.items()}, ensure_ascii=False),
        "frozen_class": plain(changes.get("timeliness", "")),
        "person": by.person_id,
        "appointment": by.appointment_id,
        "label": by.label,
        "capacity": by.capacity,
        "note": entry.note,
        "event_id": uuid7(),
        "event_type": event["type"] if event else None,
        "event_data": json.dumps(event["data"], ensure_ascii=False) if event else None,
    }
    with _in_office():
        return bool(_append_sql(columns).rows(**parameters))


@contextmanager
def _in_office() -> Iterator[None]:
    """What the database says of an act from a post or body that has ended (in_office.sql), as a refusal."""
    try:
        yield
    except IntegrityError as problem:
        told = getattr(problem.__cause__, "diag", None)
        if told is not None and told.constraint_name == "dossiers_journal_in_office":
            raise refuse("dossier.not_in_office") from problem
        raise


def newest(*, dossier_id: UUID, locked: bool = False) -> Dossier | None:
    """The row as it stands, None where there is none; whether it is the actor's is asked by the caller.

    `locked` holds it until the transaction ends.
    """
    return (_LOCKED if locked else _NEWEST).first(id=dossier_id)


def hold_chains(unit_ids: Iterable[int]) -> None:
    """Lock the heads of several units' chains until the transaction ends, always in one order: two transfers that
    cross would else wait for each other.
    """
    _HEADS.rows(units=sorted(unit_ids))


def _bind(value: Any, kind: str) -> Any:
    if kind == "jsonb":
        return json.dumps(plain(value if value is not None else []), ensure_ascii=False)
    if value is None and kind in {"text", "smallint"}:
        return "" if kind == "text" else 0
    return value.value if isinstance(value, StrEnum) else value


@cache
def _open_sql() -> Statement:
    kinds = {**FIXED, **{name: kind for name, kind in FOLDED.items() if name != "number"}}
    return Statement(f"""
WITH counter AS (
  INSERT INTO dossiers_counter AS c (agency_id, day, last)
  VALUES (%(number_agency_id)s, %(number_day)s, 1)
  ON CONFLICT (agency_id, day) DO UPDATE SET last = c.last + 1
  RETURNING last, %(prefix)s || lpad(last::text, greatest(4, length(last::text)), '0') AS number
), dossier AS (
  INSERT INTO dossiers_dossier (number, number_sequence, version, {", ".join(kinds)})
  SELECT counter.number, counter.last, 1, {", ".join(_value(name, kind) for name, kind in kinds.items())}
  FROM counter
), papers AS (
  INSERT INTO dossiers_component (dossier_id, province, no, key, name, kind, state, quantity, mandatory)
  SELECT %(id)s, %(province)s, p.no, p.key, p.name, p.kind, p.state, p.quantity, p.mandatory
  FROM unnest(%(keys)s::text[], %(names)s::text[], %(kinds)s::text[], %(states)s::text[],
              %(quantities)s::smallint[], %(mandatories)s::boolean[])
       WITH ORDINALITY AS p (key, name, kind, state, quantity, mandatory, no)
), entry AS (
  INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id,
    agency_id, person_id, appointment_id, actor_label, capacity, timeliness, note, changes)
  SELECT %(id)s, 1, %(province)s, 'received', '', %(status)s, %(received_at)s, %(unit_id)s,
    %(competent_id)s, %(person)s, %(appointment)s, %(label)s, %(capacity)s, '', %(note)s,
    %(changes)s::jsonb || jsonb_build_object('number', counter.number)
  FROM counter
), event AS (
  INSERT INTO platform_outbox (event_id, type, subject, data, happened_at, attempts, parked_reason)
  SELECT %(event_id)s, %(event_type)s, %(id)s::text,
    %(event_data)s::jsonb || jsonb_build_object('number', counter.number), %(received_at)s, 0, ''
  FROM counter
), draft AS (
  DELETE FROM dossiers_draft WHERE id = %(id)s AND appointment_id = %(appointment)s
)
SELECT number FROM counter""")


def _value(name: str, kind: str) -> str:
    if name == "search_key":  # the number is found too, its parts as words
        return "%(search_key)s || ' ' || translate(lower(counter.number), '.-', '  ')"
    return f"%({name})s::{kind}"


@cache
def _append_sql(columns: tuple[str, ...]) -> Statement:
    changed = ", ".join(
        ["version = %(seq)s", *(f"{name} = %({name})s::{_CHANGEABLE[name]}" for name in columns)]
    )
    return Statement(f"""
WITH dossier AS (
  UPDATE dossiers_dossier SET {changed} WHERE id = %(id)s AND version = %(seq)s - 1 RETURNING id
), entry AS (
  INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id,
    agency_id, person_id, appointment_id, actor_label, capacity, timeliness, note, changes)
  SELECT id, %(seq)s, %(province)s, %(action)s, %(status_before)s, %(status_after)s, %(at)s, %(unit)s,
    %(agency)s, %(person)s, %(appointment)s, %(label)s, %(capacity)s, %(frozen_class)s, %(note)s,
    %(changes)s::jsonb
  FROM dossier
), event AS (
  INSERT INTO platform_outbox (event_id, type, subject, data, happened_at, attempts, parked_reason)
  SELECT %(event_id)s, %(event_type)s, %(id)s::text, %(event_data)s::jsonb, %(at)s, 0, ''
  FROM dossier WHERE %(event_type)s::text IS NOT NULL
)
SELECT id FROM dossier""")
