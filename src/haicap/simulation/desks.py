"""The narrow door: stories act by act through the services, each act by whoever has the right to it.

The clock of the application stands at the moment at which an act is entered; the act says when it was done.
"""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierCard
from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import RefusalError
from haicap.kernel.stops import StopKind
from haicap.procedures import api as procedures
from haicap.simulation.delivery import entered
from haicap.simulation.intakes import handed_in
from haicap.simulation.scene import Scene
from haicap.simulation.staff import Staff, is_counters
from haicap.simulation.story import Happening, Story
from haicap.simulation.world import World

_ACTIONS = {
    "assigned": Action.ASSIGN,
    "corrected": Action.CORRECT,
    "supplement_requested": Action.ASK_SUPPLEMENT,
    "asked_again": Action.ASK_SUPPLEMENT,
    "supplemented": Action.SUPPLEMENT,
    "suspended": Action.SUSPEND,
    "resumed": Action.RESUME,
    "extended": Action.EXTEND,
    "transferred": Action.TRANSFER_OUT,
    "resolved": Action.RESOLVE,
    "handed_over": Action.HAND_OVER,
    "returned": Action.RETURN,
    "refused": Action.REFUSE,
    "stopped": Action.STOP,
    "withdrawn": Action.WITHDRAW,
    "void": Action.VOID,
}
_RECEIVER = "Người nộp, đã đối chiếu căn cước"
_CORRECTED_PHONE = "0911{:06d}"
_BETWEEN_STEPS = timedelta(minutes=3)


@dataclass(slots=True)
class _Case:
    """A story on its way: when each happening is entered, how far it is, and the dossier as it stands."""

    story: Story
    moments: Sequence[datetime]
    place: int = 0
    card: DossierCard | None = None
    last_at: datetime | None = None  # of what the journal holds already, where the intake was a repeated one

    @property
    def happening(self) -> Happening:
        return self.story.happenings[self.place]


class Desks:
    """The officials of a province at their screens."""

    def __init__(self, world: World, scene: Scene) -> None:
        self._world = world.key
        self._scene = scene
        self._staff = Staff(world.end)
        self._coming: list[
            tuple[datetime, int, _Case]
        ] = []  # no two of one number, so cases are never compared
        self.received = 0
        self.acts = 0
        self.refusals: Counter[str] = Counter()

    def expect(self, story: Story) -> None:
        """Take a story on."""
        self._await(_Case(story, entered(self._scene, story)))

    def work(self, day: date) -> None:
        """Let everything be entered that is to be entered until the end of `day`."""
        evening = datetime.combine(day + timedelta(days=1), time(0), VIETNAM)
        while self._coming and self._coming[0][0] < evening:
            moment, _, case = heapq.heappop(self._coming)
            with clock.at(moment):
                goes_on = self._enter(case)
            case.place += 1
            if goes_on and case.place < len(case.moments):
                self._await(case)

    def _await(self, case: _Case) -> None:
        heapq.heappush(self._coming, (case.moments[case.place], case.story.number, case))

    def _enter(self, case: _Case) -> bool:
        """One happening; False where the story ends here, because the rules refuse what it tells."""
        try:
            if case.card is None:
                self._receive(case)
            elif case.last_at is None or case.happening.at > case.last_at:
                self._act(case, case.card)
        except RefusalError as refused:
            self.refusals[refused.refusal.code] += 1
            return case.happening.what == "asked_again"
        return True

    def _receive(self, case: _Case) -> None:
        story, at = case.story, case.happening.at
        actor = self._staff.receiver(story.received_by)
        intake = handed_in(
            number=uuid5(NAMESPACE_OID, f"{self._world}-{story.number}"),
            procedure=procedures.version_on(story.procedure.code, at.date()),
            competent=story.competent.code,
            person=story.person,
            address=story.address,
            channel=story.channel,
        )
        receipt = dossiers.receive(actor=actor, intake=intake, at=at)
        opened = dossiers.open_file(actor=actor, dossier_id=receipt.id)
        case.card = opened.card
        if receipt.repeated:
            case.last_at = opened.journal[-1].at
        self.received += not receipt.repeated

    def _act(self, case: _Case, card: DossierCard) -> None:
        told = case.happening
        if told.what == "resolved":
            card = self._pass_through_steps(case, card)
        action = _ACTIONS[told.what]
        case.card = self._do(card, _deed(action, told, case.story), told.at)

    def _pass_through_steps(self, case: _Case, card: DossierCard) -> DossierCard:
        """What is left of the internal process, minutes before the result."""
        earliest, done_at = case.story.happenings[case.place - 1].at, case.happening.at
        steps = case.story.procedure.steps
        left = sum(step.order > card.step and not is_counters(step) for step in steps)
        for number in range(left, 0, -1):
            moment = max(earliest, done_at - number * _BETWEEN_STEPS)
            card = self._do(card, Deed(Action.COMPLETE_STEP), moment)
        return card

    def _do(self, card: DossierCard, deed: Deed, at: datetime) -> DossierCard:
        actor = self._staff.who_may(deed.action, card)
        done = dossiers.act(actor=actor, dossier_id=card.id, deed=deed, at=at)
        self.acts += 1
        return done


def _deed(action: Action, told: Happening, story: Story) -> Deed:
    return Deed(
        action,
        reason=told.reason,
        to_unit=told.to,
        new_due_at=told.new_due_at,
        stop_kind=StopKind.FINANCIAL_OBLIGATION,
        receiver=_RECEIVER if action is Action.HAND_OVER else "",
        corrections={"phone": _CORRECTED_PHONE.format(story.number % 1_000_000)}
        if action is Action.CORRECT
        else {},
    )
