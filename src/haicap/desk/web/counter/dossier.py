"""One dossier as the counter sees it: what was taken in, its papers, what happened, and the counter's own acts."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from haicap.desk.names import address_unit, places_of
from haicap.desk.notices import issued_forms
from haicap.desk.web.counter.accepted import COUNTER
from haicap.desk.web.custody import kept_files
from haicap.desk.web.office.history import history
from haicap.desk.web.office.words import FORMS
from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierId
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.http import fragment, refusal
from haicap.ui.mistakes import named

LONGEST_NOTE = 1000
# address, action, what the officer says with it, words of the button, words afterwards
ACTS: dict[str, tuple[Action, str, str | Promise, str | Promise]] = {
    "bo-sung": (Action.SUPPLEMENT, "note", _("Nhận giấy tờ bổ sung"), _("Đã nhận giấy tờ bổ sung.")),
    "rut": (Action.WITHDRAW, "reason", _("Rút hồ sơ theo yêu cầu"), _("Đã rút hồ sơ.")),
    "huy": (
        Action.VOID,
        "reason",
        _("Huỷ vì nhập nhầm"),
        _("Đã huỷ. Mã hồ sơ vẫn được giữ và ghi là đã huỷ."),
    ),
}


@official_required(*COUNTER)
@require_safe
def show(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Everything the counter needs of one dossier."""
    return _show(request, DossierId(dossier_id))


@official_required(*COUNTER)
@require_POST
def act(request: OfficialRequest, dossier_id: UUID, name: str) -> HttpResponse:
    """Do one of ACTS; the version the officer saw is sent along, so that nobody acts on what has changed."""
    if name not in ACTS:
        raise Http404
    action, said, _words, done = ACTS[name]
    text = request.POST.get(said, "")[:LONGEST_NOTE]
    version = request.POST.get("version", "")
    deed = Deed(action, version=int(version) if version.isdecimal() else None, **{said: text})  # type: ignore[arg-type]
    try:
        dossiers.act(actor=request.actor, dossier_id=DossierId(dossier_id), deed=deed, at=clock.now())
    except RefusalError as refused:
        if refused.refusal.code == "dossier.not_found":
            return refusal(request, refused)
        return _show(request, DossierId(dossier_id), {name: (refused.refusals, text)})
    notices.success(request, str(done))
    return redirect("counter:dossier", dossier_id)


@official_required(*COUNTER)
@require_safe
def scan(request: OfficialRequest, dossier_id: UUID, file_id: UUID) -> HttpResponse:
    """One scan of the dossier."""
    try:
        card = dossiers.file_in_scope(actor=request.actor, dossier_id=DossierId(dossier_id), file_id=file_id)
    except RefusalError as refused:
        return refusal(request, refused)
    return documents.response(*documents.read(card.id), inline=True)


def _show(
    request: OfficialRequest,
    dossier_id: DossierId,
    tried: dict[str, tuple[tuple[Refusal, ...], str]] | None = None,
) -> HttpResponse:
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    except RefusalError as refused:
        return refusal(request, refused)
    tried = tried or {}
    procedure = procedures.version(opened.card.procedure_version)
    context = {
        "opened": opened,
        "address_unit": address_unit(opened.applicant, opened.card.received_at),
        "procedure": procedure,
        "places": places_of(opened.card),
        "kept": kept_files(opened),
        "given_out": [(each, FORMS[each.kind]) for each in issued_forms(opened)],
        "history": history(opened.journal, procedure),
        "acts": [
            {
                "name": name,
                "said": said,
                "words": words,
                "refusal": opened.allowed[action],
                "error": " ".join(messages.words(each) for each in tried.get(name, ((), ""))[0]),
                "text": tried.get(name, ((), ""))[1],
            }
            for name, (action, said, words, _done) in ACTS.items()
            if action in opened.allowed
        ],
        "mistakes": [
            named(ACTS[name][2], messages.words(each), f"{name}-text")
            for name, (refusals, _text) in tried.items()
            for each in refusals
        ],
        "correctable": opened.allowed.get(Action.CORRECT, ...) is None,
        "ready": Action.HAND_OVER in opened.allowed,
    }
    status = HTTPStatus.CONFLICT if tried else HTTPStatus.OK
    return fragment(request, "desk/counter/dossier.html", context, status=status)
