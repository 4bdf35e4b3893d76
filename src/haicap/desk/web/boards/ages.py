"""How old open work is: what is at work by the days to its lawful due day, local days, today's for itself.

What waits for the applicant has a clock that stands still and is not among it.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from haicap.desk.web.boards.numbers import AT_WORK, Number
from haicap.desk.web.office.words import Words
from haicap.dossiers.contract import ListFilter
from haicap.ui.charts.columns import Column, Columns, Series

# key, name, what stands beneath the column, its pattern, days from today: from, until
_AGES: tuple[tuple[str, Words, Words, str, int | None, int | None], ...] = (
    ("age_late_long", _("quá hạn trên 10 ngày"), _("quá\n>10"), "overdue", None, -11),
    ("age_late", _("quá hạn 1–10 ngày"), _("quá\n1–10"), "overdue", -10, -1),
    ("age_today", _("hạn trong hôm nay"), _("hôm\nnay"), "soon", 0, 0),
    ("age_week", _("còn 1–5 ngày"), _("còn\n1–5"), "plain", 1, 5),
    ("age_two_weeks", _("còn 6–10 ngày"), _("còn\n6–10"), "plain", 6, 10),
    ("age_later", _("còn trên 10 ngày"), _("còn\n>10"), "plain", 11, None),
)


def age_parts(base: ListFilter, today: date) -> dict[str, ListFilter]:
    """The filter of each age."""
    at_work = replace(base, statuses=AT_WORK)
    return {
        key: replace(at_work, due_from=_day(today, first), due_until=_day(today, last))
        for key, _name, _short, _kind, first, last in _AGES
    }


def ages(numbers: dict[str, Number]) -> Columns:
    """The histogram, from numbers counted of `age_parts`."""
    columns = tuple(
        Column(name, short, (numbers[key],), kind) for key, name, short, kind, _first, _last in _AGES
    )
    title, head = _("Hồ sơ đang xử lý theo thời hạn còn lại"), _("Thời hạn")
    return Columns("thoi-han", title, head, (Series("plain", _("Hồ sơ")),), columns)


def _day(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)
