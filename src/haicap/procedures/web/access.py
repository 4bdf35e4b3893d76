"""Who may open these screens: business administrators; a refusal anywhere below becomes its page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import refusal

View = Callable[..., HttpResponse]


def administrator(view: View) -> View:
    """Let only business administrators pass; answer refusals in words."""

    @wraps(view)
    def answering(request: OfficialRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RefusalError as refused:
            return refusal(request, refused)

    return official_required(Role.BUSINESS_ADMIN)(answering)
