"""Doing something on a dossier's page: one POST address per action, then the next dossier of the list.

Somebody else was quicker: nothing is done; the page says who changed what, and keeps what was typed (J19).
"""

from http import HTTPStatus
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages as notices
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haicap.desk import results
from haicap.desk.notices import TOLD, issue_notice
from haicap.desk.papers import record_of
from haicap.desk.web.counter.receipts import tracking_of
from haicap.desk.web.office import filters, worklist
from haicap.desk.web.office.deeds import TASKS, DeedForm, Task
from haicap.desk.web.office.dossier import page, safe_list
from haicap.desk.web.office.history import history
from haicap.desk.web.office.panel import Tried, form_of
from haicap.desk.web.office.words import FORMS, worded
from haicap.documents import api as documents
from haicap.documents.contract import IssuedForm
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Deed, DossierCard, DossierFile, DossierId, ListFilter
from haicap.kernel import clock, messages
from haicap.kernel.errors import FailureError, RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.http import fragment, refusal, status_of

CHANGED = "dossier.changed_meanwhile"


@official_required()
@require_POST
def act(request: OfficialRequest, dossier_id: UUID, name: str) -> HttpResponse:
    """Do the task called `name`; a form that does not pass comes back with what was typed."""
    if name not in TASKS:
        raise Http404
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    back = safe_list(request, request.POST.get("tu", ""))
    form = form_of(name, opened, request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, opened, name, form, back)
    try:
        issued = _do(request, opened, TASKS[name], form)
    except RefusalError as refused:
        return _refused(request, opened, (name, form), refused, back)
    except FailureError as failed:
        form.add_error(None, failed.words)
        return _again(request, opened, name, form, back, status=HTTPStatus.SERVICE_UNAVAILABLE)
    notices.success(request, _done(TASKS[name], opened.card, issued))
    return _onward(request, opened.card, back) if form.leaves else redirect(_address(opened.card, back))


@transaction.atomic
def _do(request: OfficialRequest, opened: DossierFile, task: Task, form: DeedForm) -> IssuedForm | None:
    """The act, the result's file where one was sent, the form the applicant gets: all or nothing."""
    at, facts = clock.now(), form.facts()
    sent = form.cleaned_data.get("file")
    if sent is not None:
        kept = documents.store(sent.file, sent.name, actor=request.actor, at=at)
        documents.hand_to(
            file_id=kept.id, owner=record_of(opened.card.id, opened.card.number), actor=request.actor
        )
        facts["result_file"] = kept.id
    elif "file" in form.fields:
        number = facts.get("result_number", "")
        facts["result_file"] = results.attach(actor=request.actor, opened=opened, at=at, number=number)
    deed = Deed(task.action, version=form.cleaned_data["version"], **facts)
    dossiers.act(actor=request.actor, dossier_id=opened.card.id, deed=deed, at=at)
    if task.action not in TOLD:
        return None
    now = dossiers.open_file(actor=request.actor, dossier_id=opened.card.id)
    return issue_notice(actor=request.actor, opened=now, tracking=tracking_of(request, now), at=at)


def _onward(request: OfficialRequest, done: DossierCard, back: str) -> HttpResponse:
    """The next dossier of the list this one was opened from, else the list."""
    asked = _list_of(request, back)
    if asked is None:
        return redirect(back)
    following = _next_of(request, done, asked)
    if following is not None:
        return redirect(_address(following, back))
    notices.info(request, _("Danh sách này đã hết việc."))
    return redirect(back)


def _next_of(request: OfficialRequest, done: DossierCard, asked: ListFilter) -> DossierCard | None:
    place = dossiers.cursor_of(done, asked.order)
    for after in (place, ""):  # behind where it stood; then from the top, for what was left out
        rows = dossiers.listing(actor=request.actor, filter=asked, now=clock.now(), after=after, size=2).rows
        left = [card for card in rows if card.id != done.id]
        if left:
            return left[0]
    return None


def _list_of(request: OfficialRequest, back: str) -> ListFilter | None:
    """The filter of the list at `back`; None where it is no list of dossiers."""
    address = urlsplit(back)
    query = QueryDict(address.query)
    try:
        if address.path == reverse("office:worklist"):
            return worklist.asked(request.actor, query)
        if address.path == reverse("office:dossiers"):
            return filters.read(query)
    except RefusalError:
        return None
    return None


def _refused(
    request: OfficialRequest, opened: DossierFile, tried: Tried, refused: RefusalError, back: str
) -> HttpResponse:
    name, form = tried
    if refused.refusal.code == CHANGED:
        return _conflict(request, opened.card.id, name, form, back)
    if refused.refusal.code == "dossier.not_found":
        return refusal(request, refused)
    for each in refused.refusals:
        place = {"new_due_at": "new_due_on"}.get(each.field or "", each.field)
        form.add_error(place if place in form.fields else None, messages.words(worded(each)))
    return _again(request, opened, name, form, back, status=status_of(refused.refusal))


def _again(
    request: OfficialRequest,
    opened: DossierFile,
    name: str,
    form: DeedForm,
    back: str,
    *,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    return page(request, opened.card.id, back=back, tried=(name, form), status=status)


def _conflict(
    request: OfficialRequest, dossier_id: DossierId, name: str, form: DeedForm, back: str
) -> HttpResponse:
    """Who was quicker, what they did, and the same form ready to be sent over the newest version."""
    opened = dossiers.open_file(actor=request.actor, dossier_id=dossier_id)
    seen = form.cleaned_data["version"]
    newer = [line for line in opened.journal if line.seq > seen]
    retry = request.POST.copy()
    retry["version"] = str(opened.card.version)
    again = form_of(name, opened, retry)
    again.is_valid()
    task = TASKS[name]
    blocking = opened.allowed.get(task.action, ...)
    context = {
        "card": opened.card,
        "name": name,
        "task": task,
        "form": again,
        "possible": blocking is None,
        "newer": history(newer, procedures.version(opened.card.procedure_version)),
        "mine": request.actor.person_name,
        "here": _address(opened.card, back),
    }
    return fragment(request, "desk/office/conflict.html", context, status=HTTPStatus.CONFLICT)


def _address(card: DossierCard, back: str) -> str:
    return f"{reverse('office:dossier', args=[card.id])}?{urlencode({'tu': back})}"


def _done(task: Task, card: DossierCard, issued: IssuedForm | None) -> str:
    told = _("Đã xong: %(task)s, hồ sơ %(number)s.") % {
        "task": str(task.label).lower(),
        "number": card.number,
    }
    if issued is None:
        return told
    link = reverse("office:form", args=[card.id, issued.id])
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>', told, link, _("In %(form)s") % {"form": FORMS[issued.kind]}
    )
