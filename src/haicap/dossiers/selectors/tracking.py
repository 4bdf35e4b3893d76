"""What the public may follow: number and secret in, no name, no identity number, no phone out."""

import hmac

from haicap.dossiers.contract import Action, Status, TrackingCard
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.dossiers.selectors.cards import card_of, stops_of
from haicap.kernel.clock import local

# steps inside the office are not the public's to see
_PUBLIC = frozenset(Action) - {Action.COMPLETE_STEP, Action.SEND_BACK, Action.CORRECT, Action.TRANSFER_IN}


def track(*, number: str, secret: str) -> TrackingCard | None:
    """The public card of a dossier; None for an unknown number as for a wrong secret, in the same time.

    The one reading without an actor: the secret on the receipt is the right to see.
    """
    row = Dossier.objects.filter(number=number).first()
    known = row.secret if row else "-" * 12
    if not hmac.compare_digest(known.encode(), secret.encode()) or row is None:
        return None
    events = (
        JournalEntry.objects.filter(dossier_id=row.id, action__in=sorted(action.value for action in _PUBLIC))
        .order_by("seq")
        .values_list("at", "action")
    )
    card, stops = card_of(row), stops_of(row)
    return TrackingCard(
        number=card.number,
        procedure_code=card.procedure_code,
        procedure_version=card.procedure_version,
        status=card.status,
        stop_kind=stops[-1].kind if card.status is Status.AWAITING_APPLICANT else None,
        received_at=card.received_at,
        due_at=card.due_at,
        promised_at=card.promised_at,
        provisional=card.provisional,
        limit_amount=row.limit_amount,
        limit_unit=row.limit_unit,
        returned_by=card.returned_by,
        settled_at=card.settled_at,
        handed_over_at=card.handed_over_at,
        stops=stops,
        events=tuple((local(at), Action(action)) for at, action in events),
    )
