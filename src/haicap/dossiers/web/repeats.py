"""Requests that carry their sender's key: what it is, and how a repeated one is answered."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from haicap.kernel import clock
from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor
from haicap.platform import answers
from haicap.platform.answers import Answer
from haicap.ui.problems import ProblemError

HEADER = "Idempotency-Key"
_TOLD = ("Content-Type", "ETag", "Location")  # headers that belong to the answer itself

OPTIONAL_KEY: dict[str, Any] = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Made by the sender: sent again within two days, the request is answered again, not done again",
}


def key_of(text: str) -> UUID:
    """The key of a header; 400 `api.key_required` where it is no UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise ProblemError(HTTPStatus.BAD_REQUEST, Refusal("api.key_required", field=HEADER)) from None


def once(actor: Actor, header: str | None, said: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """`answer()`; with a key, the answer that the same words (`said`) under this key got before.

    409 `platform.key_used` where the sender used the key for something else.
    """
    if header is None:
        return answer()

    def told() -> Answer:
        response = answer()
        headers = {name: response.headers[name] for name in _TOLD if name in response.headers}
        return Answer(response.status_code, response.content.decode(), headers)

    given = answers.once(key=key_of(header), by=actor.appointment_id, said=said, at=clock.now(), answer=told)
    return HttpResponse(given.body, status=given.status, headers=dict(given.headers))
