"""Annulling an applied plan on screen: one person proposes, another confirms or declines."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import (
    AnnullingAct,
    AnnulmentId,
    PlanCard,
    PlanId,
    PlanStatus,
    Restoration,
)
from haicap.reorganisation.domain import annulments as rule
from haicap.reorganisation.domain import policies
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.selectors.annulments import restoration
from haicap.reorganisation.selectors.plans import card_of, row_of_province
from haicap.reorganisation.web.plan_editor import PLANNERS, holdings
from haicap.reorganisation.web.plan_words import sentence
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried

NOBODYS = AnnullingAct("", "")  # looked at before anybody has proposed


class AnnulmentForm(forms.Form):
    """The annulling act and why."""

    instrument = forms.CharField(label=_("Số văn bản hủy bỏ"), max_length=120)
    body = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    decided_on = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Lý do hủy bỏ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(forms.Form):
    """What the second person says to a no."""

    note = forms.CharField(label=_("Ý kiến"), max_length=2000, required=False)


@require_http_methods(["GET", "POST"])
@official_required(*PLANNERS)
def propose(request: OfficialRequest, plan_id: UUID) -> HttpResponse:
    """GET: what an annulment would restore today, and the form. POST: propose it."""
    form = AnnulmentForm(request.POST or None)
    try:
        row = row_of_province(request.actor, PlanId(plan_id))
        if row.status != PlanStatus.APPLIED:
            raise refuse("reorganisation.wrong_status", status=row.status, instrument=row.instrument)
    except RefusalError as refused:
        return refusal(request, refused)
    if request.method == "POST" and tried(form, lambda: _propose(request, plan_id, form)):
        notices.success(request, __("Đã lập đề nghị hủy bỏ. Người thứ hai phải quyết định."))
        return redirect("reorganisation_plan", plan_id)
    shown = restoration(row, NOBODYS, clock.today())
    context = {
        "card": card_of(row),
        "form": form,
        "refusal": policies.may_propose(request.actor, organisation.agency(request.actor.agency_id)),
        **told(shown),
    }
    status = 422 if form.errors else 200
    return fragment(request, "reorganisation/annulment.html", context, status=status)


@require_POST
@official_required(*PLANNERS)
def confirm(request: OfficialRequest, plan_id: UUID, annulment_id: UUID) -> HttpResponse:
    """The second person's yes: the plan is undone at once."""
    return _decide(
        request,
        plan_id,
        annulment_id,
        __("Đã hủy bỏ phương án; các đơn vị cũ hoạt động trở lại."),
        lambda: reorganisation.confirm_annulment(
            actor=request.actor, annulment_id=AnnulmentId(annulment_id), at=clock.now()
        ),
    )


@require_POST
@official_required(*PLANNERS)
def decline(request: OfficialRequest, plan_id: UUID, annulment_id: UUID) -> HttpResponse:
    """The second person's no, or the author's who takes it back."""
    return _decide(
        request,
        plan_id,
        annulment_id,
        __("Đề nghị hủy bỏ đã được đóng lại; phương án vẫn có hiệu lực."),
        lambda: reorganisation.decline_annulment(
            actor=request.actor,
            annulment_id=AnnulmentId(annulment_id),
            note=_note(request),
            at=clock.now(),
        ),
    )


def panel(actor: Actor, row: PlanRow, card: PlanCard) -> dict[str, Any]:
    """What the plan's page shows of its annulment: who may decide the one that waits and what it would do."""
    waiting = card.annulment
    if card.status is not PlanStatus.APPLIED or waiting is None:
        return {}
    shown = restoration(row, waiting.act, clock.today())
    return {
        "annulment": waiting,
        "confirm_refusal": rule.may_confirm(actor, waiting.author)
        or (shown.findings[0] if shown.findings else None),
        "decline_refusal": rule.may_decline(actor, waiting.author),
        "decline_form": DeclineForm(),
        "own": waiting.author == actor.person_id,
        **told(shown),
    }


def told(shown: Restoration) -> dict[str, Any]:
    """A restoration in words."""
    return {
        "last_day": shown.last_day,
        "obstacles": [sentence(each) for each in shown.findings],
        "restores": [(one, holdings(one.holds)) for one in shown.restores],
        "ceases": shown.ceases,
        "newer": sum(one.newer for one in shown.ceases),
    }


def _propose(request: OfficialRequest, plan_id: UUID, form: AnnulmentForm) -> object:
    data = form.cleaned_data
    return reorganisation.propose_annulment(
        actor=request.actor,
        plan_id=PlanId(plan_id),
        act=AnnullingAct(data["instrument"], data["reason"], data["body"], data["decided_on"]),
        at=clock.now(),
    )


def _note(request: OfficialRequest) -> str:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        raise refuse("reorganisation.annulment_note", field="note")
    return str(form.cleaned_data["note"])


def _decide(
    request: OfficialRequest, plan_id: UUID, annulment_id: UUID, done: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        card = reorganisation.plan_of_province(request.actor, PlanId(plan_id))
        if annulment_id not in {one.id for one in card.annulments}:
            raise refuse("reorganisation.unknown_annulment")
        act()
    except RefusalError as refused:
        return refusal(request, refused)
    notices.success(request, done)
    return redirect("reorganisation_plan", plan_id)
