"""What boards read from their address, and how they answer: as a page, or one of their charts as a file."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from haicap.desk.web.boards.ages import ages
from haicap.desk.web.boards.balance import balance
from haicap.desk.web.boards.lines import by_field
from haicap.desk.web.boards.numbers import Number, month_of
from haicap.desk.web.boards.scope import Scope
from haicap.desk.web.boards.weeks import settled_weekly
from haicap.desk.web.office import filters
from haicap.desk.web.office.described import span
from haicap.dossiers.contract import Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.charts.columns import Columns
from haicap.ui.http import fragment, refusal
from haicap.ui.sheets import Sheet, download

MONTHS_BACK = 12
CHART = "bang"  # the chart that is wanted as a file
Context = dict[str, object]


def board(
    template: str, *roles: Role
) -> Callable[[Callable[[OfficialRequest], Context]], Callable[..., HttpResponse]]:
    """A view that shows what it is told in `template`, or a chart among it as a file (`?bang=tuan&tep=csv`).

    Refusals it raises are said in words; refuses `desk.filter_unreadable` for a chart or a kind of file unknown.
    """

    def decorate(tell: Callable[[OfficialRequest], Context]) -> Callable[..., HttpResponse]:
        @official_required(*roles)
        @require_safe
        @wraps(tell)
        def view(request: OfficialRequest) -> HttpResponse:
            try:
                context = tell(request)
                wanted = request.GET.get(CHART, "")
                return _file(request, context, wanted) if wanted else fragment(request, template, context)
            except RefusalError as refused:
                return refusal(request, refused)

        return view

    return decorate


def month(request: OfficialRequest) -> Period:
    """The month of `?thang=2026-03`, else this one; refuses `desk.filter_unreadable`."""
    text = request.GET.get("thang", "")
    if not text:
        return month_of(clock.today())
    try:
        return month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise refuse("desk.filter_unreadable", field="thang", name="thang", value=text[:20]) from None


def months() -> list[date]:
    """This month and those before it, newest first."""
    told = [clock.today().replace(day=1)]
    while len(told) < MONTHS_BACK:
        told.append(month_of(told[-1] - timedelta(days=1)).start)
    return told


def kept(request: OfficialRequest) -> list[tuple[str, str]]:
    """What the form of the month leaves as it is in the address."""
    return [
        (key, value)
        for key in request.GET
        for value in request.GET.getlist(key)
        if key not in {"thang", CHART, "tep"}
    ]


def of_units(scope: Scope) -> Context:
    """What the boards of units share: what stands now, how old it is, thirteen weeks, the month, the fields."""
    now = {
        name: Number(scope.standing[""][name].get("", 0), filters.address(part))
        for name, part in scope.parts.items()
    }
    return {
        "today": now,
        "weekly": settled_weekly(scope),
        "ages": ages(now),
        "balance": balance(scope),
        "fields": by_field(scope),
        **of_month(scope.period),
    }


def of_month(period: Period) -> Context:
    """The month that is shown, and those one may choose."""
    return {"period": period, "span": span(period), "months": months()}


def _file(request: OfficialRequest, context: Context, wanted: str) -> HttpResponse:
    charts = {each.key: each for each in context.values() if isinstance(each, Columns)}
    kind = request.GET.get("tep", "")
    for name, value, known in ((CHART, wanted, wanted in charts), ("tep", kind, kind in set(Sheet))):
        if not known:
            raise refuse("desk.filter_unreadable", field=name, name=name, value=value[:20])
    return download(charts[wanted].rows(), Sheet(kind), wanted)
