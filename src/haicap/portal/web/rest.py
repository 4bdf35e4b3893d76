"""Following a dossier over the API: public, without personal data, guarded against guessing like the page."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema

from haicap.dossiers.contract import Action, Status, TrackingCard
from haicap.kernel import clock
from haicap.kernel.errors import Refusal
from haicap.kernel.stops import StopKind
from haicap.organisation import api as organisation
from haicap.portal.web.tracking import LONGEST_CODE, PRIVATE, find
from haicap.ui.problems import ProblemError

router = Router(tags=["tracking"])


class TrackingEvent(Schema):
    """One thing that happened."""

    at: datetime
    action: Action


class TrackingOut(Schema):
    """What the receipt entitles to know: where it stands and when it is due; nobody's name."""

    number: str
    procedure: str
    status: Status
    stop_kind: StopKind | None
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    provisional: bool
    returned_by: str
    returned_by_today: str
    settled_at: datetime | None
    handed_over_at: datetime | None
    events: list[TrackingEvent]


@router.get(
    "/tracking/{number}/{secret}",
    response=TrackingOut,
    operation_id="track",
    summary="Follow a dossier by the number and secret of its receipt",
)
def track(
    request: HttpRequest,
    response: HttpResponse,
    number: Path[str],
    secret: Path[str],
) -> TrackingOut:
    """404 for an unknown number as for a wrong secret; 429 for who guesses too often."""
    for name, value in PRIVATE.items():
        response.headers[name] = value
    found = find(request, number[:LONGEST_CODE], secret[:LONGEST_CODE])
    if isinstance(found, Refusal):
        raise _no(found)
    return _out(found)


def _no(refusal: Refusal) -> ProblemError:
    if "minutes" in refusal.facts:
        seconds = str(refusal.facts["minutes"] * 60)
        return ProblemError(
            HTTPStatus.TOO_MANY_REQUESTS, refusal, headers={**PRIVATE, "Retry-After": seconds}
        )
    return ProblemError(HTTPStatus.NOT_FOUND, refusal, headers=PRIVATE)


def _out(card: TrackingCard) -> TrackingOut:
    return TrackingOut(
        number=card.number,
        procedure=card.procedure_code,
        status=card.status,
        stop_kind=card.stop_kind,
        received_at=card.received_at,
        due_at=card.due_at,
        promised_at=card.promised_at,
        provisional=card.provisional,
        returned_by=organisation.agency(card.returned_by).name,
        returned_by_today=organisation.agency(organisation.heir_of(card.returned_by)).name,
        settled_at=card.settled_at,
        handed_over_at=card.handed_over_at,
        events=[TrackingEvent(at=clock.local(at), action=action) for at, action in card.events],
    )
