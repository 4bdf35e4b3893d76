"""The figures of a period, counted from the journal: what came in, what became of it, what is still open.

Flows are journal entries of the period, counted by day as they were written; stocks are counted from where each dossier
stood at an instant. They come from different rows, so their identity is a proof and not a tautology (law I-C1).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import FigureRow, Figures, Period, View
from haicap.dossiers.selectors.flows import entries, tallied
from haicap.dossiers.selectors.groupings import told_apart
from haicap.dossiers.selectors.periods import counted_days
from haicap.dossiers.selectors.places import unit_of_places
from haicap.dossiers.selectors.standing import STANDING, STOCK
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId

# what figures can be told apart by, and the column of it
GROUPS = {
    "unit": "place_id",
    "field": "field",
    "procedure": "procedure_code",
    "channel": "channel",
    "officer": "holder_id",
    "step": "step_role",
}
# holders and steps change: only entries tell them
_TALLIED = frozenset({"unit", "field", "procedure", "channel"})


def figures(
    *,
    actor: Actor,
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    by: str = "",
    view: View = View.COMPETENT,
) -> tuple[FigureRow, ...]:
    """Figures of what `units` (with those merged into them) are competent for or, in that view, received, for the local
    days of `period`, grouped `by` a key of GROUPS, in one row where it is empty.

    `now` is the present moment, or a past one to be told as of: only what had happened by then counts, and officer
    and step are where the dossiers lay then. Stocks are those at the end of the period, or at `now` where the period is
    not over. Labels repeat the keys: the caller knows names. Counts hold no personal data; the actor gives the
    province.
    """
    return figures_by(actor=actor, units=units, period=period, now=now, by=(by,), view=view)[by]


def figures_by(
    *,
    actor: Actor,
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    by: Sequence[str],
    view: View = View.COMPETENT,
) -> Mapping[str, tuple[FigureRow, ...]]:
    """`figures` for each of `by`, read at once, so that they are sums of the same."""
    behind = organisation.units_behind(units)
    told = count_figures(
        provinces=sorted(actor.provinces), units=sorted(behind), period=period, now=now, by=by, view=view
    )
    heads = {int(unit): head for unit, head in behind.items()}
    return {each: _under(rows, heads) if each == "unit" else rows for each, rows in told.items()}


def _under(rows: Sequence[FigureRow], heads: Mapping[int, UnitId]) -> tuple[FigureRow, ...]:
    """What lies at a place counts under its head: of merged units the unit asked for, of bodies their unit."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[str(heads[int(row.key)]) if row.key else ""].update(asdict(row.figures))
    return tuple(FigureRow(key, key, Figures(**told)) for key, told in sorted(sums.items()))


def count_figures(
    *,
    provinces: Sequence[str],
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    by: Sequence[str],
    view: View = View.COMPETENT,
) -> Mapping[str, tuple[FigureRow, ...]]:
    """`figures_by` of exactly these units, without an actor: for the laws that prove them. One statement."""
    places = unit_of_places(units, view)
    scope = {"provinces": list(provinces), "places": sorted(places), "now": now}
    counted: dict[str, dict[str, dict[str, int]]] = {each: {} for each in by}
    for each, key, figure, count in _rows(_statement(by, view), scope | counted_days(period, now)):
        counted[each].setdefault(key, {})[figure] = count
    told = {each: _figure_rows(counts) for each, counts in counted.items()}
    return {each: _under(rows, places) if each == "unit" else rows for each, rows in told.items()}


def _figure_rows(counted: Mapping[str, Mapping[str, int]]) -> tuple[FigureRow, ...]:
    rows = tuple(FigureRow(key, key, Figures(**counted[key])) for key in sorted(counted))
    return rows or (FigureRow("", "", Figures()),)


def _statement(by: Sequence[str], view: View) -> str:
    """Flows and both stocks, told apart `by` each of these: one statement reads them at one instant."""
    columns = [GROUPS[each] for each in by if each]
    flows = tallied(view) if _TALLIED.issuperset(filter(None, by)) else entries(view)
    standing = f"({STANDING[view]}) o"
    sources = (
        _summed(columns, "o.figure", "sum(o.entries)", f"({flows}) o"),
        _summed(columns, "'carried_over'", "count(*)", standing.replace("(instant)", "(start)")),
        _summed(columns, STOCK, "count(*)", standing).replace("(instant)", "(end)"),
    )
    selected, sets = told_apart(by, GROUPS, "figure")
    return f"SELECT {selected}, figure, sum(entries)::integer FROM ({' UNION ALL '.join(sources)}) o {sets}"


def _summed(columns: Sequence[str], figure: str, entries: str, rows: str) -> str:
    """Rows added up under all they are told apart by: few are left to be told apart in several ways."""
    keys = "".join(f"o.{column}, " for column in columns)
    places = ", ".join(str(place + 1) for place in range(len(columns) + 1))
    return f"SELECT {keys}{figure} AS figure, {entries} AS entries FROM {rows} GROUP BY {places}"


def _rows(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
