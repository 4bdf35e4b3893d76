"""One address for each decision on a version."""

from django.contrib import messages as notices
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from haicap.kernel import clock
from haicap.organisation.web.access import OfficialRequest
from haicap.procedures.contract import ProcedureVersionId
from haicap.procedures.selectors import history
from haicap.procedures.services import decisions
from haicap.procedures.web.access import administrator
from haicap.procedures.web.drafts import preview_page
from haicap.procedures.web.forms import ReasonForm


@administrator
@require_POST
def submit(request: OfficialRequest, version_id: int) -> HttpResponse:
    """Hand a draft to the second administrator."""
    decisions.submit(actor=request.actor, version_id=ProcedureVersionId(version_id), at=clock.now())
    notices.success(request, _("Đã trình. Một quản trị viên nghiệp vụ khác sẽ duyệt."))
    return redirect("procedures:preview", version_id)


@administrator
@require_POST
def approve(request: OfficialRequest, version_id: int) -> HttpResponse:
    """Put a proposal in force from its day."""
    decisions.approve(actor=request.actor, version_id=ProcedureVersionId(version_id), at=clock.now())
    notices.success(request, _("Đã duyệt phiên bản."))
    return redirect("procedures:show", history.work(ProcedureVersionId(version_id)).card.code)


@administrator
@require_POST
def approve_many(request: OfficialRequest) -> HttpResponse:
    """Approve all ticked proposals, or none."""
    ticked = [ProcedureVersionId(int(text)) for text in request.POST.getlist("version") if text.isdecimal()]
    with transaction.atomic():
        for version in ticked:
            decisions.approve(actor=request.actor, version_id=version, at=clock.now())
    words = ngettext("Đã duyệt %(count)d phiên bản.", "Đã duyệt %(count)d phiên bản.", len(ticked))
    notices.success(request, words % {"count": len(ticked)})
    return redirect("procedures:in_work")


@administrator
@require_POST
def reject(request: OfficialRequest, version_id: int) -> HttpResponse:
    """Give a proposal back with its reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return preview_page(request, version_id, form)
    decisions.reject(
        actor=request.actor,
        version_id=ProcedureVersionId(version_id),
        reason=form.cleaned_data["reason"],
        at=clock.now(),
    )
    notices.success(request, _("Đã trả lại người trình."))
    return redirect("procedures:preview", version_id)


@administrator
@require_POST
def withdraw(request: OfficialRequest, version_id: int) -> HttpResponse:
    """Put a draft or proposal aside."""
    decisions.withdraw(actor=request.actor, version_id=ProcedureVersionId(version_id), at=clock.now())
    notices.success(request, _("Đã bỏ bản thảo."))
    return redirect("procedures:show", history.work(ProcedureVersionId(version_id)).card.code)
