"""From the counter to the result, through the real services and the real database."""

from datetime import datetime, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, ComponentIn, ComponentState, Deed, DossierId, Intake, Status
from haicap.kernel.ids import uuid7
from haicap.kernel.timeliness import Timeliness
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures
from tests.cast import DAY, DI_LINH, cast

MORNING = datetime.fromisoformat("2026-03-02T08:15:00+07:00")


def birth(**changes: object) -> Intake:
    """A birth registration with every paper of the catalogue."""
    procedure = procedures.version_on("1.001193", DAY)
    told: dict[str, object] = {
        "id": DossierId(uuid7()),
        "procedure": "1.001193",
        "competent": DI_LINH,
        "applicant": Applicant(name="Nguyễn Thị Hòa", id_number="068190001234", phone="0912345678"),
        "components": tuple(
            ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in procedure.components
        ),
    }
    return Intake(**{**told, **changes})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_birth_registration_goes_from_the_counter_to_the_hand_over() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    assert receipt.number.endswith("-260302-0001")
    at = MORNING

    def do(actor: object, action: Action, **facts: object) -> Status:
        nonlocal at
        at += timedelta(minutes=20)
        card = dossiers.act(actor=actor, dossier_id=receipt.id, deed=Deed(action, **facts), at=at)  # type: ignore[arg-type]
        return card.status

    assert do(people.specialist, Action.ASSIGN) is Status.IN_PROCESS
    opened = dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)
    while opened.card.step_role != "chair":
        do(people.specialist, Action.COMPLETE_STEP)
        opened = dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)
    assert do(people.chair, Action.COMPLETE_STEP) is Status.IN_PROCESS
    assert do(people.clerk, Action.RESOLVE, result_number="12/2026") is Status.RESULT_READY
    assert do(people.receiver, Action.HAND_OVER, receiver="Nguyễn Thị Hòa, CCCD") is Status.HANDED_OVER
    opened = dossiers.open_file(actor=people.receiver, dossier_id=receipt.id)
    assert opened.card.timeliness is Timeliness.ON_TIME
    assert [line.seq for line in opened.journal] == list(range(1, len(opened.journal) + 1))
    tracked = dossiers.track(number=receipt.number, secret=receipt.secret)
    assert tracked is not None and tracked.status is Status.HANDED_OVER
    assert dossiers.track(number=receipt.number, secret="x" * 12) is None
