"""Acts on a periodic report: one address each; what is refused is said in words."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import AgencyId
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import Kind, ReportCard, Step
from haicap.reporting.domain.periodic_rights import DOES, PREPARERS
from haicap.reporting.services import periodic_preparing, periodic_steps
from haicap.reporting.services.periodic_steps import LONGEST_NOTE
from haicap.ui.http import refusal


class PrepareForm(forms.Form):
    """Whose report, of which kind, and any day of its period."""

    body = forms.IntegerField(min_value=1)
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind])
    day = forms.DateField()


class NoteForm(forms.Form):
    """A remark or a reason."""

    reason = forms.CharField(max_length=LONGEST_NOTE, required=False)


@official_required(*PREPARERS)
@require_POST
def prepare(request: OfficialRequest) -> HttpResponse:
    """Freeze a report."""
    form = PrepareForm(request.POST)

    def act() -> ReportCard:
        if not form.is_valid():
            raise refuse("reporting.period_missing", field="day")
        return periodic_preparing.prepare(
            actor=request.actor,
            body=AgencyId(form.cleaned_data["body"]),
            kind=Kind(form.cleaned_data["kind"]),
            day=form.cleaned_data["day"],
            at=clock.now(),
        )

    return _done(request, _("Đã chốt số liệu và lập báo cáo."), act)


@official_required(*DOES[Step.CHECKED])
@require_POST
def check(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """The second person's look."""
    note = _note(request)
    return _done(
        request,
        _("Đã ghi nhận kiểm tra."),
        lambda: periodic_steps.check(actor=request.actor, report_id=report_id, at=clock.now(), note=note),
    )


@official_required(*DOES[Step.SIGNED])
@require_POST
def sign(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Sign exactly what was frozen."""
    return _done(
        request,
        _("Đã ký báo cáo."),
        lambda: periodic_steps.sign(actor=request.actor, report_id=report_id, at=clock.now()),
    )


@official_required(*DOES[Step.SUBMITTED])
@require_POST
def submit(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Send it."""
    return _done(
        request,
        _("Đã gửi báo cáo."),
        lambda: periodic_steps.submit(actor=request.actor, report_id=report_id, at=clock.now()),
    )


@official_required(*DOES[Step.RETURNED])
@require_POST
def send_back(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Back to whoever prepared it, with a reason."""
    reason = _note(request)
    return _done(
        request,
        _("Đã trả lại báo cáo để lập lại."),
        lambda: periodic_steps.send_back(
            actor=request.actor, report_id=report_id, reason=reason, at=clock.now()
        ),
    )


def _note(request: OfficialRequest) -> str:
    form = NoteForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _done(request: OfficialRequest, words: str, act: Callable[[], ReportCard]) -> HttpResponse:
    try:
        card = act()
    except RefusalError as refused:
        return refusal(request, refused)
    notices.success(request, words)
    return redirect("reporting_periodic_report", card.id)
