"""Filters of the office's pages: `{% load office %}`."""

from datetime import datetime

from django import template

from haicap.kernel import clock
from haicap.ui.templatetags.ui import WARN_DAYS

register = template.Library()


@register.filter
def urgency(due_at: datetime) -> str:
    """`late` past the due moment, `soon` in the last days before, else `calm`."""
    if due_at < clock.now():
        return "late"
    return "soon" if (clock.local_day(due_at) - clock.today()).days <= WARN_DAYS else "calm"
