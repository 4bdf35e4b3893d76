"""The dossiers behind a figure: the same journal rows that `figures` counts, as a condition of a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from haicap.dossiers.contract import Period
from haicap.dossiers.models.clauses import Clause, either
from haicap.dossiers.selectors.flows import FLOWS
from haicap.dossiers.selectors.periods import past_part
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
) -> Clause:
    """Dossiers that one of `figures` (names of `Figures`) of `units` counts in `period`.

    A dossier that came to the same unit twice in a period is two entries and one row. Refuses
    `dossier.figure_unknown`.
    """
    start, end = past_part(period, now)
    scope = {"provinces": list(provinces), "units": list(units), "start": start, "end": end, "now": now}
    return either(_behind_one(figure, scope) for figure in sorted(figures))


def _behind_one(figure: str, scope: Mapping[str, Any]) -> Clause:
    if figure == "carried_over":
        return among(f"SELECT id FROM ({STANDING}) o", {**scope, "instant": scope["start"]})
    if figure in STOCKS:
        at_end = {**scope, "instant": scope["end"]}
        return among(f"SELECT o.id FROM {STANDING_AS} WHERE {STOCKS[figure]}", at_end)
    if figure not in FLOWS:
        raise refuse("dossier.figure_unknown", field="figures", figure=figure)
    return among(
        f"""SELECT j.dossier_id FROM dossiers_journal j WHERE j.province = ANY(%(provinces)s)
            AND j.unit_id = ANY(%(units)s) AND j.at >= %(start)s AND j.at < %(end)s AND {FLOWS[figure]}""",
        scope,
    )


def among(query: str, values: Mapping[str, Any]) -> Clause:
    """`id IN (query)`: a clause takes values by place, our queries name them."""
    places = tuple(values[name] for name in _NAMED.findall(query))
    return Clause(f"dossiers_dossier.id IN ({_NAMED.sub('%s', query)})", places)
