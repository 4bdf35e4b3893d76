"""Live work for the demo's desks: officials of one commune act through the same services as on screen.

Import knows no steps, so it leaves nothing with the chair or the clerk; a morning of real acts does.
"""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierId, Status
from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.kernel.worktime import WorkCalendar
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.procedures.contract import StepRole
from haicap.simulation.intakes import handed_in
from haicap.simulation.people import somebody
from haicap.simulation.staff import Staff
from haicap.territory import api as territory

CODES = (
    "1.001193",
    "1.000894",
    "1.000689",
    "1.004884",
    "1.000656",
)  # civil status: the bread of every morning
INTAKES = 40
_AT_WORK = frozenset({StepRole.SPECIALIST.value, StepRole.CHAIR.value})  # what reaches others lies there


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
        self._unit = territory.require_unit(unit_code, day)
        self._staff = Staff(day)
        self._receiver = self._staff.receiver(self._unit)

    def handle(self, dice: Random, at: datetime, index: int) -> int:
        """One dossier, brought as far as chance has it; what was begun before is not begun again."""
        procedure, person = procedures.version_on(dice.choice(CODES), clock.local_day(at)), somebody(dice)
        intake = handed_in(
            number=UUID(int=dice.getrandbits(128), version=4),
            procedure=procedure,
            competent=self._unit.code,
            person=person,
            address=f"Thôn {1 + index % 14}, {self._unit.name}",
        )
        receipt = dossiers.receive(actor=self._receiver, intake=intake, at=at)
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
        card = dossiers.open_file(actor=self._receiver, dossier_id=dossier_id).card
        if card.step_role not in _AT_WORK:
            return False
        action = Action.ASSIGN if card.status == Status.RECEIVED else Action.COMPLETE_STEP
        actor = self._staff.who_may(action, card)
        if dossiers.allowed(actor=actor, dossier_id=dossier_id).get(action) is not None:
            return False
        dossiers.act(actor=actor, dossier_id=dossier_id, deed=Deed(action), at=at)
        return True
