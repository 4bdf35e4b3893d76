"""Where nothing may be written, what would write is answered "not now", with what was typed ready to be sent again.

While the disk has no room, and in a rehearsal that is over.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from haicap.kernel import messages
from haicap.kernel.errors import Refusal
from haicap.platform import rehearsal, room
from haicap.ui.http import fragment

Answer = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponse])

NO_ROOM = Refusal("platform.no_room")
TRY_AGAIN = {"Retry-After": "60"}
_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# who signs in to read writes a few bytes; nobody is kept in either
_LET_THROUGH = frozenset({"account_login", "account_logout", "account_reauthenticate", "mfa_authenticate"})
_KEPT_BACK = ("password", "csrfmiddlewaretoken")


def goes_on(view: View) -> View:
    """A view that writes little and for somebody who stands there waiting: done though room is short."""
    view.goes_on_without_room = True  # type: ignore[attr-defined]
    return view


def refuses(request: HttpRequest) -> Refusal | None:
    """Why the request, which would write, may not: the rehearsal is over, or no room."""
    if request.method in _READING:
        return None
    why = rehearsal.OVER if rehearsal.is_over() else NO_ROOM if room.is_short() else None
    return None if why is None or _is_let_through(request.path_info, why) else why


def keep_room(get_response: Answer) -> Answer:
    """503 for pages that would write; the API says so itself (`config.api_door`)."""

    def answer(request: HttpRequest) -> HttpResponse:
        why = refuses(request)
        return _not_now(request, why) if why else get_response(request)

    return answer


def _not_now(request: HttpRequest, why: Refusal) -> HttpResponse:
    context = {
        "title": gettext("Tạm thời chỉ đọc"),
        "reason": messages.words(why),
        "code": why.code,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if not any(word in name for word in _KEPT_BACK)
            for value in values
        ],
        "files": [file.name for _, files in request.FILES.lists() for file in files],
        "here": request.get_full_path(),
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = fragment(request, "ui/_no_room.html", context, status=status, layout="ui/public.html")
    response.headers["Retry-After"] = TRY_AGAIN["Retry-After"]
    return response


def _is_let_through(path: str, why: Refusal) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name in _LET_THROUGH or (
        why is NO_ROOM and getattr(found.func, "goes_on_without_room", False)
    )
