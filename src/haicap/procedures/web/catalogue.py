"""The list with its filters, its exports, one procedure with its history, and what is being worked on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.organisation.web.access import OfficialRequest
from haicap.procedures.contract import Level, ProcedureCard, ProcedureVersionId
from haicap.procedures.selectors import catalogue, history, permissions
from haicap.procedures.services import exchange
from haicap.procedures.web import present, words
from haicap.procedures.web.access import administrator
from haicap.procedures.web.forms import FindForm
from haicap.ui import sheets
from haicap.ui.http import fragment

PAGE = 25


@administrator
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The catalogue in force today, filtered; the address holds the whole state."""
    form = FindForm(request.GET or None, fields=catalogue.all_fields())
    cards = _found(form)
    number = _page_number(request, len(cards))
    hits = [catalogue.hit_of(card) for card in cards[(number - 1) * PAGE : number * PAGE]]
    context = {"form": form, "hits": hits, "number": number, "size": PAGE, "total": len(cards)}
    return fragment(request, "procedures/list.html", context)


@administrator
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows in the same order as CSV or XLSX."""
    form = FindForm(request.GET or None, fields=catalogue.all_fields())
    return sheets.download(exchange.table(_found(form)), sheets.Sheet(kind), "thu-tuc")


@administrator
@require_GET
def show(request: OfficialRequest, code: str) -> HttpResponse:
    """One procedure: the version in force (or the one asked for), its history, who did what."""
    versions = history.versions(code)
    card = _asked(request, code) or history.last_approved(code) or history.work(versions[0].id).card
    context = {
        "page": present.version_page(card),
        "history": present.history(versions),
        "events": present.acts(history.events(code)),
        "in_work": next((version for version in versions if version.status in {"draft", "proposed"}), None),
        "shipped": history.work(card.id).shipped,
        "may_administer": permissions.may_administer(request.actor),
    }
    return fragment(request, "procedures/show.html", context)


@administrator
@require_GET
def in_work(request: OfficialRequest) -> HttpResponse:
    """Drafts and proposals; proposals of others can be approved many at once."""
    rows = [(work, *words.STATES[work.status]) for work in history.in_work()]
    mine = request.actor.person_id
    may_administer = permissions.may_administer(request.actor)
    return fragment(
        request, "procedures/in_work.html", {"rows": rows, "mine": mine, "may_administer": may_administer}
    )


def _found(form: FindForm) -> list[ProcedureCard]:
    asked = form.cleaned_data if form.is_valid() else {}
    levels = [Level(asked["level"])] if asked.get("level") else None
    cards = catalogue.in_force(
        asked.get("q", ""), day=clock.today(), levels=levels, field=asked.get("field_key", "")
    )
    certainty = asked.get("certainty")
    return [card for card in cards if not certainty or card.certainty == certainty]


def _page_number(request: HttpRequest, total: int) -> int:
    text = request.GET.get("trang", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < PAGE else 1
    return max(1, min(number, -(-total // PAGE)))


def _asked(request: HttpRequest, code: str) -> ProcedureCard | None:
    """The version named in the address; the one in force today where none is."""
    text = request.GET.get("phien-ban", "")
    if not text:
        cards = [card for card in catalogue.in_force(day=clock.today()) if card.code == code]
        return cards[0] if cards else None
    if not (text.isascii() and text.isdecimal() and len(text) < PAGE):
        raise refuse("procedures.unknown_version", id=text)
    card = history.work(ProcedureVersionId(int(text))).card
    if card.code != code:
        raise refuse("procedures.unknown_version", id=text)
    return card
