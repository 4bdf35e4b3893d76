"""What happened in a period, as SQL: entries of the journal, counted by day as they were written (the tally)."""

from haicap.dossiers.contract import Action
from haicap.dossiers.selectors.standing import HOLDER
from haicap.kernel.timeliness import Timeliness

FLOWS: dict[str, str] = {
    "received": f"j.action = '{Action.RECEIVE}'",
    "transferred_in": f"j.action = '{Action.TRANSFER_IN}'",
    "transferred_out": f"j.action = '{Action.TRANSFER_OUT}'",
    "settled_early": f"j.timeliness = '{Timeliness.EARLY}'",
    "settled_on_time": f"j.timeliness = '{Timeliness.ON_TIME}'",
    "settled_overdue": f"j.timeliness = '{Timeliness.OVERDUE}'",
    "returned": f"j.action = '{Action.RETURN}'",
    "refused": f"j.action = '{Action.REFUSE}'",
    "stopped": f"j.action = '{Action.STOP}'",
    "withdrawn": f"j.action = '{Action.WITHDRAW}'",
    "void": f"j.action = '{Action.VOID}'",
}

# the figure that counts an entry; sql/tally.sql says the same, and law I-C4 that it does
FIGURE = "CASE " + " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in FLOWS.items()) + " END"
_COUNTS = " OR ".join(f"({condition})" for condition in FLOWS.values())

# entry by entry, with whoever holds the dossier
ENTRIES = f"""SELECT j.unit_id, d.field, d.procedure_code, d.channel, {HOLDER} AS holder_id, {FIGURE} AS figure,
    1 AS entries
  FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
  WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(units)s) AND j.at >= %(start)s AND j.at < %(end)s
    AND ({_COUNTS})"""

# whole days, less what the last of them holds from the end of the period on
TALLIED = f"""SELECT t.unit_id, t.field, t.procedure_code, t.channel, t.figure, t.entries FROM dossiers_tally t
  WHERE t.province = ANY(%(provinces)s) AND t.unit_id = ANY(%(units)s)
    AND t.day >= %(first_day)s AND t.day <= %(last_day)s
  UNION ALL
  SELECT j.unit_id, d.field, d.procedure_code, d.channel, {FIGURE}, -1
  FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
  WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(units)s) AND j.at >= %(end)s AND j.at < %(midnight)s
    AND ({_COUNTS})"""
