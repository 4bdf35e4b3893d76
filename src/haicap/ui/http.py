"""How pages answer: a screen or a part of it from one template, and a refusal in words.

A template whose file name starts with `_` is a part: htmx gets it bare, a browser inside the whole page. Any
other template is a screen; it extends `ui/base.html` or `ui/public.html`, which leave the frame away for
htmx by themselves. So the page after a swap equals the page after a reload.
"""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from haicap.kernel import messages
from haicap.kernel.errors import Refusal, RefusalError
from haicap.ui.context import is_swap

# What the word after the package's name says about the kind of "no" (docs/reference/screens.md).
_FORBIDDEN = (
    "not_a_",
    "not_your_",
    "not_in_office",
    "not_in_scope",
    "out_of_scope",
    "outside_",
    "no_appointment",
    "forbidden",
    "role_missing",
    "other_agency",
    "other_division",
)
_UNKNOWN = ("unknown", "not_found", "no_such_file")
_LATER = {  # the same may be asked again soon
    "too_many_at_once": HTTPStatus.TOO_MANY_REQUESTS,
    "no_place": HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_SECONDS = 10


def fragment(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
    layout: str = "ui/base.html",
) -> HttpResponse:
    """Answer with `template`: the whole page for a browser, the part alone for htmx.

    `context["title"]` names the whole page where `template` is a part; `layout` is its frame.
    """
    context = dict(context or {})
    part = PurePosixPath(template).name.startswith("_")
    if part and not is_swap(request):
        context |= {"part": template, "layout": layout, "title": context.get("title", "")}
        template = "ui/whole.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def status_of(refusal: Refusal) -> HTTPStatus:
    """The HTTP status of a refusal, the same on pages and in the API.

    429 or 503 where trying again helps, 403 where the actor may not, 404 where a record is unknown, 422 where an input
    is to be mended (`field` is set), else 409: the record's state does not allow it.
    """
    word = refusal.code.partition(".")[2]
    if word in _LATER:
        return _LATER[word]
    if word.startswith(_FORBIDDEN):
        return HTTPStatus.FORBIDDEN
    if refusal.field is not None:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.NOT_FOUND if word.startswith(_UNKNOWN) else HTTPStatus.CONFLICT


def refusal(request: HttpRequest, refused: RefusalError, *, layout: str = "ui/base.html") -> HttpResponse:
    """Say why not: every reason as a sentence, with the status of the first, and when to try again where that helps."""
    context = {
        "title": gettext("Chưa thực hiện được"),
        "reasons": [messages.words(each) for each in refused.refusals],
        "codes": [each.code for each in refused.refusals],
    }
    status = status_of(refused.refusal)
    answer = fragment(request, "ui/_refusal.html", context, status=status, layout=layout)
    for name, value in later(status).items():
        answer.headers[name] = value
    return answer


def later(status: HTTPStatus) -> dict[str, str]:
    """When to try again, as a header, where a status says that it helps."""
    return {"Retry-After": str(RETRY_SECONDS)} if status in _LATER.values() else {}
