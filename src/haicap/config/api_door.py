"""The way to the API: machines with a key walk past everything that is made for browsers.

Session, language cookie, messages, htmx and frames cost more than an intake itself; a request with an
`Authorization` header needs none of them. Officials' own pages call the API with their session, by the usual way.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation

from haicap.kernel.errors import Refusal
from haicap.platform.web.middleware import refuse_control_characters
from haicap.ui import room
from haicap.ui.problems import MEDIA_TYPE, problem

Answer = Callable[[HttpRequest], HttpResponse]

PREFIX = "/api/"
MEGABYTE = 1024 * 1024
MOST_FILE_BYTES = 16 * MEGABYTE  # the largest accepted file and its envelope
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def door(get_response: Answer) -> Answer:
    """Answer requests to `/api/`, each "no" as problem+json; everything else passes."""
    past_browsers = cast(Answer, convert_exception_to_response(refuse_control_characters(_straight)))

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        with translation.override(language_of(request)):
            way = past_browsers if "HTTP_AUTHORIZATION" in request.META else get_response
            response = _too_large(request) or _no_room(request) or way(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                response = _as_problem(request, response)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return answer


def language_of(request: HttpRequest) -> str:
    """The first language of `Accept-Language` that we speak, else Vietnamese; weights are not needed for two."""
    for part in request.META.get("HTTP_ACCEPT_LANGUAGE", "").split(","):
        code = part.split(";")[0].split("-")[0].strip().lower()
        if code in {known for known, _ in settings.LANGUAGES}:
            return str(code)
    return str(settings.LANGUAGE_CODE)


def _straight(request: HttpRequest) -> HttpResponse:
    match = resolve(request.path_info)
    request.resolver_match = match
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


def _too_large(request: HttpRequest) -> HttpResponse | None:
    """Refused by its own measure, before a byte of it is read."""
    is_file = request.content_type == "multipart/form-data"
    most = MOST_FILE_BYTES if is_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size <= most:
        return None
    return problem(
        request,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Refusal("api.too_large", {"most": most // MEGABYTE}),
    )


def _no_room(request: HttpRequest) -> HttpResponse | None:
    why = room.refuses(request)
    if why is None:
        return None
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, why, headers=room.TRY_AGAIN)


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Django's own answers (unknown address, wrong method, a bug above the views) say it the same way."""
    if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    from haicap.config.api import (
        of_status,
    )  # the routes need the apps, which are not there when Django starts

    told = of_status(request, response.status_code)
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
