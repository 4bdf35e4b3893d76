"""Flows told apart by time: weeks of a chart, communes by week, fields by commune.

What units own is counted from the tally, like every flow (decision 0016); what is narrowed by anything else, from the
rows of its list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import ListFilter, Period, View
from haicap.dossiers.models.dossier import scope_of
from haicap.dossiers.selectors.conditions import narrowed
from haicap.dossiers.selectors.figures import GROUPS
from haicap.dossiers.selectors.flows import tallied
from haicap.dossiers.selectors.hands import ACTED, acted_values
from haicap.dossiers.selectors.periods import counted_days
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId
from haicap.territory.contract import UnitId

_LOCAL = "({} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


def flows(
    *,
    actor: Actor,
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    by: Sequence[str] = (),
    days: int = 0,
    names: Sequence[str] = (),
    recorded: frozenset[UnitId] = frozenset(),
) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """What happened in the local days of `period`, told apart by `by` (unit, field, procedure, channel) and, where
    `days` are given, by steps of so many days: the step's number comes last in the key. Figures are named as in
    `Figures`, only `names` where some are given; what is zero is missing. `units` count with those merged into them;
    `recorded` counts exactly these.

    One statement over the tally. Counts hold no personal data; the actor gives the province.
    """
    behind = {unit: unit for unit in recorded} or organisation.units_behind(units)
    return _flows(sorted(actor.provinces), behind, period=period, now=now, by=by, days=days, names=names)


def public_flows(
    *,
    province_code: str,
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    by: Sequence[str] = (),
    days: int = 0,
    names: Sequence[str] = (),
) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """`flows` of a province's units without an actor, for pages anybody may read.

    Small counts may tell who somebody is: whoever publishes them keeps those back.
    """
    behind = organisation.units_behind(units)
    return _flows([province_code], behind, period=period, now=now, by=by, days=days, names=names)


def first_days() -> dict[str, date]:
    """The first day that anything was counted on, by province; no actor, no personal data."""
    return dict(_rows("SELECT province, min(day) FROM dossiers_tally GROUP BY 1 ORDER BY 1", {}))


def _flows(
    provinces: Sequence[str],
    behind: Mapping[UnitId, UnitId],
    *,
    period: Period,
    now: datetime,
    by: Sequence[str],
    days: int,
    names: Sequence[str],
) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    columns = [f"o.{GROUPS[each]}" for each in by]
    if days:
        columns.append(f"(o.day - %(first_day)s::date) / {int(days)}")
    keys = "".join(f"{column}, " for column in columns)
    days_told = tallied(View.COMPETENT, names)
    sql = f"SELECT {keys}o.figure, sum(o.entries)::int FROM ({days_told}) o GROUP BY {keys}o.figure"
    scope = {"provinces": list(provinces), "places": sorted(behind)}
    told: dict[tuple[str, ...], Counter[str]] = {}
    for *key, figure, count in _rows(sql, scope | counted_days(period, now)):
        if "unit" in by:
            key[by.index("unit")] = behind[UnitId(key[by.index("unit")])]
        told.setdefault(tuple(map(str, key)), Counter())[figure] += count
    return told


def settled_by_step(
    *,
    actor: Actor,
    filter: ListFilter,  # noqa: A002
    period: Period,
    days: int,
    now: datetime,
) -> Mapping[tuple[int, str], int]:
    """How many of a list were settled in each step of so many days, by class (a value of `Timeliness`).

    The list of a step is `filter` with `settled` and `timeliness`.
    """
    found = narrowed(actor, replace(filter, settled=period), now)
    step = f"({_LOCAL.format('settled_at')} - %s::date) / {int(days)}"
    sql = f"SELECT {step}, timeliness, count(*) FROM {found.table.sql} WHERE {found.where.sql} GROUP BY 1, 2"
    values = (period.start, *found.table.values, *found.where.values)
    return {(step, name): count for step, name, count in _rows(sql, values)}


def acted_by_day(*, actor: Actor, period: Period) -> Mapping[date, int]:
    """How many dossiers the actor did something to on each day; the list of a day is `ListFilter(acted=…)`."""
    scope = scope_of(actor)
    sql = f"""SELECT a.day, count(*) FROM (SELECT DISTINCT dossier_id, {_LOCAL.format("at")} AS day FROM ({ACTED}) s) a
      JOIN dossiers_dossier ON dossiers_dossier.id = a.dossier_id WHERE {scope.sql} GROUP BY 1"""
    return dict(_rows(sql, (*acted_values(actor, period), *scope.values)))


def received_by_hand(*, actor: Actor, filter: ListFilter, now: datetime) -> Mapping[AppointmentId, int]:  # noqa: A002
    """Who took in how many of a list; the list of each is `filter` with `receiver` (0: carried in from elsewhere)."""
    found = narrowed(actor, filter, now)
    sql = f"""SELECT coalesce(j.appointment_id, 0), count(*)
      FROM (SELECT id FROM {found.table.sql} WHERE {found.where.sql}) d
      JOIN dossiers_journal j ON j.dossier_id = d.id AND j.seq = 1 GROUP BY 1"""
    return {
        AppointmentId(key): count for key, count in _rows(sql, (*found.table.values, *found.where.values))
    }


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
