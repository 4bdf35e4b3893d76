"""Filters and tags of the office's pages: `{% load office %}`."""

from datetime import datetime
from functools import cache
from uuid import UUID

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from haicap.desk.web.boards.numbers import Number
from haicap.desk.web.office.history import Happening
from haicap.desk.web.office.rows import Row
from haicap.kernel import clock
from haicap.reporting import api as reporting
from haicap.reporting.contract import DeclaredFigure
from haicap.ui.marks import filled
from haicap.ui.templatetags.ui import WARN_DAYS, bilingual, counted, due, moment, status_badge

register = template.Library()


_ROW = """<tr id="d-{id}" class="row-{urgency}">
<td data-label="%s">{due}</td>
<th scope="row"><a href="{address}?tu={back}">{number}</a><span class="row-title">{procedure}</span></th>
<td data-label="%s">{applicant}</td>
<td data-label="%s">{step}{holder}</td>
<td data-label="%s">{status}{timeliness}</td>
</tr>"""


@register.simple_tag
def list_row(row: Row, back: str, as_of: datetime | None = None) -> SafeString:
    """A dossier in a list (as of a past instant), opened with the way `back` (quoted); one tag, since a page has
    dozens of them.
    """
    card = row.card
    return filled(
        _row(get_language()),
        id=card.id,
        urgency="done" if row.settled else _urgency(card.due_at, as_of or clock.now()),
        due=due(card.due_at, finished=row.settled, provisional=card.provisional, seen_at=as_of),
        address=_address().replace(_ANY, str(card.id)),
        back=back,
        number=card.number,
        procedure=bilingual(row.procedure, "name"),
        applicant=card.applicant_name,
        step=row.step or "—",
        holder=_holder(row),
        status=status_badge(card.status),
        timeliness=filled(" {}", status_badge(card.timeliness)) if card.timeliness else "",
    )


@cache
def _row(_language: str | None) -> str:
    """The row with the headings of its cells."""
    headings = (gettext("Hạn"), gettext("Người nộp"), gettext("Bước"), gettext("Trạng thái"))
    return _ROW % tuple(escape(heading) for heading in headings)


def _holder(row: Row) -> SafeString | str:
    if row.card.holder:
        return filled('<span class="row-note">{}</span>', row.card.holder)
    return filled('<span class="row-note soft">{}</span>', gettext("chưa ai nhận")) if row.step else ""


_HAPPENING = """<li class="timeline-item timeline-{tone}"><p class="timeline-title">{title}</p>\
<p class="timeline-when"><time datetime="{iso}">{at}</time> · {who}</p>
{notes}{changes}</li>
"""
_CHANGE = """<dt>{}</dt><dd><del><span class="unseen">{} </span>{}</del> \
<ins><span class="unseen">{} </span>{}</ins></dd>"""


@register.simple_tag
def happening(each: Happening) -> SafeString:
    """One line of a dossier's timeline, with its remarks and what was corrected."""
    was, now = gettext("cũ:"), gettext("mới:")
    changes = [filled(_CHANGE, change.label, was, change.was, now, change.now) for change in each.changes]
    notes = [filled('<p class="timeline-note">{}</p>\n', linebreaksbr(note)) for note in each.notes]
    return filled(
        _HAPPENING,
        tone=each.tone,
        title=each.title,
        iso=each.at.isoformat(),
        at=moment(each.at),
        who=each.who,
        notes=SafeString("".join(notes)),
        changes=filled('<dl class="changes">{}</dl>', SafeString("".join(changes))) if changes else "",
    )


_ANY = str(UUID(int=0))


@cache
def _address() -> str:
    """The address of any dossier, found once."""
    return reverse("office:dossier", args=[_ANY])


def _urgency(due_at: datetime, now: datetime) -> str:
    """`late` past the due moment, `soon` in the last days before, else `calm`."""
    if due_at < now:
        return "late"
    left = clock.local_day(due_at) - clock.local_day(now)
    return "soon" if left.days <= WARN_DAYS else "calm"


@register.simple_tag
def counted_link(value: int, query: str) -> SafeString:
    """`value` as a link to the list of `query`; `data-count` says it to machines."""
    return counted(Number(value, query))


@register.simple_tag
def declared_value(figure: DeclaredFigure) -> SafeString:
    """A declared number as its source has it: "hơn 1.951"."""
    return filled("<span data-quoted>{}</span>", reporting.printed(figure, english=get_language() == "en"))
