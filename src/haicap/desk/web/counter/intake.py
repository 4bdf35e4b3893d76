"""The intake: one page, saved while it is typed, accepted once (J11, J13).

Every change is posted to an address of its own and answered with the part of the page it concerns; a browser without
script gets the whole page again, from the kept draft. The draft's id becomes the dossier's id.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.desk.web.counter import keeping, screen
from haicap.desk.web.counter.receipts import give_out
from haicap.desk.web.counter.typed import FEE, Typed, from_card
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierId
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.ids import uuid7
from haicap.kernel.text import clean
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.parties import api as parties
from haicap.ui.context import is_swap
from haicap.ui.http import fragment

RECEIVERS = (Role.RECEIVER, Role.CENTRE_DIRECTOR)
LONGEST_QUESTION = 200
OF_PROCEDURE = ("variant", "limit_days", "competent", *FEE)  # said anew for another one
_PAGE = "desk/counter/intake.html"


@official_required(*RECEIVERS)
@require_safe
def fresh(request: OfficialRequest) -> HttpResponse:
    """A blank intake; `?nguoi=<dossier>` keeps the person of a dossier the officer may see."""
    typed = Typed(uuid7())
    former = request.GET.get("nguoi", "")
    if former:
        try:
            typed = _same_person(request, typed, DossierId(UUID(former)))
        except (RefusalError, ValueError):
            notices.warning(request, _("Không tìm thấy hồ sơ trước: hãy nhập người nộp."))
    return _page(request, typed, {"same_person": bool(typed.fields)})


@official_required(*RECEIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """GET: a kept draft, `?q=` and `?don-vi=` search within it. POST: accept it."""
    if request.method == "POST":
        return _accept(request, draft_id)
    if dossiers.draft(actor=request.actor, draft_id=draft_id) is None and _is_dossier(request, draft_id):
        return redirect("counter:accepted", draft_id)
    question = clean(request.GET.get("q", ""))[:LONGEST_QUESTION]
    unit_question = clean(request.GET.get("don-vi", ""))[:LONGEST_QUESTION]
    found: dict[str, Any] = {"typed": Typed(draft_id), "question": question, "unit_question": unit_question}
    if "q" in request.GET:
        found["hits"] = screen.hits(question, clock.now())
    if "don-vi" in request.GET:
        found["unit_hits"] = screen.unit_hits(unit_question, request.actor)
    if is_swap(request):
        part = "_units.html" if "don-vi" in request.GET else "_hits.html"
        return fragment(request, f"desk/counter/{part}", found)
    return _page(request, keeping.kept(request.actor, draft_id), found)


@official_required(*RECEIVERS)
@require_POST
def save(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Keep what was typed; answers with the time of saving and the receipt as it would be now.

    `then` says where a browser without script goes on: to a search, or away from the page.
    """
    typed, refusals = keeping.keep_posted(request, draft_id)
    if is_swap(request):
        context = screen.page(request.actor, typed, clock.now(), refusals)
        return fragment(
            request, "desk/counter/_saved.html", context | {"saved_at": clock.now(), "aside": True}
        )
    then = request.POST.get("then", "")
    if then == "leave":
        return redirect("counter:today")
    address = reverse("counter:draft", args=[draft_id])
    if then == "search":
        return redirect(f"{address}?{_query(q=request.POST.get('q', ''))}#question")
    if then == "units":
        return redirect(f"{address}?{_query(**{'don-vi': request.POST.get('don-vi', '')})}#unit-question")
    for each in refusals:
        notices.error(request, messages.words(each))
    notices.success(request, _("Đã lưu bản nháp."))
    return redirect(address)


