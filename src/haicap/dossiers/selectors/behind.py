"""The dossiers behind a figure: the same journal rows that `figures` counts, as a condition of a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from haicap.dossiers.contract import Period
from haicap.dossiers.selectors.figures import FLOWS, STANDING, STANDING_AS, STOCKS
from haicap.dossiers.selectors.periods import bounds
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
) -> Q:
    """Dossiers that one of `figures` (names of `Figures`) of `units` counts in `period`.

    A dossier that came to the same unit twice in a period is two entries and one row. Refuses
    `dossier.figure_unknown`.
    """
    start, end = bounds(period)
    end = max(start, min(end, now))
    scope = {"provinces": list(provinces), "units": list(units), "start": start, "end": end}
    return reduce(or_, (_behind_one(figure, scope) for figure in sorted(figures)))


def _behind_one(figure: str, scope: Mapping[str, Any]) -> Q:
    if figure == "carried_over":
        return _among(f"SELECT id FROM ({STANDING}) o", {**scope, "instant": scope["start"]})
    if figure in STOCKS:
        at_end = {**scope, "instant": scope["end"]}
        return _among(f"SELECT o.id FROM {STANDING_AS} WHERE {STOCKS[figure]}", at_end)
    if figure not in FLOWS:
        raise refuse("dossier.figure_unknown", field="figures", figure=figure)
    return _among(
        f"""SELECT j.dossier_id FROM dossiers_journal j WHERE j.province = ANY(%(provinces)s)
            AND j.unit_id = ANY(%(units)s) AND j.at >= %(start)s AND j.at < %(end)s AND {FLOWS[figure]}""",
        scope,
    )


def _among(query: str, values: Mapping[str, Any]) -> Q:
    """`id IN (query)`; Django takes values by place, our queries name them."""
    places = [values[name] for name in _NAMED.findall(query)]
    sql = f"dossiers_dossier.id IN ({_NAMED.sub('%s', query)})"
    return Q(RawSQL(sql, places, output_field=BooleanField()))  # noqa: S611 - the text is ours, values stay apart
