"""The work queue of divided communes: which hamlet went to which successor, decided by an officer with reason."""

from datetime import timedelta

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain import hamlet_rights
from haicap.reorganisation.services import hamlets as services
from haicap.reorganisation.web.hamlet_forms import AssignForm, SplitForm
from haicap.territory import api as territory
from haicap.territory.contract import DividedCard, HamletCard, HamletId
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried


@require_safe
@official_required()
def queue(request: OfficialRequest) -> HttpResponse:
    """Divided communes of the province with their progress, and the province's in all."""
    rows = territory.divided_communes(clock.today(), request.actor.province_code)
    context = {
        "rows": rows,
        "done": sum(row.done for row in rows),
        "hamlets": sum(row.hamlets for row in rows),
        "assigned": sum(row.assigned for row in rows),
    }
    return fragment(request, "reorganisation/divided.html", context)


@require_http_methods(["GET", "POST"])
@official_required()
def assign(request: OfficialRequest, code: str) -> HttpResponse:
    """GET: hamlets that wait. POST: some of them to one successor."""
    try:
        task = _task(request, code)
    except RefusalError as refused:
        return refusal(request, refused)
    waiting = territory.waiting_hamlets(task.commune, clock.today())
    form = AssignForm(request.POST or None, cards=waiting, heirs=task.successors)
    if request.method == "POST" and tried(form, lambda: _assign(request, task, form)):
        notices.success(request, _("Đã lưu."))
        return redirect("reorganisation_assign", code)
    context = {
        "task": task,
        "waiting": waiting,
        "form": form,
        "why_not": hamlet_rights.may_assign(
            request.actor, services.seat(request.actor), [heir.unit for heir in task.successors]
        ),
    }
    return fragment(request, "reorganisation/assign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@official_required()
def split(request: OfficialRequest, code: str, hamlet_id: int) -> HttpResponse:
    """GET: what was counted in a hamlet that waits. POST: divide it between successors, each part with its numbers."""
    try:
        task = _task(request, code)
        card = _waiting(task, hamlet_id)
    except RefusalError as refused:
        return refusal(request, refused)
    eve = task.divided_on - timedelta(days=1)
    known = territory.hamlet_figures([card.hamlet_id], eve).get(card.hamlet_id, {})
    heirs = [heir.unit for heir in task.successors]
    form = SplitForm(request.POST or None, card=card, heirs=heirs, known=known)
    if request.method == "POST" and tried(form, lambda: _split(request, task, card, form)):
        notices.success(request, _("Đã lưu."))
        return redirect("reorganisation_assign", code)
    context = {
        "task": task,
        "card": card,
        "known": known,
        "measures": sorted(known),
        "form": form,
        "why_not": hamlet_rights.may_assign(request.actor, services.seat(request.actor), heirs),
    }
    return fragment(request, "reorganisation/split.html", context, status=422 if form.errors else 200)


def _assign(request: OfficialRequest, task: DividedCard, form: AssignForm) -> object:
    return services.assign(
        actor=request.actor,
        hamlets=[HamletId(one) for one in form.cleaned_data["hamlets"]],
        task=task,
        successor=form.cleaned_data["successor"],
        act=form.act(request.actor, task.divided_on),
        at=clock.now(),
    )


def _split(request: OfficialRequest, task: DividedCard, card: HamletCard, form: SplitForm) -> None:
    services.split(
        actor=request.actor,
        hamlet=card.hamlet_id,
        task=task,
        parts=form.parts(),
        wholes=form.wholes(task.divided_on - timedelta(days=1)),
        act=form.act(request.actor, task.divided_on),
        at=clock.now(),
    )


def _waiting(task: DividedCard, hamlet_id: int) -> HamletCard:
    waiting = territory.waiting_hamlets(task.commune, clock.today())
    found = next((card for card in waiting if card.hamlet_id == hamlet_id), None)
    if found is None:
        raise refuse("territory.hamlet_unknown", hamlet=hamlet_id)
    return found


def _task(request: OfficialRequest, code: str) -> DividedCard:
    tasks = territory.divided_communes(clock.today(), request.actor.province_code)
    found = next((one for one in tasks if one.commune.code == code), None)
    if found is None:
        raise refuse("territory.unknown_unit", unit=code, day=clock.today())
    return found
