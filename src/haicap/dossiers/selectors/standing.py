"""Where dossiers stood at an instant, as SQL: whose they were, in what state, with which due moment.

A row is the fold of its journal (law I-C3), so whatever has not moved since the instant stands in the row as it stood
then; only for what moved later the journal is asked.
"""

from haicap.dossiers.contract import Action
from haicap.dossiers.models.dossier import LONG_LIFE

# an index knows longer lives (dossiers_long_lives): of what closed so much later nothing else need be gone through
_LONG = f"interval '{LONG_LIFE.days} days'"

# who had taken a dossier up when the figures are told
HOLDER = """CASE WHEN d.last_at < %(now)s THEN d.holder_id ELSE (
  SELECT (j.changes->>'holder_id')::bigint FROM dossiers_journal j
  WHERE j.dossier_id = d.id AND j.at < %(now)s AND j.changes ? 'holder_id' ORDER BY j.seq DESC LIMIT 1) END"""

_TOLD = f"d.field, d.procedure_code, d.channel, {HOLDER} AS holder_id, d.status, d.due_at, d.last_at"
_KEPT = f"""SELECT d.id, d.unit_id, {_TOLD} FROM dossiers_dossier d
  WHERE d.province = ANY(%(provinces)s) AND d.unit_id = ANY(%(units)s) AND d.transfer_count = 0
    AND d.received_at < %(instant)s"""

# open ones of the units at the instant; of those that changed hands the journal says whose they were
STANDING = f"""
  {_KEPT} AND d.closed_at IS NULL
  UNION ALL
  {_KEPT} AND d.closed_at >= %(instant)s AND d.closed_at < %(instant)s + {_LONG}
  UNION ALL
  {_KEPT} AND d.closed_at >= %(instant)s + {_LONG} AND d.closed_at - d.received_at > {_LONG}
  UNION ALL
  SELECT d.id, s.unit_id, {_TOLD} FROM (
    SELECT here.id FROM dossiers_dossier here
    WHERE here.province = ANY(%(provinces)s) AND here.unit_id = ANY(%(units)s) AND here.transfer_count > 0
      AND (here.closed_at IS NULL OR here.closed_at >= %(instant)s)
    UNION
    SELECT j.dossier_id FROM dossiers_journal j
    WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(units)s) AND j.action = '{Action.TRANSFER_OUT}'
      AND j.at >= %(instant)s
  ) moved JOIN dossiers_dossier d USING (id) CROSS JOIN LATERAL (
    SELECT j.unit_id FROM dossiers_journal j
    WHERE j.dossier_id = d.id AND j.at < %(instant)s ORDER BY j.seq DESC LIMIT 1) s
  WHERE s.unit_id = ANY(%(units)s) AND (d.closed_at IS NULL OR d.closed_at >= %(instant)s)
"""

STOCKS: dict[str, str] = {
    "in_process_within": "as_of.status <> 'awaiting_applicant' AND as_of.due_at >= %(instant)s",
    "in_process_overdue": "as_of.status <> 'awaiting_applicant' AND as_of.due_at < %(instant)s",
    "awaiting_applicant": "as_of.status = 'awaiting_applicant'",
}

STANDING_AS = f"""({STANDING}) o
  LEFT JOIN LATERAL (SELECT j.status_after FROM dossiers_journal j
    WHERE o.last_at >= %(instant)s AND j.dossier_id = o.id AND j.at < %(instant)s
    ORDER BY j.seq DESC LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT (j.changes->>'due_at')::timestamptz AS due_at FROM dossiers_journal j
    WHERE o.last_at >= %(instant)s AND j.dossier_id = o.id AND j.at < %(instant)s AND j.changes ? 'due_at'
    ORDER BY j.seq DESC LIMIT 1) t ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(s.status_after, o.status) AS status, coalesce(t.due_at, o.due_at) AS due_at) as_of"""
