"""The public board: how much was received and settled in time, by week and by commune, of the last whole month.

Sums only, nothing below five (`domain/disclosure.py`); nothing here leads to a dossier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
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
from haicap.organisation import api as organisation
from haicap.portal.domain.disclosure import LEAST, Share, kept_back, timely
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId
from haicap.ui.charts.columns import Column, Columns, Series
from haicap.ui.http import fragment
from haicap.ui.sheets import Sheet, download

WEEKS, DAYS = 13, 7
MINUTES_KEPT: Final = 10
_SETTLED = ("settled_early", "settled_on_time", "settled_overdue")


@dataclass(frozen=True, slots=True)
class Published:
    """A count that opens nothing; None: between one and four, or kept back with such."""

    told: int | None
    href: str = ""

    @property
    def value(self) -> int:
        """What is drawn."""
        return self.told or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One commune of the table, or the province."""

    name: str
    received: Published
    settled: Published
    share: Share | None


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
def board(request: HttpRequest) -> HttpResponse:
    """The board of the province (`?tinh=` where several are served); `?tep=csv` or `xlsx` its table."""
    codes = organisation.founded_provinces()
    asked = request.GET.get("tinh", "")
    today = clock.today()
    if not codes:
        return fragment(request, "portal/figures.html", {"unit": None})
    unit = territory.require_unit(asked if asked in codes else codes[0], today)
    last = today.replace(day=1) - timedelta(days=1)
    period = Period(last.replace(day=1), last)
    rows = _rows(unit, period)
    kind = request.GET.get("tep", "")
    if kind in set(Sheet):
        return download(_table(rows), Sheet(kind), "so-lieu")
    context = {
        "unit": unit,
        "provinces": [territory.require_unit(code, today) for code in codes],
        "period": period,
        "whole": rows[0],
        "rows": rows[1:],
        "weekly": _weekly(unit),
        "least": LEAST,
    }
    return fragment(request, "portal/figures.html", context)


def _rows(unit: UnitCard, period: Period) -> list[Row]:
    """The province first, then its communes by the alphabet."""
    communes = territory.communes_of(unit.code, clock.today())
    told = dossiers.public_flows(
        province_code=unit.code, units=_ids(unit), period=period, now=clock.now(), by=("unit",)
    )
    flows = {card.code: told.get((str(card.unit_id),), {}) for card in (unit, *communes)}
    received = {code: each.get("received", 0) for code, each in flows.items()}
    settled = {code: sum(each.get(name, 0) for name in _SETTLED) for code, each in flows.items()}
    late = {code: each.get("settled_overdue", 0) for code, each in flows.items()}
    hidden = kept_back(received), kept_back(settled)
    rows = [
        Row(
            card.name,
            Published(None if card.code in hidden[0] else received[card.code]),
            Published(None if card.code in hidden[1] else settled[card.code]),
            None if card.code in hidden[1] else timely(settled[card.code], late[card.code]),
        )
        for card in communes
    ]
    sums = [sum(each.values()) for each in (received, settled, late)]
    whole = Row(unit.name, _alone(sums[0]), _alone(sums[1]), timely(sums[1], sums[2]))
    return [whole, *rows]


def _alone(count: int) -> Published:
    return Published(None if 0 < count < LEAST else count)


def _weekly(unit: UnitCard) -> Columns:
    """What was settled in each of the last thirteen whole weeks."""
    today = clock.today()
    start = today - timedelta(days=today.weekday() + DAYS * WEEKS)
    period = Period(start, start + timedelta(days=DAYS * WEEKS - 1))
    told = dossiers.public_flows(
        province_code=unit.code, units=_ids(unit), period=period, now=clock.now(), days=DAYS
    )
    columns = []
    for place in range(WEEKS):
        monday = start + timedelta(days=DAYS * place)
        count = sum(told.get((str(place),), {}).get(name, 0) for name in _SETTLED)
        name = f"{date_format(monday, 'd/m')}–{date_format(monday + timedelta(days=DAYS - 1), 'd/m/Y')}"
        columns.append(Column(name, date_format(monday, "j/n"), (_alone(count),)))
    series = (Series("plain", gettext_lazy("Hồ sơ")),)
    title, head = gettext_lazy("Đã giải quyết theo tuần"), gettext_lazy("Tuần")
    return Columns("tuan", title, head, series, tuple(columns))


def _ids(unit: UnitCard) -> list[UnitId]:
    return [unit.unit_id, *(card.unit_id for card in territory.communes_of(unit.code, clock.today()))]


def _table(rows: Sequence[Row]) -> Iterator[list[str]]:
    yield [_("Đơn vị"), _("Tiếp nhận"), _("Đã giải quyết"), _("Kịp hạn, %"), _("Ghi chú")]
    for row in rows:
        share = str(row.share.percent) if row.share else ""
        note = _("ít nhất") if row.share and row.share.at_least else ""
        yield [row.name, _word(row.received), _word(row.settled), share, note]


def _word(count: Published) -> str:
    return "" if count.told is None else str(count.told)
