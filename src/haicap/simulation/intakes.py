"""What somebody invented hands in at a counter."""

from uuid import UUID

from haicap.dossiers.contract import Channel, ComponentIn, ComponentState, DossierId, Intake
from haicap.parties.contract import Applicant
from haicap.procedures.contract import ProcedureCard
from haicap.simulation.people import Somebody


def handed_in(
    *,
    number: UUID,
    procedure: ProcedureCard,
    competent: str,
    person: Somebody,
    address: str,
    channel: str = Channel.COUNTER,
) -> Intake:
    """The intake of a complete dossier, every paper kept; `number` is the id that its bringer's form has given it."""
    return Intake(
        id=DossierId(number),
        procedure=procedure.code,
        competent=competent,
        channel=Channel(channel),
        applicant=Applicant(
            name=person.name, id_number=person.id_number, phone=person.phone, address=address
        ),
        components=tuple(
            ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in procedure.components
        ),
    )
