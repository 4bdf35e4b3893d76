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
_NAMED = re.compile(r"%\((\w+)\)s")


def behind(
    figures: Collection[str],
    *,
    provinces: Sequence[str],
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    view: View = View.COMPETENT,
) -> Clause:
    """Dossiers that one of `figures` (names of `Figures`) of `units` counts in `period`.

    A dossier that came to the same unit twice in a period is two entries and one row. Refuses
    `dossier.figure_unknown`.
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
    told = among(" UNION ALL ".join(queries), scope) if queries else Clause("FALSE")
    # said twice, for an index has them in order: a dossier was received when its entry says so
    came = "dossiers_dossier.received_at >= %s AND dossiers_dossier.received_at < %s"
    return every([Clause(came, (start, end)), told]) if set(figures) == RECEIVED else told


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


def among(query: str, values: Mapping[str, Any]) -> Clause:
    """`id IN (query)`: a clause takes values by place, our queries name them."""
    places = tuple(values[name] for name in _NAMED.findall(query))
    return Clause(f"dossiers_dossier.id IN ({_NAMED.sub('%s', query)})", places)
