"""Handing results over: scan the receipt, check who stands there, confirm (J14).

The receipt is a help, not the right: who fetches the result shows a paper, and which one is recorded.
"""

import re
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from haicap.desk.web.counter.accepted import COUNTER
from haicap.desk.web.counter.rows import rows
from haicap.desk.web.counter.today import SIZE, WAITING
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierFile, DossierId, JournalCard
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.text import clean
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.http import fragment, refusal
from haicap.ui.mistakes import named
from haicap.ui.room import goes_on

PAPERS: dict[str, str | Promise] = {
    "card": gettext_lazy("Thẻ căn cước hoặc VNeID"),
    "receipt": gettext_lazy("Giấy hẹn và giấy tờ tuỳ thân"),
    "mandate": gettext_lazy("Giấy uỷ quyền và giấy tờ tuỳ thân"),
    "passport": gettext_lazy("Hộ chiếu hoặc giấy tờ khác có ảnh"),
}
# what the form asks, and the id of its input
_ASKED: dict[str | None, tuple[str | Promise, str]] = {
    "receiver": (gettext_lazy("Người nhận kết quả"), "receiver"),
    "paper": (gettext_lazy("Giấy tờ đã đối chiếu"), "paper-card"),
}
LONGEST_SCAN = 500
_ON_RECEIPT = re.compile(r"/h/([^/\s]+)/[^/\s]+/?$")


@goes_on
@official_required(*COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: OfficialRequest) -> HttpResponse:
    """GET: the field and what waits here. POST `code`: the dossier of a receipt's QR text or of a number."""
    if request.method != "POST":
        return _waiting(request)
    number = number_of(request.POST.get("code", ""))
    if not number:
        return _waiting(request, Refusal("desk.number_missing"))
    found = dossiers.id_of_number(actor=request.actor, number=number)
    if found is None:
        return _waiting(request, Refusal("desk.number_unknown", {"number": number}))
    return redirect("counter:hand_over_one", found)


@goes_on
@official_required(*COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """GET: who may fetch it, or why it cannot be handed over. POST `receiver`, `paper`: hand it over."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    if request.method != "POST":
        return _one(request, opened)
    try:
        deed = Deed(Action.HAND_OVER, receiver=_receiver(request))
        dossiers.act(actor=request.actor, dossier_id=opened.card.id, deed=deed, at=clock.now())
    except RefusalError as refused:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
        return _one(request, opened, refused.refusals)
    notices.success(request, _("Đã trả kết quả hồ sơ {number}.").format(number=opened.card.number))
    return redirect("counter:hand_over")


def number_of(scanned: str) -> str:
    """The number in what was scanned or typed: a receipt's QR text, or the number itself."""
    text = clean(scanned)[:LONGEST_SCAN]
    on_receipt = _ON_RECEIPT.search(text)
    return (on_receipt[1] if on_receipt else text.replace(" ", "")).upper()


def _receiver(request: OfficialRequest) -> str:
    """Who fetched it and what was checked, as the journal keeps it: in Vietnamese whoever writes."""
    name, paper = clean(request.POST.get("receiver", "")), request.POST.get("paper", "")
    if not name:
        raise refuse("desk.receiver_name_missing", field="receiver")
    if paper not in PAPERS:
        raise refuse("desk.paper_not_checked", field="paper")
    with translation.override("vi"):
        return f"{name} ({PAPERS[paper]})"


def _waiting(request: OfficialRequest, problem: Refusal | None = None) -> HttpResponse:
    now = clock.now()
    try:
        found = dossiers.listing(
            actor=request.actor, filter=WAITING, now=now, after=request.GET.get("sau", ""), size=SIZE
        )
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        "rows": rows(found.rows),
        "after": found.after,
        "total": dossiers.count(actor=request.actor, filter=WAITING, now=now),
        "problem": messages.words(problem) if problem else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return fragment(request, "desk/counter/hand_over.html", context, status=status)


def _one(request: OfficialRequest, opened: DossierFile, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    barred = opened.allowed.get(Action.HAND_OVER, _not_ready(opened))
    wrong = {each.field: messages.words(each) for each in refusals}
    context = {
        "opened": opened,
        "procedure": procedures.version(opened.card.procedure_version),
        "handed": _handed_over(opened),
        "barred": messages.words(barred) if barred else "",
        "papers": PAPERS.items(),
        "receiver": request.POST.get("receiver", opened.applicant.name),
        "paper": request.POST.get("paper", ""),
        "receiver_error": wrong.get("receiver", ""),
        "paper_error": wrong.get("paper", ""),
        "mistakes": [named(label, wrong[name], to) for name, (label, to) in _ASKED.items() if name in wrong],
    }
    status = HTTPStatus.OK
    if refusals:
        status = HTTPStatus.CONFLICT if barred else HTTPStatus.UNPROCESSABLE_ENTITY
    return fragment(request, "desk/counter/hand_over_one.html", context, status=status)


def _not_ready(opened: DossierFile) -> Refusal:
    return (
        Refusal("desk.result_not_ready")
        if opened.card.handed_over_at is None
        else Refusal("desk.handed_over")
    )


def _handed_over(opened: DossierFile) -> JournalCard | None:
    return next((line for line in opened.journal if line.action is Action.HAND_OVER), None)
