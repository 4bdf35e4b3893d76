"""Fields of work by commune, each cell a number that opens its rows; ten fields to a page, the largest first."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from django.utils.translation import gettext_lazy as _

from haicap.desk.web.boards.numbers import AT_WORK, Number
from haicap.desk.web.boards.page import Context, board, of_month
from haicap.desk.web.boards.province import scope_of
from haicap.desk.web.boards.scope import Scope, figure
from haicap.desk.web.office import filters
from haicap.desk.web.office.words import Words
from haicap.dossiers.contract import ListFilter
from haicap.kernel.errors import refuse
from haicap.organisation.contract import PROVINCE_WIDE_ROLES
from haicap.organisation.web.access import OfficialRequest
from haicap.procedures import api as procedures
from haicap.territory.contract import UnitCard
from haicap.ui.charts.shades import shade
from haicap.ui.screens import page_number
from haicap.ui.templatetags.ui import bilingual

AT_ONCE = 10
MEASURES: Mapping[str, Words] = {
    "open": _("Đang xử lý, lúc này"),
    "late": _("Đang xử lý quá hạn, lúc này"),
    "received": _("Tiếp nhận mới, trong tháng"),
    "settled_overdue": _("Giải quyết quá hạn, trong tháng"),
}
_BAD = frozenset({"late", "settled_overdue"})
Cells = Mapping[tuple[str, str], int]  # by unit id and name of the field


@dataclass(frozen=True, slots=True)
class Row:
    """One commune: its cells with their shades."""

    name: str
    code: str
    cells: tuple[tuple[Number, int], ...]


@board("desk/boards/heat.html", *PROVINCE_WIDE_ROLES)
def heat(request: OfficialRequest) -> Context:
    """The table of `?so=` (what is counted), its page `?trang=`."""
    scope, unit, communes = scope_of(request)
    measure = request.GET.get("so", "open")
    if measure not in MEASURES:
        raise refuse("desk.filter_unreadable", field="so", name="so", value=measure[:20])
    counted, number = _COUNTED[measure](scope, measure)
    sums: Counter[str] = Counter()
    for (_unit, field), count in counted.items():
        sums[field] += count
    fields = [name for name, count in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])) if count]
    page = min(page_number(request), max(1, ceil(len(fields) / AT_ONCE)))
    shown = fields[(page - 1) * AT_ONCE : page * AT_ONCE]
    names = {card.name: bilingual(card, "name") for card in procedures.all_fields()}
    return {
        **of_month(scope.period),
        "unit": unit,
        "heads": [names.get(name, name) for name in shown],
        "rows": _rows([unit, *communes], shown, counted, number),
        "measure": measure,
        "measures": MEASURES,
        "bad": measure in _BAD,
        "total": len(fields),
        "first": (page - 1) * AT_ONCE + 1,
        "last": min(page * AT_ONCE, len(fields)),
        "before": page - 1,
        "after": page + 1,
    }


def _rows(
    units: list[UnitCard], fields: list[str], counted: Cells, number: Callable[[UnitCard, str, int], Number]
) -> list[Row]:
    """Communes that have anything in the fields shown."""
    most = max((count for (_unit, field), count in counted.items() if field in fields), default=0)
    rows = []
    for card in units:
        counts = [counted.get((str(card.unit_id), field), 0) for field in fields]
        if any(counts):
            cells = tuple(
                (number(card, field, count), shade(count, most))
                for field, count in zip(fields, counts, strict=True)
            )
            rows.append(Row(card.name, card.code, cells))
    return rows


def _flow(scope: Scope, measure: str) -> tuple[Cells, Callable[[UnitCard, str, int], Number]]:
    told = scope.flows(scope.period, [measure], by=("unit", "field"))
    counted = {(unit, field): flows.get(measure, 0) for (unit, field), flows in told.items()}
    return counted, lambda card, field, count: figure(scope, _base(card, field), measure, count)


def _stock(scope: Scope, measure: str) -> tuple[Cells, Callable[[UnitCard, str, int], Number]]:
    """One statement: every field is a part of the same count by commune."""
    fields = [card.name for card in procedures.all_fields()]
    told = scope.grouped(
        "unit", **{field: _standing(replace(scope.base, field=field), measure) for field in fields}
    )
    counted = {(unit, field): count for field, units in told.items() for unit, count in units.items()}
    return counted, lambda card, field, count: Number(
        count, filters.address(_standing(_base(card, field), measure))
    )


def _base(card: UnitCard, field: str) -> ListFilter:
    return ListFilter(unit=card.code, field=field)


def _standing(base: ListFilter, measure: str) -> ListFilter:
    return replace(base, overdue=True) if measure == "late" else replace(base, statuses=AT_WORK)


_COUNTED = {"open": _stock, "late": _stock, "received": _flow, "settled_overdue": _flow}
