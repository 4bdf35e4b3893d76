"""Scans of one paper of a draft: attach, remove. Answers with the paper's line of the checklist."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from haicap.desk.web.counter import keeping, screen
from haicap.desk.web.counter.typed import Typed
from haicap.documents import api as documents
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.context import is_swap
from haicap.ui.http import fragment


@official_required(Role.RECEIVER, Role.CENTRE_DIRECTOR)
@require_POST
def attach(request: OfficialRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Files `scan-<key>` of the form, one or many."""
    typed, refusals = keeping.keep_posted(request, draft_id)
    return _line(request, typed, key, refusals)


@official_required(Role.RECEIVER, Role.CENTRE_DIRECTOR)
@require_POST
def remove(request: OfficialRequest, draft_id: UUID, key: str, file_id: UUID) -> HttpResponse:
    """Take one scan away again; a file of another draft is not found."""
    typed, refusals = keeping.keep_posted(request, draft_id)
    held = typed.scans.get(key, ())
    if file_id not in {scan.id for scan in held}:
        raise Http404
    typed = typed.with_scans(key, tuple(scan for scan in held if scan.id != file_id))
    keeping.keep(request.actor, typed)
    try:
        documents.drop(file_id=file_id)
    except RefusalError as refused:  # a dossier has taken it meanwhile: it stays there
        refusals = (*refusals, *refused.refusals)
    return _line(request, typed, key, refusals)


def _line(request: OfficialRequest, typed: Typed, key: str, refusals: tuple[Refusal, ...]) -> HttpResponse:
    if not is_swap(request):
        return redirect(f"{reverse('counter:draft', args=[typed.id])}#paper-{key}")
    context = screen.page(request.actor, typed, clock.now(), refusals)
    row = next((each for each in context["papers"] if each.card.key == key), None)
    if row is None:
        raise Http404
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    said = " ".join(messages.words(each) for each in refusals)
    context |= {"row": row, "uploaded": True, "said": said}
    return fragment(request, "desk/counter/_paper.html", context, status=status)
