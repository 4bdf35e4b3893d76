"""The internal process: which step comes next, who does it, and by when its share of the limit ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil

from haicap.dossiers.domain.terms import Terms
from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.stops import Stop
from haicap.organisation.contract import Role
from haicap.procedures.contract import StepCard, StepRole

# the counter's own steps are the intake and the hand-over themselves
_AT_COUNTER = frozenset({StepRole.RECEIVER, StepRole.RETURNER})

# who may do a step: in a commune the committee's people, in a department the department's
ROLES_OF_STEP: dict[str, frozenset[Role]] = {
    StepRole.RECEIVER: frozenset({Role.RECEIVER}),
    StepRole.SPECIALIST: frozenset({Role.SPECIALIST, Role.DEPARTMENT_OFFICER}),
    StepRole.DIVISION_HEAD: frozenset({Role.DIVISION_HEAD, Role.DEPARTMENT_HEAD}),
    StepRole.CHAIR: frozenset({Role.CHAIR, Role.DEPARTMENT_HEAD}),
    StepRole.CLERK: frozenset({Role.CLERK}),
    StepRole.RETURNER: frozenset({Role.RETURNER, Role.RECEIVER}),
}


def step_roles_of(roles: frozenset[Role]) -> frozenset[str]:
    """The steps behind the counter that holders of `roles` do."""
    return frozenset(
        step for step, done_by in ROLES_OF_STEP.items() if step not in _AT_COUNTER and done_by & roles
    )


def office_steps(steps: Sequence[StepCard]) -> tuple[StepCard, ...]:
    """The steps behind the counter, in order."""
    return tuple(step for step in sorted(steps, key=lambda step: step.order) if step.role not in _AT_COUNTER)


def current(steps: Sequence[StepCard], order: int) -> StepCard | None:
    """The step numbered `order`."""
    return next((step for step in steps if step.order == order), None)


def after(steps: Sequence[StepCard], order: int) -> StepCard | None:
    """The next step behind the counter, None after the last."""
    return next((step for step in office_steps(steps) if step.order > order), None)


def before(steps: Sequence[StepCard], order: int) -> StepCard | None:
    """The step behind the counter that came before, None before the first."""
    return next((step for step in reversed(office_steps(steps)) if step.order < order), None)


def due_of(
    *, steps: Sequence[StepCard], order: int, terms: Terms, stops: Sequence[Stop], due_at: datetime
) -> datetime:
    """When step `order` ends: when its share of a working-day limit, with the shares before it, is used up.

    What stops the clock of the dossier (`stops`) stops that of its step. Shares of other units cannot be laid on
    days; their steps end with the dossier itself, at `due_at`.
    """
    if terms.limit is None or terms.limit.unit is not LimitUnit.WORKING_DAY:
        return due_at
    share = sum(step.share_percent for step in steps if step.order <= order)
    days = max(1, ceil(terms.limit.amount * min(share, 100) / 100))
    own = replace(terms, limit=Limit(days, LimitUnit.WORKING_DAY)).deadline(stops)
    return min(due_at, own.due_at or due_at)
