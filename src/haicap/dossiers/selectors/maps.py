"""The figures of a period on the map of a day: of the event's units, or of the units of any day.

Records keep the unit of their day. On another map a unit counts whole for the one unit that the law made of it; what
the law divided (or joined, looking back) is never split among several: it stays a row of its own, with the units it
may belong to and, where somebody gave shares, how large those are. So the rows add up on every map.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from haicap.dossiers.contract import FigureRow, Figures, MapRow, Period, UnitOnMap, View
from haicap.dossiers.selectors.figures import count_figures
from haicap.kernel import clock
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory import api as territory
from haicap.territory.contract import Certainty, CrossPart, UnitCard, UnitId, UnitStateId

Key = tuple[UnitStateId, Certainty]
Place = Callable[[UnitId], tuple[UnitCard, Certainty, tuple[CrossPart, ...]]]


def figures_on_map(
    *,
    actor: Actor,
    units: Sequence[UnitId],
    period: Period,
    now: datetime,
    day: date | None,
    view: View = View.COMPETENT,
) -> tuple[MapRow, ...]:
    """Figures of what `units` own today (with those merged into them), or received, on the map of `day`, by code of
    the unit.

    `day` None: on that of the events, each unit as it stood at the period's end or last before. A row that is not
    certain (EXACT) is a unit of the events with the units of `day` it may belong to. Stocks as in `figures`. Rows have
    no scope but the actor's provinces: counts hold no personal data.
    """
    behind = sorted(organisation.units_behind(units))
    provinces = sorted(actor.provinces)
    rows = count_figures(provinces=provinces, units=behind, period=period, now=now, by=("unit",), view=view)[
        "unit"
    ]
    place = _of_events(period.end) if day is None else _of_day(period.end, day)
    sums: dict[Key, Counter[str]] = defaultdict(Counter)
    recorded: dict[Key, set[UnitId]] = defaultdict(set)
    told: dict[Key, tuple[UnitCard, Certainty, tuple[CrossPart, ...]]] = {}
    for row in rows:
        if row.key:
            unit, certainty, parts = place(UnitId(int(row.key)))
            key = (unit.state_id, certainty)
            told[key] = (unit, certainty, parts)
            recorded[key].add(UnitId(int(row.key)))
            sums[key].update(asdict(row.figures))
    return tuple(_rows(told, recorded, sums))


def figures_recorded(
    *,
    actor: Actor,
    recorded: Iterable[UnitId],
    period: Period,
    now: datetime,
    by: Sequence[str],
    view: View = View.COMPETENT,
) -> Mapping[str, tuple[FigureRow, ...]]:
    """`figures_by` of exactly the units under which records lie (those of rows of a map)."""
    units = sorted(recorded)
    return count_figures(
        provinces=sorted(actor.provinces), units=units, period=period, now=now, by=by, view=view
    )


def unit_on_map(*, actor: Actor, code: str, day: date, end: date) -> UnitOnMap:
    """The unit that carried `code` on `day`, with the units under which what is wholly its own lies.

    `end` is the last day of the records in question. Refuses `territory.unknown_unit`. Only what the actor's province
    owns today is looked through.
    """
    unit, today = territory.require_unit(code, day), local_day(clock.now())
    province = territory.require_unit(actor.province_code, today)
    communes = territory.communes_of(actor.province_code, today)
    place = _of_day(end, day)
    recorded: set[UnitId] = set()
    divided: list[UnitCard] = []
    for known in sorted(organisation.units_behind([province.unit_id, *(card.unit_id for card in communes)])):
        found, certainty, parts = place(known)
        if certainty is Certainty.EXACT and found.unit_id == unit.unit_id:
            recorded.add(known)
        elif any(part.unit.unit_id == unit.unit_id for part in parts):
            divided.append(found)
    return UnitOnMap(unit, day, frozenset(recorded), tuple(divided))


def _rows(
    told: Mapping[Key, tuple[UnitCard, Certainty, tuple[CrossPart, ...]]],
    recorded: Mapping[Key, set[UnitId]],
    sums: Mapping[Key, Counter[str]],
) -> list[MapRow]:
    rows = [
        MapRow(unit, Figures(**sums[key]), frozenset(recorded[key]), certainty, parts)
        for key, (unit, certainty, parts) in told.items()
    ]
    return sorted(rows, key=lambda row: (row.unit.province_code, row.unit.code, row.certainty))


def _of_events(end: date) -> Place:
    return lambda unit_id: (territory.last_card(unit_id, end), Certainty.EXACT, ())


def _of_day(end: date, day: date) -> Place:
    """A unit stands on `day`, or what it became or was made of does."""

    def place(unit_id: UnitId) -> tuple[UnitCard, Certainty, tuple[CrossPart, ...]]:
        then = territory.last_card(unit_id, end)
        parts = territory.crosswalk_of(then, day)
        if len(parts) == 1:
            return parts[0].unit, Certainty.EXACT, ()
        if not parts:
            return then, Certainty.UNDECIDED, ()
        guessed = any(part.certainty is Certainty.UNDECIDED for part in parts)
        return then, Certainty.UNDECIDED if guessed else Certainty.ESTIMATED, parts

    return place
