"""The public board: how much was received and settled in time, by week and by commune, of the last whole month.

It tells of units what the open statistics tell, and withholds what they withhold: two tables of the same with
different gaps would fill each other's. Nothing here leads to a dossier.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.reporting import api as reporting
from haicap.reporting.contract.statistics import FEWEST, MEASURES, MonthStatistics
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.charts.columns import Column, Columns, Series
from haicap.ui.http import fragment
from haicap.ui.sheets import Cell, Sheet, download

WEEKS, DAYS = 13, 7
MINUTES_KEPT: Final = 10
_SETTLED = ("settled_early", "settled_on_time", "settled_overdue")


@dataclass(frozen=True, slots=True)
class Published:
    """A count that opens nothing; None: withheld."""

    told: int | None

    @property
    def href(self) -> str:
        """Nowhere."""
        return ""

    @property
    def value(self) -> int:
        """What is drawn."""
        return self.told or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One commune of the table, or the province; `percent` of the settled were so in time, rounded down."""

    name: str
    received: Published
    settled: Published
    percent: int | None


@require_safe
@cache_control(private=True, max_age=60 * MINUTES_KEPT)  # it carries a cookie: nothing for a shared proxy
def board(request: HttpRequest) -> HttpResponse:
    """The board of the province (`?tinh=` where several are served); `?tep=csv` or `xlsx` its table."""
    codes = organisation.founded_provinces()
    asked = request.GET.get("tinh", "")
    today = clock.today()
    if not codes:
        return fragment(request, "portal/figures.html", {"unit": None})
    unit = territory.require_unit(asked if asked in codes else codes[0], today)
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    told = _told(unit, month)
    rows = _rows(unit, told)
    kind = request.GET.get("tep", "")
    if kind in set(Sheet):
        return download(_table(rows), Sheet(kind), "so-lieu")
    context = {
        "unit": unit,
        "provinces": [territory.require_unit(code, today) for code in codes],
        "month": month,
        "told": told,
        "whole": rows[0],
        "rows": rows[1:],
        "weekly": _weekly(unit),
        "least": FEWEST,
    }
    return fragment(request, "portal/figures.html", context)


def _told(unit: UnitCard, month: date) -> MonthStatistics | None:
    """None for a month before anything was counted."""
    try:
        return reporting.statistics(unit.code, month)
    except RefusalError:
        return None


def _rows(unit: UnitCard, told: MonthStatistics | None) -> list[Row]:
    """The province first, then its communes by the alphabet. Whoever has no row where all rows are told counted 0."""
    counts = {row.unit: row.counts for row in told.rows if not row.field} if told else {}
    rest = dict.fromkeys(MEASURES, 0 if told and told.detailed else None)
    return [
        _row(unit, counts.get("", rest)),
        *(_row(card, counts.get(card.code, rest)) for card in _communes(unit)),
    ]


def _row(card: UnitCard, counts: Mapping[str, int | None]) -> Row:
    settled, in_time = counts["settled"], counts["settled_in_time"]
    percent = in_time * 100 // settled if settled and in_time is not None else None
    return Row(card.name, Published(counts["received"]), Published(settled), percent)


def _weekly(unit: UnitCard) -> Columns:
    """What was settled in each of the last thirteen whole weeks."""
    today = clock.today()
    start = today - timedelta(days=today.weekday() + DAYS * WEEKS)
    period = Period(start, start + timedelta(days=DAYS * WEEKS - 1))
    units = [unit.unit_id, *(card.unit_id for card in _communes(unit))]
    told = dossiers.public_flows(
        province_code=unit.code, units=units, period=period, now=clock.now(), days=DAYS, names=_SETTLED
    )
    columns = []
    for place in range(WEEKS):
        monday = start + timedelta(days=DAYS * place)
        count = sum(told.get((str(place),), {}).get(name, 0) for name in _SETTLED)
        name = f"{date_format(monday, 'd/m')}–{date_format(monday + timedelta(days=DAYS - 1), 'd/m/Y')}"
        column = Published(None if 0 < count < FEWEST else count)
        columns.append(Column(name, date_format(monday, "j/n"), (column,)))
    series = (Series("plain", gettext_lazy("Hồ sơ")),)
    title, head = gettext_lazy("Đã giải quyết theo tuần"), gettext_lazy("Tuần")
    return Columns("tuan", title, head, series, tuple(columns))


def _communes(unit: UnitCard) -> Sequence[UnitCard]:
    return territory.communes_of(unit.code, clock.today())


def _table(rows: Sequence[Row]) -> Iterator[list[Cell]]:
    yield [_("Đơn vị"), _("Tiếp nhận"), _("Đã giải quyết"), _("Kịp hạn, %")]
    for row in rows:
        counts = (row.received.told, row.settled.told, row.percent)
        yield [row.name, *("" if count is None else count for count in counts)]
