"""The map a unit's code is read on: today's, or that of a day before units were merged (`?dia-gioi=2025-06-30`).

On another day's map a unit's records are those that the law gave it whole; what it divided is named, never shared out.
"""

from dataclasses import replace
from datetime import date

from django.http import QueryDict

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, UnitOnMap
from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.organisation.contract import Actor
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId

BEFORE_REFORM = date(2025, 6, 30)  # the last day of the three-tier map (resolution 202/2025/QH15)
MAP = "dia-gioi"
_NOWHERE = frozenset({UnitId(0)})  # no unit: where nothing is wholly a unit's own, nothing is listed


def map_day(query: QueryDict) -> date | None:
    """The day of the map an address asks for, None for today's; refuses `desk.filter_unreadable`."""
    asked = query.get(MAP, "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        raise refuse("desk.filter_unreadable", field=MAP, name=MAP, value=asked[:20]) from None
    return None if day == clock.today() else day


def on_map(actor: Actor, asked: ListFilter, day: date) -> tuple[ListFilter, UnitOnMap]:
    """The filter with its unit read on the map of `day`, and that unit; refuses `territory.unknown_unit`."""
    end = asked.period.end if asked.period else clock.today()
    unit = dossiers.unit_on_map(actor=actor, code=asked.unit, day=day, end=end)
    return replace(asked, unit="", recorded=unit.recorded or _NOWHERE), unit


def communes_on(actor: Actor, day: date | None) -> list[UnitCard]:
    """The communes of today's province as they stand, or by code those its land lay in on the map of `day`."""
    today = territory.communes_of(actor.province_code, clock.today())
    if day is None:
        return list(today)
    parts = (part.unit for card in today for part in territory.crosswalk_of(card, day))
    return sorted({unit.code: unit for unit in parts}.values(), key=lambda unit: unit.code)
