"""A draft: opened, written, looked at beside the former version."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import PersonId
from haicap.organisation.web.access import OfficialRequest
from haicap.procedures.contract import ProcedureVersionId, VersionStatus
from haicap.procedures.domain.content import content_of
from haicap.procedures.domain.differences import differences
from haicap.procedures.domain.table import content_row
from haicap.procedures.selectors import catalogue, history, permissions
from haicap.procedures.services import drafts
from haicap.procedures.web import present, words
from haicap.procedures.web.access import administrator
from haicap.procedures.web.forms import EditForms, NewForm, ReasonForm
from haicap.ui.http import fragment

UNPROCESSABLE = 422


@administrator
@require_POST
def open_next(request: OfficialRequest, code: str) -> HttpResponse:
    """Open the next version of a procedure and go to its form."""
    version = drafts.draft_next(actor=request.actor, code=code, at=clock.now())
    return redirect("procedures:edit", version)


@administrator
@require_http_methods(["GET", "POST"])
def open_new(request: OfficialRequest) -> HttpResponse:
    """A procedure the catalogue lacks: code, name and field, then its form."""
    form = NewForm(request.POST or None, fields=catalogue.all_fields())
    if request.method == "POST" and form.is_valid():
        try:
            version = drafts.draft_new(actor=request.actor, at=clock.now(), **form.cleaned_data)
            return redirect("procedures:edit", version)
        except RefusalError as refused:
            for each in refused.refusals:
                form.add_error(each.field if each.field in form.fields else None, messages.words(each))
    return fragment(
        request, "procedures/new.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@administrator
@require_http_methods(["GET", "POST"])
def edit(request: OfficialRequest, version_id: int) -> HttpResponse:
    """The form of a draft. `add` gives one more row, anything else saves and shows the preview."""
    work = history.work(ProcedureVersionId(version_id))
    if work.status is not VersionStatus.DRAFT:
        return redirect("procedures:preview", version_id)
    fields = catalogue.all_fields()
    forms = EditForms.of(work.card, work.revision, fields)
    if request.method == "POST":
        forms = EditForms.posted(request.POST, fields)
        if "add" in request.POST:
            forms = forms.with_row(request.POST["add"], request.POST, fields)
        elif _saved(request, version_id, forms):
            notices.success(request, _("Đã lưu bản thảo."))
            return redirect("procedures:preview", version_id)
    mistakes = forms.mistakes()
    context = {"card": work.card, "forms": forms, "row_words": words.ROWS, "mistakes": mistakes}
    return fragment(request, "procedures/edit.html", context, status=UNPROCESSABLE if mistakes else 200)


@administrator
@require_GET
def preview(request: OfficialRequest, version_id: int) -> HttpResponse:
    """What the version would say, what changes, and what may be done with it."""
    return preview_page(request, version_id, ReasonForm())


def preview_page(request: OfficialRequest, version_id: int, form: ReasonForm) -> HttpResponse:
    """The preview with the form for a rejection."""
    work = history.work(ProcedureVersionId(version_id))
    former = history.former(work.card)
    changes = []
    if former is not None:
        before, after = (content_row(content_of(card), card.field) for card in (former, work.card))
        changes = differences(before, after)
    actor = request.actor
    proposer = None if work.proposed_by_id is None else PersonId(work.proposed_by_id)
    context = {
        "work": work,
        "state": words.STATES[work.status],
        "page": present.version_page(work.card),
        "former": former,
        "changes": present.difference_lines(changes),
        "may_decide": permissions.may_decide(actor, proposer),
        "may_administer": permissions.may_administer(actor),
        "reason_form": form,
    }
    return fragment(request, "procedures/preview.html", context, status=UNPROCESSABLE if form.errors else 200)


def _saved(request: OfficialRequest, version_id: int, forms: EditForms) -> bool:
    if not forms.is_valid():
        return False
    try:
        drafts.save_draft(
            actor=request.actor,
            version_id=ProcedureVersionId(version_id),
            revision=forms.main.cleaned_data["revision"],
            valid_from=forms.valid_from,
            content=forms.content(),
            at=clock.now(),
        )
    except RefusalError as refused:
        forms.blame(refused)
        return False
    return True
