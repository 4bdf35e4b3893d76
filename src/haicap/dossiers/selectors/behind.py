"""The dossiers behind a figure: the same journal rows that `figures` counts, as a condition of a list."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from haicap.dossiers.contract import Period, View
from haicap.dossiers.models.clauses import Clause, every
from haicap.dossiers.selectors.flows import FLOWS, counted_ones, counts
from haicap.dossiers.selectors.periods import past_part
from haicap.dossiers.selectors.places import places_of
from haicap.dossiers.selectors.standing import STANDING, STOCK, STOCKS
from haicap.kernel.errors import refuse
from haicap.territory.contract import UnitId

RECEIVED = frozenset({"received"})
NOTHING = Clause("SELECT NULL::uuid WHERE false")
_NAMED = re.compile(r"%\((\w+)\)s")


def counted(
    figures: Collection[str],
    *,
    provinces: Sequence[str],
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    view: View = View.COMPETENT,
) -> Clause:
    """A query of the dossiers that `figures` (names of `Figures`) of `units` count in `period`: each as often as it is
    counted, that is twice where it came to the same unit twice. Refuses `dossier.figure_unknown`.
    """
    start, end = past_part(period, now)
    scope = {
        "provinces": list(provinces),
        "places": places_of(units, view),
        "start": start,
        "end": end,
        "now": now,
    }
    # one set of ids: of several beside each other the planner reads the whole table
    queries = [query for figure in sorted(figures) if (query := _query(figure, view))]
    return by_place(" UNION ALL ".join(queries), scope) if queries else NOTHING


def behind(figures: Collection[str], found: Clause, span: tuple[datetime, datetime]) -> Clause:
    """What `counted` of `figures` has `found` between the instants of `span`, each once, as a condition of a list."""
    # said twice, for an index has them in order: a dossier was received when its entry says so
    came = "dossiers_dossier.received_at >= %s AND dossiers_dossier.received_at < %s"
    return every([Clause(came, span), among(found)]) if set(figures) == RECEIVED else among(found)


def entry_by_entry(table: Clause, where: Clause, found: Clause) -> Clause:
    """A table of the same name with those of its rows that a query of `counted` has found, as often as it has."""
    sql = f"""(SELECT dossiers_dossier.* FROM {table.sql}
      JOIN (SELECT id AS counted_id FROM ({found.sql}) ids(id)) counted ON counted_id = dossiers_dossier.id
      WHERE {where.sql}) dossiers_dossier"""
    return Clause(sql, (*table.values, *found.values, *where.values))


def _query(figure: str, view: View) -> str:
    """The ids that a figure counts; nothing where it counts none in this view."""
    if figure == "carried_over":
        return f"SELECT o.id FROM ({STANDING[view]}) o".replace("(instant)", "(start)")
    if figure in STOCKS:
        return f"SELECT o.id FROM ({STANDING[view]}) o WHERE {STOCK} = '{figure}'".replace(
            "(instant)", "(end)"
        )
    if figure not in FLOWS:
        raise refuse("dossier.figure_unknown", field="figures", figure=figure)
    return counted_ones(view, figure) if figure in counts(view) else ""


def by_place(query: str, values: Mapping[str, Any]) -> Clause:
    """A clause takes values by place, our queries name them."""
    return Clause(_NAMED.sub("%s", query), tuple(values[name] for name in _NAMED.findall(query)))


def among(query: Clause) -> Clause:
    """`id IN (query)`."""
    return Clause(f"dossiers_dossier.id IN ({query.sql})", query.values)
