"""Makes the actor of a request and ends sessions that are idle or too old."""

from collections.abc import Callable
from typing import Final, cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, AppointmentId, DelegationId
from haicap.organisation.models import Account
from haicap.organisation.selectors import actors
from haicap.organisation.web.access import SIGNED_OUT

Answer = Callable[[HttpRequest], HttpResponse]

SEAT, STARTED, RENEWED = "seat", "started", "renewed"
RENEW_SECONDS: Final = 60  # how often a session in use writes its new end: not at every request


def sessions(get_response: Answer) -> Answer:
    """End a session after `SESSION_MOST_SECONDS`; push the idle end (`SESSION_COOKIE_AGE`) on while it is used."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            if now - request.session.setdefault(STARTED, now) > settings.SESSION_MOST_SECONDS:
                logout(request)
            elif now - request.session.get(RENEWED, 0) >= RENEW_SECONDS:
                request.session[RENEWED] = now
        return get_response(request)

    return answer


def actor(get_response: Answer) -> Answer:
    """Set `request.actor`, or None with the refusal in `request.no_actor`. Asked once per request."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.no_actor = SIGNED_OUT  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            try:
                request.actor = actor_of(request)  # type: ignore[attr-defined]
            except RefusalError as refused:
                request.no_actor = refused.refusal  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the seat chosen in this session, or of the first one where that has ended meanwhile."""
    account, day = cast(Account, request.user), clock.today()
    seat = request.session.get(SEAT, "")
    number = int(seat[1:] or 0) if seat else 0
    try:
        if seat.startswith("d"):
            return actors.actor_for(account, day, delegation_id=DelegationId(number))
        return actors.actor_for(account, day, AppointmentId(number) if seat else None)
    except RefusalError as refused:
        if refused.refusal.facts.get("why") != "not_yours":
            raise
        request.session.pop(SEAT, None)
        return actors.actor_for(account, day)
