"""The language of the reader and pages for answers that Django leaves empty."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from haicap.ui import errors

Answer = Callable[[HttpRequest], HttpResponse]


def language(get_response: Answer) -> Answer:
    """Vietnamese unless the reader chose otherwise.

    Unlike Django's own, it does not look at the browser's languages: most browsers in Viet Nam are set to
    English by those who sold them, not by those who read.
    """
    known = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
        return response

    return answer


def error_pages(get_response: Answer) -> Answer:
    """Give a 405 answer the page it lacks; its status and headers stay."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == errors.METHOD_NOT_ALLOWED and not response.content:
            response.content = errors.page(request, errors.METHOD_NOT_ALLOWED).content
            response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response

    return answer
