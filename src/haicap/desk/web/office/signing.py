"""The signing queue: read, tick, sign. Each dossier is signed in its own transaction and answers for itself.

The approval is electronic: the signer's act in the journal, under name, post and capacity. Pressing twice signs once:
every tick carries the version that was read.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haicap.desk.web.office.deeds import SendBack
from haicap.desk.web.office.rows import Row, row_of
from haicap.desk.web.office.words import worded
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierCard, DossierId, ListFilter, Status
from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures.contract import StepRole
from haicap.ui.http import fragment

SIGNERS = (Role.CHAIR, Role.DEPARTMENT_HEAD)
PAGE = 50
TO_SIGN = ListFilter(
    desk=True, step_roles=frozenset({StepRole.CHAIR.value}), statuses=frozenset({Status.IN_PROCESS})
)


@dataclass(frozen=True, slots=True)
class Item:
    """One dossier of the queue with the form that sends it back."""

    row: Row
    back: SendBack


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one tick."""

    row: Row | None
    signed: bool
    words: str


@official_required(*SIGNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: OfficialRequest) -> HttpResponse:
    """GET: what waits for a signature, soonest due first. POST: sign what is ticked."""
    answers: list[Answer] = []
    if request.method == "POST":
        answers = [_sign(request, tick) for tick in request.POST.getlist("chon")[:PAGE]]
        if not answers:
            notices.warning(request, _("Chưa chọn hồ sơ nào để ký."))
    now = clock.now()
    page = dossiers.listing(
        actor=request.actor, filter=TO_SIGN, now=now, after=request.GET.get("sau", ""), size=PAGE
    )
    context = {
        "items": [Item(row_of(card), _send_back(card, request.get_full_path())) for card in page.rows],
        "after": page.after,
        "total": dossiers.count(actor=request.actor, filter=TO_SIGN, now=now),
        "answers": answers,
        "all_ticked": request.method != "POST" and request.GET.get("chon") == "tat-ca",
        "signed": sum(answer.signed for answer in answers),
        "here": request.path,
    }
    return fragment(request, "desk/office/signing.html", context)


def _sign(request: OfficialRequest, tick: str) -> Answer:
    """One signature, in its own transaction; a second one of the same reading changes nothing."""
    identity, _mark, version = tick.partition(":")
    try:
        dossier_id, seen = DossierId(UUID(identity)), int(version)
    except ValueError:
        return Answer(None, signed=False, words=_("Không đọc được lựa chọn này."))
    try:
        card = _approve(request.actor, dossier_id, seen)
    except RefusalError as refused:
        return _unsigned(request, dossier_id, seen, refused)
    return Answer(row_of(card), signed=True, words=_("Đã ký"))


def _approve(actor: Actor, dossier_id: DossierId, seen: int) -> DossierCard:
    """Pass it on signed; where nobody comes after the signature, the signature issues the result."""
    at = clock.now()
    try:
        deed = Deed(Action.COMPLETE_STEP, version=seen)
        return dossiers.act(actor=actor, dossier_id=dossier_id, deed=deed, at=at)
    except RefusalError as refused:
        if refused.refusal.code != "dossier.last_step":
            raise
    return dossiers.act(actor=actor, dossier_id=dossier_id, deed=Deed(Action.RESOLVE, version=seen), at=at)


def _send_back(card: DossierCard, here: str) -> SendBack:
    return SendBack(auto_id=f"back-{card.id}-%s", initial={"version": card.version, "tu": here})


def _unsigned(request: OfficialRequest, dossier_id: DossierId, seen: int, refused: RefusalError) -> Answer:
    said = " ".join(messages.words(worded(each)) for each in refused.refusals)
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    except RefusalError:
        return Answer(None, signed=False, words=said)
    newer = next((line for line in opened.journal if line.seq == seen + 1), None)
    mine = newer is not None and newer.person_id == request.actor.person_id
    if newer is not None and mine and newer.action in {Action.COMPLETE_STEP, Action.RESOLVE}:
        return Answer(row_of(opened.card), signed=True, words=_("Bạn đã ký hồ sơ này trước đó"))
    return Answer(row_of(opened.card), signed=False, words=said)
