"""The figures of a period, counted from the journal: what came in, what became of it, what is still open.

Flows are journal entries of the period, counted by day as they were written; stocks are counted from where each dossier
stood at an instant. They come from different rows, so their identity is a proof and not a tautology (law I-C1).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from haicap.dossiers.contract import FigureRow, Figures, Period
from haicap.dossiers.selectors.flows import ENTRIES, TALLIED
from haicap.dossiers.selectors.periods import bounds, past_part
from haicap.dossiers.selectors.standing import STANDING, STANDING_AS, STOCKS
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId

# what figures can be told apart by, and the column of it
GROUPS = {
    "unit": "unit_id",
    "field": "field",
    "procedure": "procedure_code",
    "channel": "channel",
    "officer": "holder_id",
}


def figures(
    *, actor: Actor, units: Sequence[UnitId], period: Period, now: datetime, by: str = ""
) -> tuple[FigureRow, ...]:
    """Figures of the competent `units` (with those merged into them) for the local days of `period`, grouped `by` a key
    of GROUPS, in one row where it is empty.

    `now` is the present moment, or a past one to be told as of: only what had happened by then counts, and officers
    are those who held the dossiers then. Stocks are those at the end of the period, or at `now` where the period is
    not over. Labels repeat the keys: the caller knows names. Counts hold no personal data; the actor gives the
    province.
    """
    return figures_by(actor=actor, units=units, period=period, now=now, by=(by,))[by]


def figures_by(
    *, actor: Actor, units: Sequence[UnitId], period: Period, now: datetime, by: Sequence[str]
) -> Mapping[str, tuple[FigureRow, ...]]:
    """`figures` for each of `by`, read at once, so that they are sums of the same."""
    behind = organisation.units_behind(units)
    told = count_figures(
        provinces=sorted(actor.provinces), units=sorted(behind), period=period, now=now, by=by
    )
    return {each: _on_todays_map(rows, behind) if each == "unit" else rows for each, rows in told.items()}


def _on_todays_map(rows: Sequence[FigureRow], behind: Mapping[UnitId, UnitId]) -> tuple[FigureRow, ...]:
    """What merged units hold counts under the unit asked for."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[str(behind[UnitId(int(row.key))]) if row.key else ""].update(asdict(row.figures))
    return tuple(FigureRow(key, key, Figures(**told)) for key, told in sorted(sums.items()))


def count_figures(
    *, provinces: Sequence[str], units: Sequence[UnitId], period: Period, now: datetime, by: Sequence[str]
) -> Mapping[str, tuple[FigureRow, ...]]:
    """`figures_by` of exactly these units, without an actor: for the laws that prove them. One statement."""
    start, end = past_part(period, now)
    last_day = local_day(end - timedelta(microseconds=1))
    midnight = bounds(Period(last_day, last_day))[1] if last_day >= period.start else end
    scope = {"provinces": list(provinces), "units": list(units), "start": start, "end": end, "now": now}
    days = {"first_day": period.start, "last_day": last_day, "midnight": midnight}
    counted: dict[str, dict[str, dict[str, int]]] = {each: {} for each in by}
    for each, key, counts in _rows(_statement([each for each in by if each]), scope | days):
        if each in counted:
            counted[each].setdefault(key, {}).update(json.loads(counts))
    return {
        each: tuple(FigureRow(key, key, Figures(**told[key])) for key in sorted(told))
        or (FigureRow("", "", Figures()),)
        for each, told in counted.items()
    }


def _statement(keys: Sequence[str]) -> str:
    """Flows and both stocks, each for every one of `keys` and in all: one statement reads them at one instant."""
    stocks = ", ".join(f"'{name}', count(*) FILTER (WHERE {condition})" for name, condition in STOCKS.items())
    source = ENTRIES if "officer" in keys else TALLIED
    return " UNION ALL ".join(
        (
            _counted("'carried_over', count(*)", f"({STANDING}) o", keys).replace("(instant)", "(start)"),
            _counted("o.figure, sum(o.entries)", f"({source}) o", keys, each="o.figure"),
            _counted(stocks, STANDING_AS, keys).replace("(instant)", "(end)"),
        )
    )


def _counted(counts: str, rows: str, keys: Sequence[str], *, each: str = "") -> str:
    """Rows of which key told them apart, its value and the counts; a column told apart by no more is null."""
    columns = [f"o.{GROUPS[key]}" for key in keys]
    which = "".join(f" WHEN GROUPING({c}) = 0 THEN '{key}'" for key, c in zip(keys, columns, strict=True))
    values = ", ".join(f"{column}::text" for column in columns)
    told = f"CASE{which} ELSE '' END, coalesce({values}, '')" if keys else "'', ''"
    sets = ", ".join(f"({', '.join(filter(None, (column, each)))})" for column in [*columns, ""])
    return f"SELECT {told}, jsonb_build_object({counts}) FROM {rows} GROUP BY GROUPING SETS ({sets})"


def _rows(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
