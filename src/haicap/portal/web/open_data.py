"""The open data for people: which months there are, their tables as published, and where the files are.

A screen of what `reporting.web.statistics` gives to programs: the same numbers with the same gaps, and why they gape.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.reporting import api as reporting
from haicap.reporting.contract.statistics import FEWEST, UNTOLD, MonthStatistics, StatisticsRow
from haicap.territory import api as territory
from haicap.ui.http import fragment, refusal

Words = str | Promise
MINUTES_KEPT: Final = 10
HEADINGS: Final[Mapping[str, Words]] = {  # of the measures
    "received": _("Tiếp nhận"),
    "settled": _("Đã giải quyết"),
    "settled_in_time": _("Kịp hạn"),
    "settled_overdue": _("Quá hạn"),
}
FILES: Final = {"CSV": "getStatisticsCsv", "XLSX": "getStatisticsXlsx", "JSON": "getStatistics"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row; each count beside its heading, None where it is withheld. `href` opens what the row is made of."""

    name: str
    counts: tuple[tuple[Words, int | None], ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by unit or by field; `by` is the heading of their names."""

    caption: str
    by: str
    lines: tuple[Line, ...]


@require_safe
@cache_control(private=True, max_age=60 * MINUTES_KEPT)
def page(request: HttpRequest) -> HttpResponse:
    """The month of `?thang=2026-02` (the last closed one) of the province of `?tinh=`; `?don-vi=` a unit by field,
    `?linh-vuc=` a field by unit. What is not published is 404.
    """
    codes = reporting.open_provinces()
    code = request.GET.get("tinh") or (codes[0] if codes else "")
    try:
        months = reporting.open_months(code) if code else ()
        wanted = request.GET.get("thang") or (f"{months[0]:%Y-%m}" if months else "")
        told = reporting.open_month(code, wanted) if wanted else None
    except RefusalError as refused:
        return refusal(request, refused, layout="ui/public.html")
    context = {
        "provinces": [territory.require_unit(each, clock.today()) for each in codes],
        "code": code,
        "months": months,
        "least": FEWEST,
        "levels": reporting.lawful_levels(),
        "described": reverse("api:describeOpenData"),
        **(
            _month(told, code, request.GET.get("don-vi", ""), request.GET.get("linh-vuc", "")) if told else {}
        ),
    }
    return fragment(request, "portal/open_data.html", context)


def _month(told: MonthStatistics, code: str, unit: str, field: str) -> dict[str, object]:
    month = f"{told.month:%Y-%m}"
    query = urlencode({"tinh": code, "thang": month})
    head = next((row for row in told.rows if (row.unit, row.field) == (unit, field)), None)
    return {
        "told": told,
        "query": query,
        "narrowed": head and (head.unit_name or _field(head)),
        "sums": _counts(head) if head else (),
        "headings": HEADINGS.values(),
        "tables": [each for each in _tables(told, query, unit, field) if each.lines],
        "files": [(kind, reverse(f"api:{name}", args=[code, month])) for kind, name in FILES.items()],
    }


def _tables(told: MonthStatistics, query: str, unit: str, field: str) -> list[Table]:
    if unit:
        return [_by_field(row for row in told.rows if row.unit == unit and row.field)]
    if field:
        return [_by_unit(row for row in told.rows if row.field == field and row.unit)]
    return [
        _by_unit((row for row in told.rows if row.unit and not row.field), f"?{query}&don-vi="),
        _by_field((row for row in told.rows if row.field and not row.unit), f"?{query}&linh-vuc="),
    ]


def _by_unit(rows: Iterable[StatisticsRow], address: str = "") -> Table:
    lines = (Line(row.unit_name, _counts(row), address and address + quote(row.unit)) for row in rows)
    return Table(gettext("Theo đơn vị"), gettext("Đơn vị"), tuple(lines))


def _by_field(rows: Iterable[StatisticsRow], address: str = "") -> Table:
    lines = (Line(_field(row), _counts(row), address and address + quote(row.field)) for row in rows)
    return Table(gettext("Theo lĩnh vực"), gettext("Lĩnh vực"), tuple(lines))


def _field(row: StatisticsRow) -> str:
    return gettext("chưa rõ lĩnh vực") if row.field == UNTOLD else row.field_name


def _counts(row: StatisticsRow) -> tuple[tuple[Words, int | None], ...]:
    return tuple((words, row.counts[name]) for name, words in HEADINGS.items())
