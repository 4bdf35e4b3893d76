"""The boards of the province: all of it at a glance, its communes in a league, its fields by commune.

The glance costs the same few statements however many dossiers there are (decision 0016): what is shown twice is
asked once.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from haicap.desk.web.boards import lines, weeks
from haicap.desk.web.boards.numbers import SETTLED, month_of
from haicap.desk.web.boards.page import Context, board, kept, month, of_month, of_units
from haicap.desk.web.boards.readiness import signing
from haicap.desk.web.boards.scope import Scope
from haicap.desk.web.boards.tiles import district_of, districts, drawn
from haicap.desk.web.office.words import Words
from haicap.dossiers.contract import ListFilter
from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.text import sort_key
from haicap.organisation.contract import PROVINCE_WIDE_ROLES
from haicap.organisation.web.access import OfficialRequest
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.charts.lines import spark

SHOWN: dict[str, Words] = {"overdue": _("Quá hạn"), "open": _("Đang xử lý"), "awaiting": _("Chờ công dân")}


@dataclass(frozen=True, slots=True)
class Placed:
    """A commune in the league: `place` from 1 (None: nothing settled), `climbed` since the month before (None: new)."""

    line: lines.Line
    place: int | None
    climbed: int | None
    spark: str

    @property
    def fell(self) -> int:
        """By how many places."""
        return -(self.climbed or 0)


@board("desk/boards/province.html", *PROVINCE_WIDE_ROLES)
def province(request: OfficialRequest) -> Context:
    """The whole province: now, thirteen weeks, the month, its communes as tiles, its fields."""
    scope, unit, communes = scope_of(request)
    shown = _shown(request)
    return {
        **of_units(scope),
        "unit": unit,
        "kept": kept(request),
        "signing": signing(),
        "districts": districts(communes, lines.by_unit(scope, communes), shown),
        "shown": shown,
        "showable": SHOWN,
    }


@board("desk/boards/map.html", *PROVINCE_WIDE_ROLES)
def outlines(request: OfficialRequest) -> Context:
    """The communes by their boundaries, where these were loaded, and as tiles: the same numbers twice."""
    scope, unit, communes = scope_of(request)
    shown = _shown(request)
    told = districts(communes, lines.by_unit(scope, communes), shown)
    return {
        "unit": unit,
        "districts": told,
        "map": drawn(communes, told),
        "shown": shown,
        "showable": SHOWN,
    }


@board("desk/boards/league.html", *PROVINCE_WIDE_ROLES)
def league(request: OfficialRequest) -> Context:
    """Every commune beside the others, kept in time most first; `?huyen=` those of an old district."""
    scope, unit, communes = scope_of(request)
    homes = {card.code: district_of(card) for card in communes}
    wanted = request.GET.get("huyen", "")
    chosen = [unit, *communes] if not wanted else [card for card in communes if homes[card.code] == wanted]
    return {
        **of_month(scope.period),
        "unit": unit,
        "placed": _placed(scope, [unit, *communes], {card.code for card in chosen}),
        "district": wanted,
        "districts": sorted({home for home in homes.values() if home}, key=sort_key),
    }


def _placed(scope: Scope, units: list[UnitCard], chosen: set[str]) -> list[Placed]:
    """The chosen units with their places among all."""
    weekly = weeks.flows(scope, by=("unit",))
    before = scope.flows(month_of(scope.period.start - timedelta(days=1)), SETTLED, by=("unit",))
    then = _places({key[0]: [told.get(name, 0) for name in SETTLED] for key, told in before.items()})
    ids = {card.code: str(card.unit_id) for card in units}
    rows = lines.by_unit(scope, units)
    now = _places({ids[line.code]: [number.value for number in line.settled] for line in rows})
    placed = []
    for line in rows:
        if line.code in chosen:
            key = ids[line.code]
            place, was = now.get(key), then.get(key)
            climbed = was - place if was is not None and place is not None else None
            placed.append(Placed(line, place, climbed, spark(weeks.shares(weekly, key))))
    return sorted(placed, key=lambda each: (each.place is None, each.place or 0, sort_key(each.line.name)))


def _places(settled: dict[str, list[int]]) -> dict[str, int]:
    """Places from 1 by the share settled in time, of the same share by how many; nothing settled has no place."""
    worth = {key: ((each[0] + each[1]) / sum(each), sum(each)) for key, each in settled.items() if sum(each)}
    better = sorted(worth.values(), reverse=True)
    return {key: better.index(each) + 1 for key, each in worth.items()}


def scope_of(request: OfficialRequest) -> tuple[Scope, UnitCard, list[UnitCard]]:
    """The province and its communes in the month asked for; refuses `desk.filter_unreadable`."""
    unit = territory.require_unit(request.actor.province_code, clock.today())
    communes = list(territory.communes_of(request.actor.province_code, clock.today()))
    ids = (unit.unit_id, *(card.unit_id for card in communes))
    return Scope(request.actor, ListFilter(), ids, month(request), clock.now()), unit, communes


def _shown(request: OfficialRequest) -> str:
    """What the tiles show (`?o=overdue`); refuses `desk.filter_unreadable`."""
    shown = request.GET.get("o", "overdue")
    if shown not in SHOWN:
        raise refuse("desk.filter_unreadable", field="o", name="o", value=shown[:20])
    return shown
