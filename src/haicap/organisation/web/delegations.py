"""My delegations: lend roles of my own appointment to a colleague, end what I lent, see what was lent to me."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words
from haicap.organisation.contract import Capacity, DelegationId, PersonId, Role
from haicap.organisation.domain.policies import may_lend
from haicap.organisation.messages import CAPACITY_WORDS, ROLE_WORDS
from haicap.organisation.selectors import delegations
from haicap.organisation.selectors.delegations import DelegationCard
from haicap.organisation.services import appointments
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.organisation.web.forms_own import DelegationForm
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried


@require_http_methods(["GET", "POST"])
@official_required()
def delegations_page(request: OfficialRequest) -> HttpResponse:
    """GET: what I lent and was lent. POST: lend roles of the appointment I act from."""
    form = DelegationForm(
        request.POST or None,
        roles=request.actor.roles,
        colleagues=delegations.colleagues(request.actor, clock.today()),
    )
    if request.method == "POST" and tried(form, lambda: _lend(request, form)):
        messages.success(request, _("Đã ủy quyền."))
        return redirect("organisation_delegations")
    return _page(request, form)


@require_POST
@official_required()
def end(request: OfficialRequest, delegation_id: int) -> HttpResponse:
    """Take back what I lent: it ends with today; what has not begun is dropped."""
    try:
        appointments.end_delegation(
            actor=request.actor,
            delegation_id=DelegationId(delegation_id),
            on=clock.today(),
            at=clock.now(),
        )
    except RefusalError as refused:
        return refusal(request, refused)
    messages.success(request, _("Đã kết thúc ủy quyền."))
    return redirect("organisation_delegations")


def _lend(request: OfficialRequest, form: DelegationForm) -> DelegationId:
    data = form.cleaned_data
    return appointments.delegate(
        actor=request.actor,
        appointment_id=request.actor.appointment_id,
        person_id=PersonId(data["person"]),
        roles=frozenset(Role(role) for role in data["roles"]),
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        act_number=data["act_number"],
        capacity=Capacity(data["capacity"]),
        at=clock.now(),
    )


def _page(request: OfficialRequest, form: DelegationForm) -> HttpResponse:
    unable = may_lend(request.actor, request.actor.roles)
    context = {
        "form": form,
        "unable": words(unable) if unable else "",
        "given": [_row(card) for card in delegations.given(request.actor)],
        "received": [_row(card) for card in delegations.received(request.actor)],
    }
    return fragment(request, "organisation/delegations.html", context, status=422 if form.errors else 200)


def _row(card: DelegationCard) -> dict[str, object]:
    today = clock.today()
    return {
        "card": card,
        "roles": [ROLE_WORDS[role] for role in card.roles],
        "capacity": CAPACITY_WORDS[card.capacity],
        "begun": card.starts_on <= today,
        "over": card.ends_on < today,
        "endable": card.ends_on > today,
    }
