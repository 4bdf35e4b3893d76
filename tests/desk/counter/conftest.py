"""Officials signed in, as a browser is, and dossiers brought to where the counter meets them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, ComponentIn, ComponentState, Deed, DossierId, Intake, Receipt
from haicap.kernel.ids import uuid7
from haicap.organisation.contract import Actor
from haicap.organisation.models import Account
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures
from tests.cast import DAY, DI_LINH, Cast, cast

MORNING = datetime.fromisoformat("2026-03-02T08:15:00+07:00")
HOA = Applicant(name="Nguyễn Thị Hòa", id_number="068190001234", phone="0912345678")


def sign_in(actor: Actor) -> Client:
    """A client signed in as the person behind `actor`."""
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def take_in(actor: Actor, *, applicant: Applicant = HOA, at: datetime = MORNING) -> Receipt:
    """A birth registration received by `actor`."""
    procedure = procedures.version_on("1.001193", DAY)
    papers = tuple(
        ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in procedure.components
    )
    intake = Intake(DossierId(uuid7()), procedure.code, DI_LINH, applicant, papers)
    return dossiers.receive(actor=actor, intake=intake, at=at)


def bring_to_result(people: Cast, receipt: Receipt, *, at: datetime = MORNING) -> datetime:
    """Through every step to the result; returns the moment it is ready."""

    def do(actor: Actor, deed: Deed) -> None:
        nonlocal at
        at += timedelta(minutes=5)
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=at)

    do(people.specialist, Deed(Action.ASSIGN))
    while (role := dossiers.open_file(actor=people.chair, dossier_id=receipt.id).card.step_role) != "clerk":
        do(people.chair if role == "chair" else people.specialist, Deed(Action.COMPLETE_STEP))
    do(people.clerk, Deed(Action.RESOLVE, result_number="12/2026"))
    return at


@pytest.fixture
def people(settings: Settings) -> Cast:
    """The cast, whose demo accounts may sign in."""
    settings.DEMO = True
    return cast()


@pytest.fixture
def receiver(people: Cast) -> Client:
    """The receiving officer of Di Linh."""
    return sign_in(people.receiver)


@pytest.fixture
def stranger(people: Cast) -> Client:
    """The receiving officer of the neighbouring commune."""
    return sign_in(people.stranger)


@pytest.fixture
def morning(frozen: Callable[[datetime], datetime]) -> datetime:
    """08:15 of a working Monday, standing still."""
    return frozen(MORNING)
