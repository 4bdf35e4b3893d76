"""What was settled week by week: the last thirteen, from Monday to Sunday, the present one as far as it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haicap.desk.web.boards.lines import CLASSES, timely
from haicap.desk.web.boards.numbers import SETTLED, Number
from haicap.desk.web.boards.scope import Scope
from haicap.desk.web.office import filters
from haicap.desk.web.office.described import span
from haicap.desk.web.office.words import Words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Period
from haicap.kernel.clock import local_day
from haicap.kernel.timeliness import Timeliness
from haicap.ui.charts.columns import Column, Columns, Series

WEEKS, DAYS = 13, 7
TITLE = _("Đã giải quyết theo tuần")
_CLASSES = (
    Series("early", pgettext_lazy("class", "trước hạn")),
    Series("on_time", pgettext_lazy("class", "đúng hạn")),
    Series("overdue", pgettext_lazy("class", "quá hạn")),
)
Flows = Mapping[tuple[str, ...], Mapping[str, int]]


def weeks(today: date) -> tuple[Period, ...]:
    """The thirteen weeks up to that of `today`, oldest first."""
    monday = today - timedelta(days=today.weekday() + DAYS * (WEEKS - 1))
    starts = (monday + timedelta(days=DAYS * place) for place in range(WEEKS))
    return tuple(Period(start, start + timedelta(days=DAYS - 1)) for start in starts)


def whole(today: date) -> Period:
    """All of `weeks` as one period."""
    told = weeks(today)
    return Period(told[0].start, told[-1].end)


def flows(scope: Scope, *, by: Sequence[str] = ()) -> Flows:
    """What the scope's units settled in each of the weeks; the place of the week comes last in the key."""
    return scope.flows(whole(local_day(scope.now)), SETTLED, by=by, days=DAYS)


def settled_weekly(scope: Scope) -> Columns:
    """The chart of units."""
    columns, told = [], flows(scope)
    for place, week in enumerate(weeks(local_day(scope.now))):
        counts = [told.get((str(place),), {}).get(name, 0) for name in SETTLED]
        asked = (replace(scope.base, figures=frozenset({name}), period=week) for name in SETTLED)
        columns.append(_column(week, counts, [filters.address(each) for each in asked]))
    return _chart(columns)


def settled_weekly_of(scope: Scope, title: Words = TITLE) -> Columns:
    """The chart of the list `scope.base`, counted from its rows."""
    told = weeks(local_day(scope.now))
    counted = dossiers.settled_by_step(
        actor=scope.actor, filter=scope.base, period=whole(told[-1].start), days=DAYS, now=scope.now
    )
    columns = []
    for place, week in enumerate(told):
        counts = [counted.get((place, name), 0) for name in CLASSES]
        asked: list[ListFilter] = [
            replace(scope.base, settled=week, timeliness=Timeliness(name), statuses=frozenset())
            for name in CLASSES
        ]
        columns.append(_column(week, counts, [filters.address(each) for each in asked]))
    return replace(_chart(columns), title=title)


def shares(weekly: Flows, unit: str) -> tuple[int | None, ...]:
    """Percent settled in time in each week, of flows by unit and week."""
    told = (weekly.get((unit, str(place)), {}) for place in range(WEEKS))
    return tuple(timely(each.get(name, 0) for name in SETTLED) for each in told)


def _column(week: Period, counts: list[int], queries: list[str]) -> Column:
    numbers = tuple(Number(count, query) for count, query in zip(counts, queries, strict=True))
    return Column(span(week), date_format(week.start, "j/n"), numbers)


def _chart(columns: list[Column]) -> Columns:
    return Columns("tuan", TITLE, _("Tuần"), _CLASSES, tuple(columns))
