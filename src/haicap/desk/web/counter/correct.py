"""Correcting what was written down wrong at intake; who was second sees both wordings and chooses (J19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from haicap.desk.web.counter.accepted import COUNTER
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierFile, DossierId, JournalCard
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.text import clean
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import fragment, refusal
from haicap.ui.mistakes import named

LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Họ và tên"),
    "id_number": gettext_lazy("Số định danh hoặc mã số thuế"),
    "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
    "address": gettext_lazy("Địa chỉ"),
    "subject": gettext_lazy("Trích yếu"),
}
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what stands in the dossier, what was seen when the form was opened, what is typed."""

    name: str
    label: str
    now: str
    seen: str
    mine: str
    error: str

    @property
    def changed_by_other(self) -> bool:
        """Somebody changed it while the form was open."""
        return self.now != self.seen

    @property
    def in_conflict(self) -> bool:
        """Both changed it, to different words."""
        return self.changed_by_other and self.mine not in {self.seen, self.now}


@official_required(*COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """GET: the form. POST: write the corrections down, or show what somebody else changed meanwhile."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    if request.method != "POST":
        return _form(request, opened, current(opened), current(opened))
    seen = {name: clean(request.POST.get(f"seen-{name}", ""))[:LONGEST] for name in LABELS}
    mine = _wanted(request, opened)
    version = request.POST.get("version", "")
    deed = Deed(Action.CORRECT, version=int(version) if version.isdecimal() else None, corrections=mine)
    try:
        dossiers.act(actor=request.actor, dossier_id=opened.card.id, deed=deed, at=clock.now())
    except RefusalError as refused:
        opened = dossiers.open_file(actor=request.actor, dossier_id=opened.card.id)
        if refused.refusal.code == "dossier.changed_meanwhile":
            mine = _untouched_follow(mine, seen, current(opened))
        return _form(request, opened, seen, mine, refused.refusals, since=int(version or 0))
    notices.success(request, _("Đã sửa. Nội dung cũ vẫn còn trong nhật ký."))
    return redirect("counter:dossier", dossier_id)


def current(opened: DossierFile) -> dict[str, str]:
    """What the dossier says now."""
    return {name: opened.subject if name == "subject" else getattr(opened.applicant, name) for name in LABELS}


def _wanted(request: OfficialRequest, opened: DossierFile) -> dict[str, str]:
    """What was typed; a field for which the other's wording was chosen takes that."""
    now = current(opened)
    return {
        name: now[name]
        if request.POST.get(f"pick-{name}") == "theirs"
        else clean(request.POST.get(name, ""))[:LONGEST]
        for name in LABELS
    }


def _untouched_follow(
    mine: Mapping[str, str], seen: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """Fields this officer did not touch take what the other has written."""
    return {name: now[name] if word == seen[name] else word for name, word in mine.items()}


def _form(
    request: OfficialRequest,
    opened: DossierFile,
    seen: Mapping[str, str],
    mine: Mapping[str, str],
    refusals: tuple[Refusal, ...] = (),
    *,
    since: int = 0,
) -> HttpResponse:
    now = current(opened)
    wrong = {each.field: messages.words(each) for each in refusals}
    lines = [
        Line(name, str(label), now[name], seen[name], mine[name], wrong.get(name, ""))
        for name, label in LABELS.items()
    ]
    others: tuple[JournalCard, ...] = ()
    if any(each.code == "dossier.changed_meanwhile" for each in refusals):
        others = tuple(line for line in opened.journal if line.seq > since)
    context = {
        "opened": opened,
        "lines": lines,
        "others": others,
        "mistakes": [named(line.label, line.error, line.name) for line in lines if line.error],
        "loose": [messages.words(each) for each in refusals if each.field not in LABELS],
    }
    status = HTTPStatus.OK
    if refusals:
        status = HTTPStatus.CONFLICT if others else HTTPStatus.UNPROCESSABLE_ENTITY
    return fragment(request, "desk/counter/correct.html", context, status=status)
