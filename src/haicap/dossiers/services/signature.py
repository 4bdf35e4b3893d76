"""How the journal names whoever acts."""

from haicap.dossiers.models.ledger import Signature
from haicap.organisation.contract import Actor


def signature_of(actor: Actor) -> Signature:
    """Person, appointment, readable label and signing capacity of an actor."""
    label = f"{actor.person_name}, {actor.post_title}"
    return Signature(actor.person_id, actor.appointment_id, label, actor.capacity.value)
