"""Plans of reorganisations: the list, one plan with its proof, and the steps to its day (`annulments`: and back)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, PersonId
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import Plan, PlanId, PlanStatus, Proved
from haicap.reorganisation.domain import plan_document, policies
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.quantities import quantity
from haicap.reorganisation.selectors.balance import balance
from haicap.reorganisation.selectors.plans import card_of, row_of_province
from haicap.reorganisation.selectors.preview import late_records
from haicap.reorganisation.web import annulments
from haicap.reorganisation.web.plan_editor import PLANNERS, holdings, lines
from haicap.reorganisation.web.plan_words import ANNULMENT_WORDS, STATUS_TONES, STATUS_WORDS, sentence
from haicap.ui.http import fragment, refusal
from haicap.ui.sheets import Sheet, download


@require_safe
@official_required(*PLANNERS)
def listing(request: OfficialRequest) -> HttpResponse:
    """All plans of the province, latest day first."""
    rows = [
        (card, STATUS_WORDS[card.status], STATUS_TONES[card.status])
        for card in reorganisation.plans(request.actor)
    ]
    return fragment(request, "reorganisation/plans.html", {"rows": rows})


@require_safe
@official_required(*PLANNERS)
def show(request: OfficialRequest, plan_id: UUID) -> HttpResponse:
    """One plan: who did what, what it carries, the conservation report, and the steps with their reasons."""
    try:
        row = row_of_province(request.actor, PlanId(plan_id))
    except RefusalError as refused:
        return refusal(request, refused)
    return fragment(request, "reorganisation/plan.html", _page(request.actor, row))


@require_safe
@official_required(*PLANNERS)
def report(request: OfficialRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """The lines of the last conservation report as CSV or XLSX."""
    try:
        card = reorganisation.plan_of_province(request.actor, PlanId(plan_id))
        if card.report is None:
            raise refuse("reorganisation.wrong_status", status=card.status, instrument=card.instrument)
    except RefusalError as refused:
        return refusal(request, refused)
    head = [_("Số liệu"), _("Mã đơn vị"), _("Đơn vị"), _("Trước"), _("Sau"), _("Tổng trước"), _("Tổng sau")]
    rows = [
        [
            line.name,
            line.code,
            line.unit,
            *map(str, (line.before, line.after, line.total_before, line.total_after)),
        ]
        for line in card.report.lines
    ]
    return download([head, *rows], Sheet(kind), "bao-toan")


@require_safe
@official_required(*PLANNERS)
def paper(request: OfficialRequest, plan_id: UUID, proved: str) -> HttpResponse:
    """The sealed report of one step: the same bytes for ever."""
    try:
        card = reorganisation.plan_of_province(request.actor, PlanId(plan_id))
        file, content = reorganisation.paper(card.id, Proved(proved))
    except RefusalError as refused:
        return refusal(request, refused)
    return documents.response(file, content)


@require_POST
@official_required(*PLANNERS)
def approve(request: OfficialRequest, plan_id: UUID) -> HttpResponse:
    """The second person's yes."""
    return _step(
        request,
        plan_id,
        _("Đã phê duyệt phương án."),
        lambda plan: reorganisation.approve(actor=request.actor, plan_id=plan, at=clock.now()),
    )


@require_POST
@official_required(*PLANNERS)
def withdraw(request: OfficialRequest, plan_id: UUID) -> HttpResponse:
    """Take it back before anything was done."""
    return _step(
        request,
        plan_id,
        _("Đã rút phương án."),
        lambda plan: reorganisation.withdraw(actor=request.actor, plan_id=plan, at=clock.now()),
    )


@require_POST
@official_required(*PLANNERS)
def apply(request: OfficialRequest, plan_id: UUID) -> HttpResponse:
    """Carry it out on its day; whoever may plan may press, two people have decided before."""
    return _step(
        request,
        plan_id,
        _("Đã thực hiện phương án."),
        lambda plan: reorganisation.apply(plan_id=plan, at=clock.now(), actor=request.actor),
    )


def _step(
    request: OfficialRequest, plan_id: UUID, done: str, act: Callable[[PlanId], object]
) -> HttpResponse:
    try:
        act(PlanId(plan_id))
    except RefusalError as refused:
        return refusal(request, refused)
    notices.success(request, done)
    return redirect("reorganisation_plan", plan_id)


def _page(actor: Actor, row: PlanRow) -> dict[str, Any]:
    card = card_of(row)
    waiting = card.status in {PlanStatus.PROPOSED, PlanStatus.APPROVED}
    plan = plan_document.read(row.content) if waiting else None
    shown = reorganisation.preview(plan) if plan else None
    return {
        "card": card,
        "status": STATUS_WORDS[card.status],
        "tone": STATUS_TONES[card.status],
        "waiting": waiting,
        "shown": shown,
        "fault_count": len(shown.findings) if shown else 0,
        "faults": [sentence(each) for each in shown.findings] if shown else (),
        "lines": lines(balance(shown)) if shown and not shown.findings else (),
        "ends": [(one, holdings(one.holds)) for one in shown.ends] if shown else (),
        "report_lines": [(quantity(line.name), line) for line in card.report.lines] if card.report else (),
        "papers": reorganisation.papers(card.id),
        "approve_refusal": policies.may_approve(actor, PersonId(row.proposed_by)),
        "apply_refusal": _why_not_apply(actor, plan) if plan else None,
        "withdraw_refusal": _may_propose(actor),
        "history": [(one, ANNULMENT_WORDS[one.status]) for one in card.annulments],
        **annulments.panel(actor, row, card),
    }


def _may_propose(actor: Actor) -> Refusal | None:
    return policies.may_propose(actor, organisation.agency(actor.agency_id))


def _why_not_apply(actor: Actor, plan: Plan) -> Refusal | None:
    """What `apply` would refuse, asked before anybody presses."""
    if (why := _may_propose(actor)) is not None:
        return why
    today, on = clock.today(), plan.enactment.effective_on
    if today < on:
        return Refusal("reorganisation.too_early", {"on": on})
    return late_records(plan) if today > on else None
