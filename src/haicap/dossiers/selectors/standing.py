"""Where dossiers stood at an instant, as SQL: whose they were, in what state, with which due moment.

A row is the fold of its journal (law I-C3), so whatever has not moved since the instant stands in the row as it stood
then; only for what moved later the journal is asked.
"""

from haicap.dossiers.contract import Action, View
from haicap.dossiers.models.dossier import LONG_LIFE

# an index knows longer lives (dossiers_long_lives): of what closed so much later nothing else need be gone through
_LONG = f"interval '{LONG_LIFE.days} days'"


def _when_told(column: str, kind: str) -> str:
    """The column as it stood when the figures are told."""
    return f"""CASE WHEN d.last_at < %(now)s THEN d.{column} ELSE (
  SELECT (j.changes->>'{column}')::{kind} FROM dossiers_journal j
  WHERE j.dossier_id = d.id AND j.at < %(now)s AND j.changes ? '{column}' ORDER BY j.seq DESC LIMIT 1) END"""


HOLDER = _when_told("holder_id", "bigint")  # who has taken it up
STEP = _when_told("step_role", "text")

# whose clock never stood and was never counted anew has waited for nobody, and its due moment never moved
_MOVED = f"""({{d}}.stops <> '[]' OR {{d}}.due_at <> {{d}}.original_due_at
    OR {{d}}.id IN (SELECT r.dossier_id FROM dossiers_journal r WHERE r.action = '{Action.RECOUNT}'))"""
# of what is open now an index knows all else (dossiers_open_of_unit): a row is read only where it is asked
_MOVED_SINCE = f"""d.last_at >= %(instant)s
    AND EXISTS (SELECT FROM dossiers_dossier here WHERE here.id = d.id AND {_MOVED.format(d="here")})"""

_TOLD = f"""d.field, d.procedure_code, d.channel, {HOLDER} AS holder_id, {STEP} AS step_role, d.status, d.due_at,
    d.last_at"""
_HERE = f"{_TOLD}, {_MOVED.format(d='d')} AS moved"


def _kept(place: str) -> str:
    """Those of the places that were open at the instant; none of them has changed places."""
    of_places = f"""FROM dossiers_dossier d
  WHERE d.province = ANY(%(provinces)s) AND d.{place} = ANY(%(places)s) AND d.received_at < %(instant)s"""
    if place == "unit_id":
        of_places += " AND d.transfer_count = 0"
    kept = f"SELECT d.id, d.{place} AS place_id, {_HERE} {of_places}"
    return f"""
  SELECT d.id, d.{place} AS place_id, {_TOLD}, {_MOVED_SINCE} AS moved {of_places} AND d.closed_at IS NULL
  UNION ALL
  {kept} AND d.closed_at >= %(instant)s AND d.closed_at < %(instant)s + {_LONG}
  UNION ALL
  {kept} AND d.closed_at >= %(instant)s + {_LONG} AND d.closed_at - d.received_at > {_LONG}"""


# of those that changed hands the journal says whose they were
_PASSED_ON = f"""
  UNION ALL
  SELECT d.id, s.unit_id, {_HERE} FROM (
    SELECT here.id FROM dossiers_dossier here
    WHERE here.province = ANY(%(provinces)s) AND here.unit_id = ANY(%(places)s) AND here.transfer_count > 0
      AND (here.closed_at IS NULL OR here.closed_at >= %(instant)s)
    UNION
    SELECT j.dossier_id FROM dossiers_journal j
    WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(places)s) AND j.action = '{Action.TRANSFER_OUT}'
      AND j.at >= %(instant)s
  ) moved JOIN dossiers_dossier d USING (id) CROSS JOIN LATERAL (
    SELECT j.unit_id FROM dossiers_journal j
    WHERE j.dossier_id = d.id AND j.at < %(instant)s ORDER BY j.seq DESC LIMIT 1) s
  WHERE s.unit_id = ANY(%(places)s) AND (d.closed_at IS NULL OR d.closed_at >= %(instant)s)
"""

STANDING = {View.COMPETENT: _kept("unit_id") + _PASSED_ON, View.RECEIVED: _kept("received_by_id")}

_ASKED = "o.last_at >= %(instant)s AND o.moved"
_THEN = "FROM dossiers_journal j WHERE j.dossier_id = o.id AND j.at < %(instant)s"
_STATUS = f"""CASE WHEN {_ASKED} THEN (
    SELECT j.status_after {_THEN} ORDER BY j.seq DESC LIMIT 1) ELSE o.status END"""
_DUE = f"""CASE WHEN {_ASKED} THEN coalesce((
    SELECT (j.changes->>'due_at')::timestamptz {_THEN} AND j.changes ? 'due_at' ORDER BY j.seq DESC LIMIT 1), o.due_at)
  ELSE o.due_at END"""

STOCKS = ("in_process_within", "in_process_overdue", "awaiting_applicant")
# which of them counts a row (o) of what stood at the instant
STOCK = f"""CASE WHEN {_STATUS} = 'awaiting_applicant' THEN 'awaiting_applicant'
  WHEN {_DUE} >= %(instant)s THEN 'in_process_within' ELSE 'in_process_overdue' END"""
