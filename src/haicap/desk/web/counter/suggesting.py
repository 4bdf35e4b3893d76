"""Units suggested for the address of an intake. By POST: an address is personal data and belongs in no link."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from haicap.desk.web.counter import keeping
from haicap.desk.web.counter.addressing import read_address
from haicap.desk.web.counter.intake import RECEIVERS
from haicap.kernel import clock
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.context import is_swap
from haicap.ui.http import fragment


@official_required(*RECEIVERS)
@require_POST
def suggest(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Keep what was typed and offer units; `choose_address_unit` takes one of them and leaves the words as they are."""
    typed, _ = keeping.keep_posted(request, draft_id)
    if wanted := request.POST.get("choose_address_unit", ""):
        typed = typed.telling(address_unit=wanted)
    reading = read_address(typed, clock.now())
    typed = typed.telling(address_unit=reading.chosen_code)
    keeping.keep(request.actor, typed)
    if not is_swap(request):
        return redirect(f"{reverse('counter:draft', args=[draft_id])}#address-units")
    return fragment(request, "desk/counter/_address.html", {"typed": typed, "address_reading": reading})
