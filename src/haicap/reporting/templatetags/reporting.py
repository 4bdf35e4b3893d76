"""What the day's first page reminds of, list or board: `{% load reporting %}{% reports_due %}`."""

from typing import Any, cast

from django import template

from haicap.kernel import clock
from haicap.organisation.web.access import OfficialRequest
from haicap.reporting import api as reporting
from haicap.reporting.vocabulary import KIND_WORDS

register = template.Library()


@register.inclusion_tag("reporting/_due.html", takes_context=True)
def reports_due(context: template.RequestContext) -> dict[str, Any]:
    """Periodic reports the official has to prepare and nobody has prepared; nothing for everybody else."""
    actor = cast(OfficialRequest, context.request).actor
    today = clock.today()
    due = reporting.reminded_of(actor=actor, today=today)
    return {
        "rows": [(KIND_WORDS[each.kind], each) for each in due],
        "overdue": any(each.overdue(today) for each in due),
        "mine": actor.committee_id,
    }
