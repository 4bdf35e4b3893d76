"""One dossier on one page: what it is, its clock, its papers, what happened, what is next."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from haicap.desk.names import address_unit, places_of
from haicap.desk.notices import issued_forms
from haicap.desk.web.custody import kept_files
from haicap.desk.web.office import words
from haicap.desk.web.office.deeds import DeedForm
from haicap.desk.web.office.history import history
from haicap.desk.web.office.panel import panel
from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import OPEN, DossierFile, DossierId
from haicap.kernel.deadlines import Deadline
from haicap.kernel.errors import RefusalError
from haicap.kernel.tally import tally
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.days import WHY
from haicap.ui.http import fragment, refusal


@official_required()
@require_safe
def show(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """The page; `?tu=` is the list it was opened from."""
    return page(request, DossierId(dossier_id), back=request.GET.get("tu", ""))


@official_required()
@require_safe
def file(request: OfficialRequest, dossier_id: UUID, file_id: UUID) -> HttpResponse:
    """A scan or the result, shown in place where that is harmless."""
    try:
        card = dossiers.file_in_scope(actor=request.actor, dossier_id=DossierId(dossier_id), file_id=file_id)
    except RefusalError as refused:
        return refusal(request, refused)
    return documents.response(*documents.read(card.id), inline=True)


@official_required()
@require_safe
def form(request: OfficialRequest, dossier_id: UUID, form_id: UUID) -> HttpResponse:
    """A form that was given out, as it was printed."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    issued = next((each for each in issued_forms(opened) if each.id == form_id), None)
    if issued is None:
        raise Http404
    return documents.response(*documents.read(issued.file.id), inline=True)


def page(
    request: OfficialRequest,
    dossier_id: DossierId,
    *,
    back: str,
    tried: tuple[str, DeedForm] | None = None,
    reasons: tuple[str, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The whole page; `tried` is a form that came back, `reasons` are refusals that belong to no field."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    except RefusalError as refused:
        return refusal(request, refused)
    back = safe_list(request, back)
    procedure = procedures.version(opened.card.procedure_version)
    context = {
        "opened": opened,
        "address_unit": address_unit(opened.applicant, opened.card.received_at),
        "card": opened.card,
        "procedure": procedure,
        "steps": _steps(opened),
        "places": places_of(opened.card),
        "kept": kept_files(opened),
        "papers": _papers(opened),
        "given_out": [(each, words.FORMS[each.kind]) for each in issued_forms(opened)],
        "clockwork": _clockwork(opened),
        "history": history(opened.journal, procedure),
        "panel": panel(request.actor, opened, back, tried),
        "tried": tried[1] if tried else None,
        "reasons": reasons,
        "back": back,
        "channel": words.CHANNELS[opened.card.channel],
        "is_open": opened.card.status in OPEN,
    }
    return fragment(request, "desk/office/dossier.html", context, status=status)


def safe_list(request: OfficialRequest, back: str) -> str:
    """The list a dossier was opened from: an address of ours, or the worklist."""
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else reverse("office:worklist")


def _steps(opened: DossierFile) -> list[dict[str, Any]]:
    """The steps of the internal process: done, at hand, to come."""
    at = opened.card.step
    is_open = opened.card.status in OPEN
    steps = sorted(procedures.version(opened.card.procedure_version).steps, key=lambda step: step.order)
    return [
        {"step": step, "done": step.order < at or not is_open, "here": is_open and step.order == at}
        for step in steps
    ]


def _papers(opened: DossierFile) -> list[dict[str, Any]]:
    return [
        {"paper": paper, "kind": words.KINDS[paper.kind], "state": words.STATES[paper.state]}
        for paper in opened.components
    ]


def _clockwork(opened: DossierFile) -> dict[str, Any] | None:
    """The arithmetic of the due moment: limit, days counted, days not counted and why."""
    deadline = dossiers.deadline_of(opened)
    if deadline is None:
        return None
    days = tally(deadline)
    return {
        "limit": procedures.limit_words(deadline.limit),
        "counted": days.counted,
        "excluded": [(each.on, _why(each.why, each.name), each.source) for each in days.excluded],
        "stopped": deadline.is_stopped,
        "agrees": _agrees(deadline, opened),
        "stops": [(stop, words.STOPS[stop.kind]) for stop in opened.stops],
    }


def _agrees(deadline: Deadline, opened: DossierFile) -> bool:
    """False where the calendar has changed since the date was given: the date given stays."""
    return deadline.is_stopped or deadline.due_at == opened.card.due_at


def _why(why: Any, name: str) -> str:
    stops = {kind.value: str(told) for kind, told in words.STOPS.items()}
    return f"{WHY[why]}: {stops.get(name, name)}" if name else str(WHY[why])
