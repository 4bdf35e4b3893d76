"""The morning boards."""

from django.http import HttpResponse

from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import fragment


@official_required()
def commune(request: OfficialRequest) -> HttpResponse:
    return fragment(request, "desk/office/home.html")


province = commune
