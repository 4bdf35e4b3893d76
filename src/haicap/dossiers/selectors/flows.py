"""What happened in a period, as SQL: entries of the journal, counted by day as they were written (the tally)."""

from collections.abc import Iterable, Mapping

from haicap.dossiers.contract import Action, View
from haicap.dossiers.selectors.standing import HOLDER, STEP
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
TRANSFERS = ("transferred_in", "transferred_out")

# the figure that counts an entry; dossiers_figure() of sql/tally.sql says the same, and law I-C4 that it does
FIGURE = "CASE " + " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in FLOWS.items()) + " END"


def counts(view: View) -> dict[str, str]:
    """The flows there are in `view`: a dossier never leaves the counter that received it."""
    passing = TRANSFERS if view is View.RECEIVED else ()
    return {name: condition for name, condition in FLOWS.items() if name not in passing}


# entries (j) of the places from `start` on and before `end`; a counter's dossiers (d) come in and end once each
_ENTRIES = {
    View.COMPETENT: """dossiers_journal j {dossier} WHERE j.province = ANY(%(provinces)s)
    AND j.unit_id = ANY(%(places)s) AND j.at >= %({start})s AND j.at < %({end})s""",
    View.RECEIVED: """dossiers_dossier d JOIN dossiers_journal j ON j.dossier_id = d.id
  WHERE d.province = ANY(%(provinces)s) AND d.received_by_id = ANY(%(places)s)
    AND (d.received_at >= %({start})s AND d.received_at < %({end})s
      OR d.closed_at >= %({start})s AND d.closed_at < %({end})s)
    AND j.at >= %({start})s AND j.at < %({end})s""",
}


def counted_ones(view: View, figure: str) -> str:
    """The dossiers of the period's entries that `figure` (a name of `counts(view)`) counts."""
    entries = _ENTRIES[view].format(dossier="", start="start", end="end")
    return f"SELECT j.dossier_id FROM {entries} AND {FLOWS[figure]}"


def entries(view: View) -> str:
    """Entry by entry, with whoever holds the dossier and the step at which it lies when the figures are told."""
    told = f"1 AS entries, {HOLDER} AS holder_id, {STEP} AS step_role"
    return _told(view, ("start", "end"), told, counts(view))


def tallied(view: View, names: Iterable[str] = ()) -> str:
    """Whole days less what the last of them holds from the end of the period on; `names` only, where some are given."""
    known = counts(view)
    asked = {name: known[name] for name in names} or known
    wanted = ", ".join(f"'{name}'" for name in asked)
    kept = "" if asked == FLOWS else f" AND t.figure IN ({wanted})"
    return f"""SELECT t.{PLACES[view]} AS place_id, t.field, t.procedure_code, t.channel, t.figure, t.entries, t.day
  FROM dossiers_tally t
  WHERE t.province = ANY(%(provinces)s) AND t.{PLACES[view]} = ANY(%(places)s)
    AND t.day >= %(first_day)s AND t.day <= %(last_day)s{kept}
  UNION ALL {_told(view, ("end", "midnight"), "-1, %(last_day)s::date", asked)}"""


# whose dossiers are counted: a column of dossiers, journal (competent) and tally
PLACES = {View.COMPETENT: "unit_id", View.RECEIVED: "received_by_id"}


def _told(view: View, span: tuple[str, str], more: str, asked: Mapping[str, str]) -> str:
    """Entries from the one instant up to the other that one of `asked` counts, with `more` of each."""
    place = {View.COMPETENT: "j.unit_id", View.RECEIVED: "d.received_by_id"}[view]
    known = _ENTRIES[view].format(
        dossier="JOIN dossiers_dossier d ON d.id = j.dossier_id", start=span[0], end=span[1]
    )
    return f"""SELECT {place} AS place_id, d.field, d.procedure_code, d.channel, {FIGURE} AS figure, {more}
  FROM {known} AND ({" OR ".join(f"({condition})" for condition in asked.values())})"""
