"""Whose hand does an act: the first holder of a fitting role at the desk where the dossier lies."""

from datetime import date

from haicap.dossiers.contract import Action, DossierCard
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, AgencyKind, Role
from haicap.procedures.contract import StepCard, StepRole
from haicap.territory.contract import UnitCard

_COUNTER = frozenset({Role.RECEIVER})
_DESK = frozenset({Role.SPECIALIST, Role.DEPARTMENT_OFFICER})
_DECIDER = frozenset({Role.CHAIR, Role.DEPARTMENT_HEAD})
_OF_STEP = {
    StepRole.SPECIALIST.value: _DESK,
    StepRole.DIVISION_HEAD.value: frozenset({Role.DIVISION_HEAD, Role.DEPARTMENT_HEAD}),
    StepRole.CHAIR.value: _DECIDER,
    StepRole.CLERK.value: frozenset({Role.CLERK}),
}
_AT_DESK = frozenset({Action.ASSIGN, Action.ASK_SUPPLEMENT, Action.SUSPEND, Action.RESUME, Action.RETURN})
_BY_DECIDER = frozenset({Action.EXTEND, Action.TRANSFER_OUT, Action.REFUSE, Action.STOP})
_BY_STEP = frozenset({Action.COMPLETE_STEP, Action.RESOLVE})


class Staff:
    """The officials of a province as appointed on one day; nobody comes or goes while a world runs."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._known: dict[tuple[AgencyId, frozenset[Role]], Actor] = {}
        self._centres: dict[str, Actor] = {}

    def receiver(self, unit: UnitCard) -> Actor:
        """Who takes in for a unit."""
        if unit.code not in self._centres:
            centre = organisation.centre_of_unit(unit.unit_id)
            self._centres[unit.code] = self._somebody(centre.id, _COUNTER)
        return self._centres[unit.code]

    def who_may(self, action: Action, card: DossierCard) -> Actor:
        """Who does `action` to a dossier where it lies now."""
        if action in _BY_STEP:
            return self._somebody(card.handler, _OF_STEP[card.step_role])
        if action in _AT_DESK:
            return self._somebody(card.handler, _DESK)
        if action in _BY_DECIDER:
            return self._somebody(card.competent, _DECIDER)
        return self._somebody(card.returned_by, _COUNTER)

    def _somebody(self, place: AgencyId, roles: frozenset[Role]) -> Actor:
        key = (place, roles)
        if key not in self._known:
            self._known[key] = self._find(place, roles)
        return self._known[key]

    def _find(self, place: AgencyId, roles: frozenset[Role]) -> Actor:
        """Somebody of the body itself, else of the same house."""
        here = organisation.agency(place)
        house = [] if here.kind is AgencyKind.DEPARTMENT else organisation.agencies_of_unit(here.unit_id)
        for body in (here, *house):
            for held in organisation.holders_of_any(body.id, roles, self._day):
                return organisation.actor_of_appointment(held.id, self._day)
        raise LookupError(f"nobody at {here.code} is {', '.join(sorted(roles))}")


def is_counters(step: StepCard) -> bool:
    """Whether a step is done at the counter: the intake and the hand-over themselves."""
    return step.role.value not in _OF_STEP
