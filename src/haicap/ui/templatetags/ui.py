"""Components and filters of all screens: `{% load ui %}`; docs/reference/screens.md shows each."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from math import ceil
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy

from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal
from haicap.ui import marks
from haicap.ui.badges import BADGES, Badge, Tone
from haicap.ui.charts.columns import Columns
from haicap.ui.counting import Counted
from haicap.ui.fields import written
from haicap.ui.marks import filled, icon, shortcut
from haicap.ui.mistakes import Mistake, mistakes

register = template.Library()
register.simple_tag(icon)
register.simple_tag(shortcut)
register.simple_tag(written, name="field")

WEEKDAYS = (
    pgettext_lazy("weekday", "Thứ Hai"),
    pgettext_lazy("weekday", "Thứ Ba"),
    pgettext_lazy("weekday", "Thứ Tư"),
    pgettext_lazy("weekday", "Thứ Năm"),
    pgettext_lazy("weekday", "Thứ Sáu"),
    pgettext_lazy("weekday", "Thứ Bảy"),
    pgettext_lazy("weekday", "Chủ Nhật"),
)
WARN_DAYS = 2  # from how many days before the due day on a date is shown as urgent


@register.filter
def weekday(value: date) -> str:
    """The name of the day: "Thứ Tư"."""
    return str(WEEKDAYS[_day(value).weekday()])


@register.filter
def day(value: date | None) -> str:
    """A day (or the Vietnamese day of an aware moment) as "Thứ Tư, 16/07/2025"; empty for None."""
    return "" if value is None else _said(_day(value), get_language())


@lru_cache(maxsize=4096)
def _said(value: date, _language: str | None) -> str:
    return f"{weekday(value)}, {date_format(value, 'SHORT_DATE_FORMAT')}"


@register.filter
def moment(value: datetime | None) -> str:
    """An aware moment as "08:15 Thứ Tư, 16/07/2025"; empty for None."""
    return "" if value is None else f"{clock.local(value):%H:%M} {day(value)}"


@register.filter
def money(amount_vnd: int | None) -> str:
    """Đồng with thousands points: "1.234.567 đ"; empty for None."""
    return "" if amount_vnd is None else f"{number_format(amount_vnd, force_grouping=True)}\u00a0đ"


@register.filter
def bilingual(card: Any, name: str) -> str:
    """`card.<name>`, or `card.<name>_en` where the reader reads English and the card has it."""
    english = getattr(card, f"{name}_en", "") if get_language() == "en" else ""
    return str(english or getattr(card, name))


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(
    form: BaseForm | None, reasons: Iterable[str] = (), *, more: Iterable[Mistake] = ()
) -> dict[str, Any]:
    """What is to be mended, on top of the page, each naming its field and linked to it; nothing where all is well.

    `reasons` adds sentences of refusals that belong to no field, `more` mistakes found outside `form`.
    """
    own = mistakes(form) if form is not None else []
    return {"mistakes": [*own, *more, *(Mistake(reason) for reason in reasons)]}


@register.simple_tag
def status_badge(value: str) -> SafeString:
    """The badge of a state by its enum value; an unknown state is a bug and rises."""
    return _state(str(value), get_language())


@cache
def _state(value: str, _language: str | None) -> SafeString:
    return _shown(BADGES[value])


@register.simple_tag
def badge(word: str, tone: str = "mute", icon: str = "dot") -> SafeString:
    """A badge for what is no state: `{% badge "Bản sao" tone="info" icon="paper" %}`."""
    return _shown(Badge(word, icon, Tone(tone)))


def _shown(badge: Badge) -> SafeString:
    return filled(
        '<span class="badge badge-{}">{}<span>{}</span></span>', badge.tone, icon(badge.icon), badge.word
    )


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.RequestContext, number: int, size: int, total: int) -> dict[str, Any]:
    """Links to the pages of a list of `total` rows, `size` to a page; `number` from 1 (query `trang`)."""
    last = max(1, ceil(total / size))
    near = {1, last, *range(number - 1, number + 2)}
    return {
        "number": number,
        "total": total,
        "first_row": min(total, (number - 1) * size + 1),
        "last_row": min(total, number * size),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < last else None,
        "pages": _with_gaps([page for page in sorted(near) if 1 <= page <= last]),
    }


@register.inclusion_tag("ui/components/more.html", takes_context=True)
def more(context: template.RequestContext, after: str) -> dict[str, Any]:
    """The step to the next page of a list read by cursor (query `sau`), and back to its beginning."""
    return {"after": after, "moved": "sau" in context.request.GET}


@register.inclusion_tag("ui/components/stat.html")
def stat(label: str, value: int, href: str, tone: str = "", note: str = "") -> dict[str, Any]:
    """A tile with a number and where it leads."""
    return {"label": label, "value": value, "href": href, "tone": tone, "note": note, "counts": False}


@register.inclusion_tag("ui/components/stat.html")
def tile(label: str, number: Counted, tone: str = "") -> dict[str, Any]:
    """A tile whose number opens exactly the rows it counts; one that is nothing to worry about has no colour."""
    shown = tone if number.value else ""
    return {**stat(label, number.value, number.href, shown), "counts": True}


@register.simple_tag
def counted(number: Counted) -> SafeString:
    """A number that opens its rows; `data-count` says it to machines. One without an address (a public sum) is text."""
    shown = number_format(number.value, force_grouping=True)
    if not number.href:
        return filled("{}", shown)
    return filled('<a class="count" href="{}" data-count="{}">{}</a>', number.href, str(number.value), shown)


@register.inclusion_tag("ui/charts/columns.html", takes_context=True)
def columns(context: template.RequestContext, chart: Columns) -> dict[str, Any]:
    """A chart of columns with its table; `{% include "ui/charts/_patterns.html" %}` once on the page."""
    return {"chart": chart, "request": context["request"]}


@register.simple_tag
def due(
    value: date | datetime | None,
    *,
    finished: bool = False,
    provisional: bool = False,
    seen_at: datetime | None = None,
) -> SafeString:
    """A due date with weekday and words relative to `seen_at` (now, if unsaid); `finished` leaves the words away."""
    if value is None:
        return filled('<span class="due due-mute">{}</span>', gettext("chưa có ngày hẹn"))
    on = _day(value)
    left = (on - (clock.local_day(seen_at) if seen_at else clock.today())).days
    return filled(
        '<span class="due due-{}"><time datetime="{}">{}</time>{}{}</span>',
        "mute" if finished else _urgency(left),
        on.isoformat(),
        moment(value) if isinstance(value, datetime) else day(value),
        "" if finished else filled(' <span class="due-words">{}</span>', _days_left(left)),
        filled(" {}", status_badge("provisional")) if provisional else "",
    )


@register.inclusion_tag("ui/components/timeline_item.html")
def timeline_item(
    at: datetime, title: str, *, who: str = "", note: str = "", tone: str = "info"
) -> dict[str, Any]:
    """One happening in `<ol class="timeline">`: when, what, by whom, with which remark."""
    return {"at": at, "title": title, "who": who, "note": note, "tone": tone}


_BARRED = """<span class="reasoned"><button type="button" class="button button-{tone}" aria-disabled="true" \
aria-describedby="{id}">{icon}{label}</button><span class="reason" id="{id}">{reason}</span></span>"""
_READY = """<span class="reasoned"><button type="submit" class="button button-{tone}"{name}{form}{bound}>{icon}{label}\
{key}</button></span>"""


@register.simple_tag
def reasoned_button(
    label: str,
    refusal: Refusal | None = None,
    *,
    name: str = "",
    value: str = "",
    key: str = "",
    tone: str = "primary",
    icon: str = "",
    form: str = "",
) -> SafeString:
    """A button of the surrounding form (or of `form`, an id): ready, or greyed with its reason beneath.

    `refusal` is what the policy answered; `tone` is primary, secondary or danger; `key` is the shortcut.
    """
    shown = {"label": label, "tone": tone, "icon": marks.icon(icon) if icon else ""}
    if refusal:
        place = f"reason-{name}-{value}" if name else f"reason-{abs(hash(label)):x}"
        return filled(_BARRED, **shown, id=place, reason=messages.words(refusal))
    return filled(
        _READY,
        **shown,
        name=filled(' name="{}" value="{}"', name, value) if name else "",
        form=filled(' form="{}"', form) if form else "",
        bound=filled(' data-key="{}"', key) if key else "",
        key=filled(" {}", marks.shortcut(key)) if key else "",
    )


@register.inclusion_tag("ui/components/code.html")
def code(text: str, *, copy: bool = False) -> dict[str, Any]:
    """A code in fixed-width letters, never wrapped; `copy` adds a button where a script can run."""
    return {"text": text, "copy": copy}


def _day(value: date) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value


def _days_left(left: int) -> str:
    if left == 0:
        return gettext("hôm nay")
    if left < 0:
        return ngettext("quá %(days)d ngày", "quá %(days)d ngày", -left) % {"days": -left}
    return ngettext("còn %(days)d ngày", "còn %(days)d ngày", left) % {"days": left}


def _urgency(left: int) -> str:
    if left < 0:
        return Tone.BAD
    return Tone.WARN if left <= WARN_DAYS else Tone.MUTE


def _with_gaps(pages: list[int]) -> list[int | None]:
    """Pages with None where numbers are left out."""
    shown: list[int | None] = []
    for page in pages:
        if shown and shown[-1] is not None and page - shown[-1] > 1:
            shown.append(None)
        shown.append(page)
    return shown
