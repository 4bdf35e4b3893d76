"""What every request goes through first: an id of its own, and no control characters."""

import re
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from haicap.kernel.ids import uuid7
from haicap.platform.logs import request_id

Answer = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# C0 without tab, line feed and carriage return, and DEL: literal, percent-encoded (lines too: nobody has a
# line break in an address), escaped in JSON
_LITERAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f]|%[01][0-9a-f]|%7f", re.IGNORECASE)
_IN_FORM = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|%0[0-8bcef]|%1[0-9a-f]|%7f", re.IGNORECASE)
_IN_JSON = re.compile(rb"\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)", re.IGNORECASE)
_BODIES = {"application/x-www-form-urlencoded": _IN_FORM, "application/json": _IN_JSON}


def identify(get_response: Answer) -> Answer:
    """Give the request the id its log lines and its answer carry; a well-formed one of a proxy is kept."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if _ID.fullmatch(given) else str(uuid7())
        token = request_id.set(name)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response.headers[HEADER] = name
        return response

    return answer


def refuse_control_characters(get_response: Answer) -> Answer:
    """400 for control characters in address, form, JSON: PostgreSQL refuses NUL, logs would obey the others.

    Forms with files are checked field by field by Django's forms.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if _LITERAL.search(request.path) or _IN_ADDRESS.search(request.META.get("QUERY_STRING", "")):
            raise SuspiciousOperation("control character in the address")
        pattern = _BODIES.get(request.content_type or "")
        if pattern is not None and pattern.search(request.body):
            raise SuspiciousOperation("control character in the body")
        return get_response(request)

    return answer