@official_required(*RECEIVERS)
@require_POST
def discard(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Throw an own draft away."""
    dossiers.drop_draft(actor=request.actor, draft_id=draft_id)
    notices.success(request, _("Đã bỏ bản nháp."))
    return redirect("counter:intake")


@official_required(*RECEIVERS)
@require_POST
def choose(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Take a procedure (`choose`) or a competent unit (`choose_unit`) from the results of a search."""
    typed, refusals = keeping.keep_posted(request, draft_id)
    if code := request.POST.get("choose", ""):
        same = code == typed.of("procedure")
        told = typed.telling(procedure=code, **({} if same else dict.fromkeys(OF_PROCEDURE, "")))
        typed = told if same else Typed(told.id, told.fields)
    if unit := request.POST.get("choose_unit", ""):
        typed = typed.telling(competent=unit)
    keeping.keep(request.actor, typed)
    if not is_swap(request):
        return redirect(f"{reverse('counter:draft', args=[draft_id])}#papers")
    context = screen.page(request.actor, typed, clock.now(), refusals)
    return fragment(request, "desk/counter/_procedure.html", context | {"aside": True, "moved": True})


@official_required(*RECEIVERS)
@require_POST
def card(request: OfficialRequest) -> HttpResponse:
    """Read a citizen card scanned into `card`; nothing doubtful is guessed, it is asked beside its field."""
    draft_id = _draft_id(request)
    typed, refusals = keeping.keep_posted(request, draft_id)
    asked: dict[str, Any] = {"doubts": {}, "read": True}
    if request.POST.get("card", "").strip():
        try:
            reading = parties.read_card(request.POST["card"])
        except RefusalError as refused:
            refusals = (*refusals, *refused.refusals)
            asked["read"] = False
        else:
            told = from_card(typed, reading)
            asked |= {
                "doubts": screen.doubts(reading.doubts),
                "card_note": reading,
                "replaced": _replaced(typed, told),
            }
            typed = told
            keeping.keep(request.actor, typed)
    status = HTTPStatus.OK if asked["read"] else HTTPStatus.UNPROCESSABLE_ENTITY
    if not is_swap(request):
        return _page(request, typed, asked, refusals, status)
    focus = screen.next_of_person(typed, asked["doubts"]) if asked["read"] else ""
    context = screen.page(request.actor, typed, clock.now(), refusals, focus=focus) | asked
    return fragment(
        request, "desk/counter/_person.html", context | {"aside": True, "moved": True}, status=status
    )


def _accept(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Accept: the dossier and its receipt; sent twice, it is the same dossier."""
    at = clock.now()
    typed, refusals = keeping.keep_posted(request, draft_id)
    intake = screen.intake_of(typed, request.actor, at)
    if intake is None:
        refusals = (*refusals, Refusal("desk.procedure_missing", field="procedure"))
        return _mend(request, typed, refusals)
    if refusals:
        return _mend(request, typed, refusals)
    try:
        receipt = dossiers.receive(actor=request.actor, intake=intake, at=at)
    except RefusalError as refused:
        return _mend(request, typed, refused.refusals)
    give_out(request, receipt.id, at)
    address = reverse("counter:accepted", args=[receipt.id])
    if is_swap(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})
    return redirect(address)


def _mend(request: OfficialRequest, typed: Typed, refusals: tuple[Refusal, ...]) -> HttpResponse:
    return _page(request, typed, {}, refusals, HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: OfficialRequest,
    typed: Typed,
    more: Mapping[str, Any],
    refusals: tuple[Refusal, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    at = clock.now()
    context = screen.page(request.actor, typed, at, refusals)
    context |= {"drafts": screen.drafts(request.actor, at, but=typed.id), **more, "typed": typed}
    template = "desk/counter/_form.html" if is_swap(request) else _PAGE
    return fragment(request, template, context, status=status)


def _same_person(request: OfficialRequest, typed: Typed, dossier_id: DossierId) -> Typed:
    opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    who = opened.applicant
    return typed.telling(
        kind=who.kind.value,
        name=who.name,
        id_number=who.id_number,
        phone=who.phone,
        email=who.email,
        address=who.address,
        assisted_by=opened.assisted_by,
    )


def _is_dossier(request: OfficialRequest, dossier_id: UUID) -> bool:
    try:
        dossiers.allowed(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError:
        return False
    return True


def _draft_id(request: OfficialRequest) -> UUID:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid7()


def _replaced(before: Typed, after: Typed) -> dict[str, str]:
    """What was typed and the card says otherwise, so that nothing typed vanishes unseen."""
    return {
        name: before.of(name)
        for name in ("name", "id_number", "address")
        if before.of(name) and before.of(name) != after.of(name)
    }


def _query(**words: str) -> str:
    return urlencode({name: clean(word)[:LONGEST_QUESTION] for name, word in words.items()})
