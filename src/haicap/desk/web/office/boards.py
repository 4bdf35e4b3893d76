"""The morning boards of a commune and of the province: what waits, what is late, what the month has brought."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from haicap.desk.web.office import filters, numbers
from haicap.desk.web.office.described import FIGURES, span
from haicap.desk.web.office.maps import BEFORE_REFORM, MAP, communes_on, map_day, on_map
from haicap.dossiers.contract import ListFilter, Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Actor, Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting import api as reporting
from haicap.reporting.contract import Compared, Declaration
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.http import fragment, refusal

LEADERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.DIVISION_HEAD)
PROVINCE = tuple(PROVINCE_WIDE_ROLES)
MONTHS_BACK = 12
OF_EVENTS = "su-kien"  # the map on which every dossier lies in the unit of its own day


@dataclass(frozen=True, slots=True)
class Beside:
    """What a unit declared, and for each figure our own count with its list."""

    declaration: Declaration
    rows: tuple[tuple[Compared, str], ...]


@official_required(*LEADERS, *PROVINCE)
@require_safe
def commune(request: OfficialRequest) -> HttpResponse:
    """One commune: one's own; for the province's leaders `?don-vi=` the one they choose, on the map of `?dia-gioi=`."""
    try:
        day = map_day(request.GET) if request.actor.whole_province else None
        communes = communes_on(request.actor, day) if request.actor.whole_province else []
        unit = _unit(request, communes)
        scope, divided = _scope(request, unit, day)
        shared = _shared(request, unit, scope)
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        **shared,
        "officers": numbers.by_officer(scope),
        "communes": communes,
        "divided": divided,
        "beside": None if day else _beside(request.actor, unit.code),
    }
    return fragment(request, "desk/office/board.html", context)


@official_required(*PROVINCE)
@require_safe
def province(request: OfficialRequest) -> HttpResponse:
    """The whole province, and every commune beside the others."""
    now = clock.now()
    try:
        period = _month(request)
    except RefusalError as refused:
        return refusal(request, refused)
    unit = territory.require_unit(request.actor.province_code, clock.today())
    communes = communes_on(request.actor, None)
    ids = (unit.unit_id, *(card.unit_id for card in communes))
    scope = numbers.Scope(request.actor, ListFilter(), ids, period, now)
    try:
        shared = _shared(request, unit, scope)
    except RefusalError as refused:
        return refusal(request, refused)
    context = {**shared, "league": numbers.by_commune(scope, [unit, *communes])}
    return fragment(request, "desk/office/province.html", context)


def _scope(
    request: OfficialRequest, unit: UnitCard, day: date | None
) -> tuple[numbers.Scope, tuple[UnitCard, ...]]:
    """What a commune's board counts on the map of `day` (None: today's), and the units the law divided."""
    period, now, base = _month(request), clock.now(), ListFilter(unit=unit.code)
    if day is None:
        return numbers.Scope(request.actor, base, (unit.unit_id,), period, now), ()
    end = min(period.end, clock.today())
    read, found = on_map(request.actor, replace(base, period=Period(period.start, end)), day)
    recorded = tuple(sorted(found.recorded))
    return numbers.Scope(request.actor, replace(read, period=None), recorded, period, now), found.divided


def _shared(request: OfficialRequest, unit: UnitCard, scope: numbers.Scope) -> dict[str, object]:
    """What both boards show."""
    month, identity = numbers.month_numbers(scope)
    return {
        **_on_map(request, scope),
        "unit": unit,
        "read_on": map_day(request.GET) if request.actor.whole_province else None,
        "today": numbers.today_numbers(scope),
        "month": month,
        "identity": identity,
        "period": scope.period,
        "span": span(scope.period),
        "months": _months(),
        "fields": numbers.by_field(scope),
    }


def _on_map(request: OfficialRequest, scope: numbers.Scope) -> dict[str, object]:
    """Figures by unit on the map asked for (`?ban-do=su-kien`, or a day); nothing where none was asked for.

    Refuses `desk.filter_unreadable`.
    """
    asked = request.GET.get("ban-do", "")
    days = {"before_reform": BEFORE_REFORM, "present": clock.today()}
    if not asked:
        return {**days, "map_of": "", "map_day": None, "map_lines": ()}
    day = None
    if asked != OF_EVENTS:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            raise refuse("desk.filter_unreadable", field="ban-do", name="ban-do", value=asked[:20]) from None
    heads = [FIGURES[name] for name in numbers.ON_MAP]
    lines = numbers.by_map(scope, day)
    return {**days, "map_of": asked, "map_day": day, "map_lines": lines, "map_heads": heads}


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


def _month(request: OfficialRequest) -> Period:
    """The month of `?thang=2026-03`, else this one; refuses `desk.filter_unreadable`."""
    text = request.GET.get("thang", "")
    if not text:
        return numbers.month_of(clock.today())
    try:
        return numbers.month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise refuse("desk.filter_unreadable", field="thang", name="thang", value=text[:20]) from None


def _months() -> list[date]:
    """This month and those before it, newest first."""
    months = [clock.today().replace(day=1)]
    while len(months) < MONTHS_BACK:
        months.append(numbers.month_of(months[-1] - timedelta(days=1)).start)
    return months


def _beside(actor: Actor, code: str) -> Beside | None:
    declaration = reporting.declared(code)
    if declaration is None:
        return None
    rows = reporting.compared(actor=actor, declaration=declaration, now=clock.now())
    return Beside(declaration, tuple((row, _list(code, declaration, row)) for row in rows))


def _list(code: str, declaration: Declaration, row: Compared) -> str:
    asked = ListFilter(unit=code, figures=frozenset(row.figure.counts), period=declaration.beside)
    return filters.address(asked)
