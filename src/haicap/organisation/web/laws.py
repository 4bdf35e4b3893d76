"""The administrators' page of the conservation laws: what the last checks said, and since when something is broken.

What a law is and what was found belong to `haicap.platform`; here stands only who may see it. Places are named by
unit and number, never by what a dossier says; they are shown to the province's own officials.
"""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from haicap.organisation.contract import Role
from haicap.organisation.domain.policies import is_provincial
from haicap.organisation.selectors import agencies
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.platform.checks import standing
from haicap.platform.checks.catalogue import CATALOGUE, catalogued
from haicap.ui.http import fragment

READERS = (Role.TECHNICAL_ADMIN, Role.BUSINESS_ADMIN, Role.SECURITY_OFFICER, Role.AUDITOR)


@require_GET
@official_required(*READERS)
def listing(request: OfficialRequest) -> HttpResponse:
    """All laws with the last word about each, the broken ones first with their places."""
    told = standing.standing()
    context: dict[str, Any] = {
        "told": told,
        "sentence": standing.sentence(told),
        "red": [(law, catalogued(law.law)) for law in told.red],
        "laws": [(law, catalogued(law.law)) for law in told.laws],
        "waiting": [law for law in CATALOGUE if law.awaits],
        "with_places": is_provincial(agencies.agency(request.actor.agency_id)),
    }
    return fragment(request, "organisation/laws.html", context)
