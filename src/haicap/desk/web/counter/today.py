"""Today at my counter: what was taken in, and the search over everything this counter received or returns."""

from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from haicap.desk.web.counter.accepted import COUNTER
from haicap.desk.web.counter.rows import rows
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Order, Period, Status
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.text import clean
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import fragment, refusal

SIZE: Final = 25
LONGEST_QUESTION: Final = 200
WAITING = ListFilter(statuses=frozenset({Status.RESULT_READY}), counter=True)


@official_required(*COUNTER)
@require_safe
def today(request: OfficialRequest) -> HttpResponse:
    """`?q=` name without accents, number, identity number or phone, over all days; empty: today's intakes."""
    now, question = clock.now(), clean(request.GET.get("q", ""))[:LONGEST_QUESTION]
    day = Period(now.date(), now.date())
    todays = ListFilter(counter=True, received=day, order=Order.NEWEST)
    shown = ListFilter(counter=True, text=question, order=Order.NEWEST) if question else todays
    try:
        found = dossiers.listing(
            actor=request.actor, filter=shown, now=now, after=request.GET.get("sau", ""), size=SIZE
        )
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        "question": question,
        "rows": rows(found.rows),
        "after": found.after,
        "day": day.start,
        "received": dossiers.count(actor=request.actor, filter=todays, now=now),
        "waiting": dossiers.count(actor=request.actor, filter=WAITING, now=now),
        "drafts": len(dossiers.drafts(actor=request.actor)),
        "shown": dossiers.count(actor=request.actor, filter=shown, now=now),
    }
    return fragment(request, "desk/counter/today.html", context)
