"""How the API says no: problem details (RFC 9457), with the same sentences the pages show."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from haicap.kernel import messages
from haicap.kernel.errors import Refusal
from haicap.ui.messages import TITLES

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """A "no" that only HTTP knows: a missing header, an old version. Refusals of rules stay `RefusalError`."""

    def __init__(
        self, status: HTTPStatus, *refusals: Refusal, headers: Mapping[str, str] | None = None, **facts: Any
    ) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.status = status
        self.refusals = refusals
        self.headers = dict(headers or {})
        self.facts = facts


def problem(
    request: HttpRequest,
    status: HTTPStatus,
    *refusals: Refusal,
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> HttpResponse:
    """The answer `status` with the first refusal as its reason, and one error for each that names a field.

    `facts` become further members (RFC 9457, 3.2). The language is the active one.
    """
    first = refusals[0]
    document = {
        "type": f"urn:haicap:{first.code}",
        "title": str(TITLES.get(status, status.phrase)),
        "status": status.value,
        "detail": messages.words(first),
        "instance": request.path,
        "code": first.code,
        "errors": [
            {"field": each.field, "code": each.code, "message": messages.words(each)}
            for each in refusals
            if each.field is not None
        ],
        **facts,
    }
    text = json.dumps(document, ensure_ascii=False, default=str)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))
