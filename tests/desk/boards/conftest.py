"""A morning with one dossier of everything, and who reads its boards."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, ComponentIn, ComponentState, Deed, DossierId, Intake, Receipt
from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level
from haicap.territory import api as territory
from tests.cast import DAY, DI_LINH, GIA_HIEP, PROVINCE, Cast, cast, holder
from tests.conftest import LIVED_UNTIL
from tests.dossiers.test_walk import birth

_HOUR = timedelta(hours=1)


@pytest.fixture
def morning(settings: object, frozen: Callable[[datetime], datetime]) -> Cast:
    """Dossiers of six weeks in every state and class, one passed on, one of a department."""
    settings.DEMO = True  # type: ignore[attr-defined]
    people, now = cast(), frozen(LIVED_UNTIL)
    for weeks in range(6):
        for receipt in [received(people, now - timedelta(weeks=weeks, hours=each)) for each in range(3)]:
            _settle(people, receipt, late=weeks == 4)
    passed_on, supplemented, refused, *_open = [
        received(people, now - timedelta(days=d)) for d in range(1, 20, 2)
    ]
    _act(people.head, passed_on, Deed(Action.TRANSFER_OUT, to_unit=GIA_HIEP, reason="Nhầm nơi"))
    _act(people.specialist, supplemented, Deed(Action.ASK_SUPPLEMENT, reason="Thiếu", note="Giấy chứng sinh"))
    _act(people.receiver, refused, Deed(Action.REFUSE, reason="Không thuộc thẩm quyền"))
    received(people, now - _HOUR, competent=GIA_HIEP)  # taken in for the neighbour
    _of_department(now - timedelta(days=1))
    return people


def readers(people: Cast) -> Mapping[str, Actor]:
    """Everybody who reads a board, by what they are."""
    department = _department_of(_provincial().field)
    return {
        "chair": people.chair,
        "centre_director": holder(DI_LINH, Role.CENTRE_DIRECTOR),
        "division_head": people.head,
        "specialist": people.specialist,
        "receiver": people.receiver,
        "department_head": _member(department, Role.DEPARTMENT_HEAD),
        "department_officer": _member(department, Role.DEPARTMENT_OFFICER),
        "leader": people.leader,
        "auditor": holder(PROVINCE, Role.AUDITOR),
    }


def received(people: Cast, at: datetime, **changes: object) -> Receipt:
    """A birth registration taken in at Di Linh's counter."""
    return dossiers.receive(actor=people.receiver, intake=birth(**changes), at=at)


def _settle(people: Cast, receipt: Receipt, *, late: bool) -> None:
    at = receipt.received_at + (timedelta(days=9) if late else timedelta(minutes=10))
    if at > clock.now():
        return
    _act(people.specialist, receipt, Deed(Action.ASSIGN), at)
    by_role = {"specialist": people.specialist, "division_head": people.head, "chair": people.chair}
    while (role := dossiers.open_file(actor=people.leader, dossier_id=receipt.id).card.step_role) in by_role:
        _act(by_role[role], receipt, Deed(Action.COMPLETE_STEP), at)
    _act(people.clerk, receipt, Deed(Action.RESOLVE, result_number="1/2026"), at)


def _act(actor: Actor, receipt: Receipt, deed: Deed, at: datetime | None = None) -> None:
    dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=at or clock.now())


def _provincial() -> object:
    return next(
        card
        for card in procedures.in_force(day=DAY)
        if Level.PROVINCE in card.levels and card.variants[0].limit is not None
    )


def _of_department(at: datetime) -> Receipt:
    card = _provincial()
    papers = tuple(ComponentIn(c.key, c.name, c.kind, ComponentState.KEPT) for c in card.components)
    intake = Intake(DossierId(uuid7()), card.code, PROVINCE, Applicant(name="K’ Brêu"), papers)
    return dossiers.receive(actor=holder(PROVINCE, Role.RECEIVER), intake=intake, at=at)


def _department_of(field: str) -> int:
    unit = territory.require_unit(PROVINCE, DAY)
    return organisation.division_for(organisation.committee_of_unit(unit.unit_id).id, field)


def _member(agency: int, role: Role) -> Actor:
    return organisation.actor_of_appointment(organisation.holders(agency, role, DAY)[0].id, DAY)
