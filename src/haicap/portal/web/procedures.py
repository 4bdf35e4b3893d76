"""Finding and reading a procedure: what to bring, what it costs, how long it takes, how sure we are."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.text import clean
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard
from haicap.ui.http import fragment

PAGE_SIZE = 20
LONGEST_QUESTION = 200
_PAGE_NUMBER = re.compile(r"[0-9]{1,5}")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` in any spelling, `?linh-vuc=` one field, `?trang=` from 1."""
    question = clean(request.GET.get("q", ""))[:LONGEST_QUESTION]
    field_key = clean(request.GET.get("linh-vuc", ""))
    hits = procedures.search(question, day=clock.today(), field=field_key, limit=None)
    fields = procedures.all_fields()
    number = _page(request.GET.get("trang", "1"), len(hits))
    context = {
        "question": question,
        "fields": fields,
        "field": next((each for each in fields if each.key == field_key), None),
        "hits": hits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        "total": len(hits),
        "number": number,
        "size": PAGE_SIZE,
    }
    return fragment(request, "portal/search.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure as it is in force today; an unknown code is a 404."""
    try:
        card = procedures.version_on(code, clock.today())
    except RefusalError as refused:
        raise Http404(refused.refusal.code) from refused
    return fragment(
        request, "portal/procedure.html", {"card": card, "limits": _limits(card), "fee": _fee(card)}
    )


def _limits(card: ProcedureCard) -> list[tuple[str, str, str]]:
    """Words, condition and certainty of each limit."""
    return [
        (procedures.limit_words(each.limit), each.condition, each.certainty.value) for each in card.variants
    ]


def _fee(card: ProcedureCard) -> str:
    return procedures.fee_words(card.fee_vnd, card.fee_rule, card.fee_note)


def _page(text: str, total: int) -> int:
    last = max(1, -(-total // PAGE_SIZE))
    return min(max(1, int(text)), last) if _PAGE_NUMBER.fullmatch(text) else 1
