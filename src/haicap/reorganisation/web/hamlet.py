"""One hamlet: what was counted in it, and every act with its paper; those who keep the list record a count."""

from django.contrib import messages as notices
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain import hamlet_rights
from haicap.reorganisation.services import hamlets as services
from haicap.reorganisation.web.hamlet_forms import CountForm
from haicap.reorganisation.web.hamlets import commune_of
from haicap.territory import api as territory
from haicap.territory.contract import HamletId
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried


@require_http_methods(["GET", "POST"])
@official_required()
def show(request: OfficialRequest, code: str, hamlet_id: int) -> HttpResponse:
    """GET: figures and history. POST: record a count of the hamlet, where it is one of the commune."""
    hamlet = HamletId(hamlet_id)
    acts = territory.hamlet_acts(hamlet)
    try:
        commune = commune_of(request, code)
        today = clock.today()
        mine = hamlet in {card.hamlet_id for card in territory.hamlets_of(code, today)}
        if not acts or (request.method == "POST" and not mine):
            raise refuse("territory.hamlet_unknown", hamlet=hamlet_id)
    except RefusalError as refused:
        return refusal(request, refused)
    may_not = hamlet_rights.may_keep(request.actor, services.seat(request.actor), commune)
    form = CountForm(request.POST or None, initial={"counted_on": today})
    if request.method == "POST" and tried(
        form,
        lambda: services.change(actor=request.actor, commune=commune, act=lambda: _record(form, hamlet)),
    ):
        notices.success(request, _("Đã lưu."))
        return redirect("reorganisation_hamlet", code, hamlet_id)
    known = territory.hamlet_figures([hamlet], today).get(hamlet, {})
    context = {
        "commune": commune,
        "acts": acts,
        "last": acts[-1],
        "known": known,
        "figures": sorted(known.items()),
        "form": form if mine and not may_not else None,
    }
    return fragment(request, "reorganisation/hamlet.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _record(form: CountForm, hamlet: HamletId) -> None:
    for count in form.counts(hamlet):
        territory.observe_hamlet(count, at=clock.now(), replaces=form.cleaned_data["replaces"])
