"""The morning board of a commune: what waits, what is late, what the month has brought, who carries how much."""

from dataclasses import dataclass, replace
from datetime import date

from haicap.desk.web.boards import lines
from haicap.desk.web.boards.page import Context, board, kept, month, of_units
from haicap.desk.web.boards.readiness import signing
from haicap.desk.web.boards.scope import Scope
from haicap.desk.web.office import filters
from haicap.desk.web.office.described import FIGURES
from haicap.desk.web.office.maps import BEFORE_REFORM, MAP, communes_on, map_day, on_map
from haicap.dossiers.contract import ListFilter, Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Actor, Role
from haicap.organisation.web.access import OfficialRequest
from haicap.reporting import api as reporting
from haicap.reporting.contract import Compared, Declaration
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

LEADERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.DIVISION_HEAD)
OF_EVENTS = "su-kien"  # the map on which every dossier lies in the unit of its own day


@dataclass(frozen=True, slots=True)
class Beside:
    """What a unit declared, and for each figure our own count with the query of its list."""

    declaration: Declaration
    rows: tuple[tuple[Compared, str], ...]


@board("desk/boards/commune.html", *LEADERS, *PROVINCE_WIDE_ROLES)
def commune(request: OfficialRequest) -> Context:
    """One commune: one's own; for the province's leaders `?don-vi=` the one they choose, on the map of `?dia-gioi=`."""
    wide = request.actor.whole_province
    day = map_day(request.GET) if wide else None
    communes = communes_on(request.actor, day) if wide else []
    unit = _unit(request, communes)
    scope, divided = _scope(request, unit, day)
    today_only: Context = {"counters": [], "signing": None, "beside": None}
    if day is None:
        today_only = {
            "counters": _counters(scope, unit),
            "signing": signing(),
            "beside": _beside(request.actor, unit.code),
        }
    return {
        **of_units(scope),
        **_of_map(request, scope),
        **today_only,
        "unit": unit,
        "kept": kept(request),
        "read_on": day,
        "officers": lines.by_officer(scope),
        "communes": communes,
        "divided": divided,
    }


def _scope(request: OfficialRequest, unit: UnitCard, day: date | None) -> tuple[Scope, tuple[UnitCard, ...]]:
    """What a commune's board counts on the map of `day` (None: today's), and the units the law divided."""
    period, now, base = month(request), clock.now(), ListFilter(unit=unit.code)
    if day is None:
        return Scope(request.actor, base, (unit.unit_id,), period, now), ()
    end = min(period.end, clock.today())
    read, found = on_map(request.actor, replace(base, period=Period(period.start, end)), day)
    recorded = tuple(sorted(found.recorded))
    return Scope(request.actor, replace(read, period=None), recorded, period, now), found.divided


def _unit(request: OfficialRequest, communes: list[UnitCard]) -> UnitCard:
    """The commune asked for, else the first; nobody but the province's leaders may ask for another than their own.

    Refuses `territory.unknown_unit`; a code that only today's map knows leads to the first of the other map.
    """
    asked = request.GET.get("don-vi", "")
    if not request.actor.whole_province:
        return territory.require_unit(
            organisation.agency(request.actor.committee_id).unit_code, clock.today()
        )
    if asked and not request.GET.get(MAP):
        return territory.require_unit(asked, clock.today())
    return next((card for card in communes if card.code == asked), communes[0])


def _of_map(request: OfficialRequest, scope: Scope) -> Context:
    """Figures by unit on the map asked for (`?ban-do=su-kien`, or a day); nothing where none was asked for.

    Refuses `desk.filter_unreadable`.
    """
    asked = request.GET.get("ban-do", "")
    days: Context = {"before_reform": BEFORE_REFORM, "present": clock.today()}
    if not asked:
        return {**days, "map_of": "", "map_day": None, "map_lines": ()}
    day = None
    if asked != OF_EVENTS:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            raise refuse("desk.filter_unreadable", field="ban-do", name="ban-do", value=asked[:20]) from None
    heads = [FIGURES[name] for name in lines.ON_MAP]
    return {
        **days,
        "map_of": asked,
        "map_day": day,
        "map_lines": lines.by_map(scope, day),
        "map_heads": heads,
    }


def _counters(scope: Scope, unit: UnitCard) -> list[lines.Load]:
    """The load of the commune's own centre; nothing where another body's counters serve the commune."""
    try:
        centre = organisation.centre_of_unit(unit.unit_id)
    except RefusalError:
        return []
    return lines.by_counter(scope, centre.id, scope.period)


def _beside(actor: Actor, code: str) -> Beside | None:
    declaration = reporting.declared(code)
    if declaration is None:
        return None
    rows = reporting.compared(actor=actor, declaration=declaration, now=clock.now())
    return Beside(declaration, tuple((row, _query(code, declaration, row)) for row in rows))


def _query(code: str, declaration: Declaration, row: Compared) -> str:
    asked = ListFilter(unit=code, figures=frozenset(row.figure.counts), period=declaration.beside)
    return filters.address(asked)
