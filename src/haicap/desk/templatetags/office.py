"""Filters and tags of the office's pages: `{% load office %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from haicap.desk.web.office.numbers import Number
from haicap.kernel import clock
from haicap.ui.templatetags.ui import WARN_DAYS, stat

register = template.Library()


@register.filter
def urgency(due_at: datetime) -> str:
    """`late` past the due moment, `soon` in the last days before, else `calm`."""
    if due_at < clock.now():
        return "late"
    return "soon" if (clock.local_day(due_at) - clock.today()).days <= WARN_DAYS else "calm"


@register.simple_tag
def number_link(number: Number) -> SafeString:
    """A number that opens its rows."""
    return counted_link(number.value, number.query)


@register.simple_tag
def counted_link(value: int, query: str) -> SafeString:
    """`value` as a link to the list of `query`; `data-count` says it to machines."""
    shown = number_format(value, force_grouping=True)
    return format_html('<a href="{}" data-count="{}">{}</a>', _list(query), str(value), shown)


@register.inclusion_tag("ui/components/stat.html")
def tile(label: str, number: Number, tone: str = "") -> dict[str, Any]:
    """The tile of a number; one that is nothing to worry about has no colour."""
    return stat(label, number.value, _list(number.query), tone if number.value else "")


def _list(query: str) -> str:
    return f"{reverse('office:dossiers')}?{query}"
