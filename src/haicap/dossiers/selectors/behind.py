"""The dossiers behind a figure: the same journal rows that `figures` counts, as a condition of a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from haicap.dossiers.contract import Period, View
from haicap.dossiers.models.clauses import Clause, either
from haicap.dossiers.selectors.flows import FLOWS, counted_ones, counts
from haicap.dossiers.selectors.periods import past_part
from haicap.dossiers.selectors.places import places_of
from haicap.dossiers.selectors.standing import STANDING, STANDING_AS, STOCKS
from haicap.kernel.errors import refuse
from haicap.territory.contract import UnitId

_NAMED = re.compile(r"%\((\w+)\)s")


def behind(
    figures: Iterable[str],
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
    return either(_behind_one(figure, view, scope) for figure in sorted(figures))


def _behind_one(figure: str, view: View, scope: Mapping[str, Any]) -> Clause:
    if figure == "carried_over":
        return among(f"SELECT id FROM ({STANDING[view]}) o", {**scope, "instant": scope["start"]})
    if figure in STOCKS:
        at_end = {**scope, "instant": scope["end"]}
        return among(f"SELECT o.id FROM {STANDING_AS[view]} WHERE {STOCKS[figure]}", at_end)
    if figure not in FLOWS:
        raise refuse("dossier.figure_unknown", field="figures", figure=figure)
    return among(counted_ones(view, figure), scope) if figure in counts(view) else Clause("FALSE")


def among(query: str, values: Mapping[str, Any]) -> Clause:
    """`id IN (query)`: a clause takes values by place, our queries name them."""
    places = tuple(values[name] for name in _NAMED.findall(query))
    return Clause(f"dossiers_dossier.id IN ({_NAMED.sub('%s', query)})", places)
