"""The two addresses of the shared screens: choose the look, stay signed in. Both only by POST."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from haicap.ui.preferences import COOKIE, COOKIE_SECONDS, Preferences


@require_POST
def options(request: HttpRequest) -> HttpResponse:
    """Remember `theme`, `text_size`, `language` in cookies, go back to `next`; bad values change nothing."""
    response = HttpResponseRedirect(_back(request))
    look = Preferences.read(request.COOKIES).choose(
        theme=request.POST.get("theme", ""), text_size=request.POST.get("text_size", "")
    )
    _remember(response, COOKIE, str(look))
    if request.POST.get("language") in {code for code, _ in settings.LANGUAGES}:
        _remember(response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"])
    return response


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Start the session's time anew; answers 204 with the new number of seconds in `X-Session-Seconds`."""
    request.session.modified = True
    return HttpResponse(status=204, headers={"X-Session-Seconds": str(request.session.get_expiry_age())})


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if ours and target.startswith("/") else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
