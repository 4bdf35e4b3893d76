"""Live work for the demo's desks: officials of one commune act through the same services as on screen.

Import knows no steps, so it leaves nothing with the chair or the clerk; a morning of real acts does.
"""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, ComponentIn, ComponentState, Deed, DossierId, Intake
from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.kernel.worktime import WorkCalendar
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, Role
from haicap.parties.contract import Applicant
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard
from haicap.simulation.people import somebody
from haicap.territory import api as territory

CODES = (
    "1.001193",
    "1.000894",
    "1.000689",
    "1.004884",
    "1.000656",
)  # civil status: the bread of every morning
INTAKES = 40


def morning(province: str, unit_code: str, *, seed: int) -> int:
    """Let one commune take in and handle dossiers of today; returns how many acts were done."""
    dice = Random(seed)  # noqa: S311 - a demo's dice
    desk = _Desk(unit_code)
    began = _began(calendars.current(province, unit_code), clock.now())
    return sum(desk.handle(dice, began + timedelta(minutes=index), index) for index in range(INTAKES))


def _began(calendar: WorkCalendar, now: datetime) -> datetime:
    """This morning's opening; before noon and on days off the last afternoon, late enough to be due next time."""
    today = calendar.opens_at(now.date())
    if calendar.is_working(now.date()) and now - today > timedelta(hours=4):
        return today
    day = now.date() - timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(15, 1), VIETNAM)


class _Desk:
    """The people of one commune who handle civil status."""

    def __init__(self, unit_code: str) -> None:
        day = clock.today()
        self.unit_code = unit_code
        unit = territory.require_unit(unit_code, day)
        self.committee = organisation.committee_of_unit(unit.unit_id).id
        self.receiver = self._holder(organisation.centre_of_unit(unit.unit_id).id, Role.RECEIVER)
        office = organisation.division_for(self.committee, "Hộ tịch")
        self.specialist = self._holder(office, Role.SPECIALIST)
        self.chair = self._holder(self.committee, Role.CHAIR)
        self.by_role: dict[str, Actor] = {"specialist": self.specialist, "chair": self.chair}

    def handle(self, dice: Random, at: datetime, index: int) -> int:
        """One dossier, brought as far as chance has it; what was begun before is not begun again."""
        procedure = procedures.version_on(dice.choice(CODES), clock.local_day(at))
        intake = _intake(dice, procedure, self.unit_code, index)
        receipt = dossiers.receive(actor=self.receiver, intake=intake, at=at)
        if receipt.repeated:
            return 0
        acts = 1
        for _ in range(dice.randrange(4)):
            at += timedelta(minutes=dice.randrange(5, 25))
            if at > clock.now() or not self._advance(receipt.id, at):
                break
            acts += 1
        return acts

    def _advance(self, dossier_id: DossierId, at: datetime) -> bool:
        opened = dossiers.open_file(actor=self.specialist, dossier_id=dossier_id)
        actor = self.by_role.get(opened.card.step_role)
        if actor is None:
            return False
        action = Action.ASSIGN if opened.card.status == "received" else Action.COMPLETE_STEP
        if dossiers.allowed(actor=actor, dossier_id=dossier_id).get(action) is not None:
            return False
        dossiers.act(actor=actor, dossier_id=dossier_id, deed=Deed(action), at=at)
        return True

    def _holder(self, agency: AgencyId, role: Role) -> Actor:
        day = clock.today()
        return organisation.actor_of_appointment(organisation.holders(agency, role, day)[0].id, day)


def _intake(dice: Random, procedure: ProcedureCard, unit_code: str, index: int) -> Intake:
    person = somebody(dice)
    return Intake(
        id=DossierId(UUID(int=dice.getrandbits(128), version=4)),
        procedure=procedure.code,
        competent=unit_code,
        applicant=Applicant(
            name=person.name,
            id_number=person.id_number,
            phone=person.phone,
            address=f"Thôn {1 + index % 14}, Xã Di Linh",
        ),
        components=tuple(
            ComponentIn(card.key, card.name, card.kind, ComponentState.KEPT) for card in procedure.components
        ),
    )
