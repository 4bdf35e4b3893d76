"""An intake as small as it can be."""

from datetime import datetime

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ComponentIn, ComponentState, DossierId, Intake, Receipt
from haicap.kernel.clock import local_day
from haicap.kernel.ids import uuid7
from haicap.organisation.contract import Actor
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures

BIRTH = "1.001193"


def receive(actor: Actor, unit: str, at: datetime, name: str = "Nguyễn Thị Hòa") -> Receipt:
    """A birth registration for `unit` taken in by `actor`."""
    procedure = procedures.version_on(BIRTH, local_day(at))
    papers = tuple(
        ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in procedure.components
    )
    intake = Intake(DossierId(uuid7()), BIRTH, unit, Applicant(name=name), papers)
    return dossiers.receive(actor=actor, intake=intake, at=at)
