"""Officials signed in as a browser is, and dossiers received through the real service."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierFile, Receipt
from haicap.organisation.contract import Actor
from haicap.organisation.models import Account
from tests.cast import Cast, cast
from tests.dossiers.test_walk import birth

MORNING = datetime.fromisoformat("2026-03-02T08:15:00+07:00")


def sign_in(actor: Actor) -> Client:
    """A client signed in as the person behind `actor`."""
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


@pytest.fixture
def people(settings: object, frozen: Callable[[datetime], datetime]) -> Cast:
    """The cast, on the morning of MORNING, with demo accounts (no second factor)."""
    settings.DEMO = True  # type: ignore[attr-defined]
    frozen(MORNING + timedelta(hours=1))
    return cast()


def received(people: Cast, **changes: object) -> Receipt:
    """A birth registration taken in at Di Linh's counter."""
    return dossiers.receive(actor=people.receiver, intake=birth(**changes), at=MORNING)


def opened(people: Cast, receipt: Receipt) -> DossierFile:
    """The dossier as the specialist sees it."""
    return dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)


def at_chair(people: Cast, receipt: Receipt) -> None:
    """Walk the dossier to the chair's desk."""
    at = MORNING + timedelta(minutes=20)
    dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=at)
    while (role := opened(people, receipt).card.step_role) != "chair":
        actor = people.head if role == "division_head" else people.specialist
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=Deed(Action.COMPLETE_STEP), at=at)
