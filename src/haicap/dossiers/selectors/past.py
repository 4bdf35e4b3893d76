"""Dossiers as they stood at an instant: what a list reads from instead of the table.

A row is the fold of its journal (law I-C3), so what has not moved since the instant stands in the row as it stood
then; only what moved later is folded again, from its entries before the instant. What a dossier may be found by or
read by (scope, words) is asked of today's row: rights are those of today.
"""

from collections.abc import Sequence
from datetime import datetime

from haicap.dossiers.contract import Action
from haicap.dossiers.models.clauses import Clause, every
from haicap.dossiers.models.ledger import FOLDED, folded
from haicap.dossiers.selectors.cards import CardRow
from haicap.territory.contract import UnitId

_TOLD = (*CardRow._fields, "unit_id", "closed_at", "stops")
_COLUMNS = ", ".join(f"dossiers_dossier.{name}" for name in _TOLD)

# a deadline recounted since was provisional: nothing else is recounted
_RENEWED = {
    "version": "f.entries::integer",
    "provisional": "coalesce((f.state->>'provisional')::boolean, provisional OR f.recounted)",
}


def _then(column: str) -> str:
    if column in FOLDED:
        return f"{folded(column, FOLDED[column])} AS {column}"
    return f"{_RENEWED.get(column, f'dossiers_dossier.{column}')} AS {column}"


_THEN = ", ".join(_then(column) for column in _TOLD)

_STORY = f"""CROSS JOIN LATERAL (
    SELECT dossiers_fold(j.changes ORDER BY j.seq) FILTER (WHERE j.at < %s) AS state,
      count(*) FILTER (WHERE j.at < %s) AS entries,
      coalesce(bool_or(j.action = '{Action.RECOUNT}') FILTER (WHERE j.at >= %s), false) AS recounted
    FROM dossiers_journal j WHERE j.dossier_id = dossiers_dossier.id) f"""


def dossiers_at(instant: datetime, readable: Clause, units: Sequence[UnitId] = ()) -> Clause:
    """What stands after FROM: a table of the same name, of the dossiers that were there at `instant` and are
    `readable`, with the columns lists ask for as they were.

    Where a list asks for `units` alone, only those that lie or lay there are folded.
    """
    stood = every([readable, Clause("last_at < %s", (instant,))])
    since = Clause("last_at >= %s AND received_at < %s", (instant, instant))
    moved = every([readable, since, *([_ever_at(units)] if units else [])])
    sql = f"""(SELECT {_COLUMNS} FROM dossiers_dossier WHERE {stood.sql}
  UNION ALL SELECT {_THEN} FROM dossiers_dossier {_STORY} WHERE {moved.sql}) dossiers_dossier"""
    return Clause(sql, (*stood.values, *[instant] * 3, *moved.values))


def _ever_at(units: Sequence[UnitId]) -> Clause:
    """Those that lie with one of `units` or were passed on by it: nothing else can have lain there."""
    asked = sorted(units)
    left = "SELECT j.dossier_id FROM dossiers_journal j WHERE j.unit_id = ANY(%s) AND j.action = "
    return Clause(
        f"(unit_id = ANY(%s) OR dossiers_dossier.id = ANY(ARRAY({left}'{Action.TRANSFER_OUT}')))",
        (asked, asked),
    )
