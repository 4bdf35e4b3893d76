"""Who may do what to a dossier, each rule once, each refusal with its reason (roles: docs/glossary.md)."""

from collections.abc import Callable
from dataclasses import dataclass

from haicap.dossiers.contract import Action, Status
from haicap.dossiers.domain import lifecycle
from haicap.dossiers.domain.steps import ROLES_OF_STEP
from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, AgencyId, Role

_COUNTER_ROLES = frozenset({Role.RECEIVER, Role.RETURNER, Role.CENTRE_DIRECTOR})
_DIVISION_ROLES = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask about a dossier."""

    status: Status
    step_role: str
    has_next_step: bool
    received_by: AgencyId
    returned_by: AgencyId
    supported_by: AgencyId | None
    competent: AgencyId
    handler: AgencyId
    supplement_count: int
    extension_count: int
    has_former_step: bool = True


def may_receive(actor: Actor) -> Refusal | None:
    """Dossiers are taken in by receiving officers, for any unit of the province (Decree 118/2025/NĐ-CP)."""
    if not actor.holds(Role.RECEIVER, Role.CENTRE_DIRECTOR):
        return Refusal("dossier.not_a_receiver")
    return None


def may(actor: Actor, action: Action, facts: Facts) -> Refusal | None:
    """The first reason why `actor` may not do `action`, or None."""
    move = lifecycle.MOVES.get(action)
    if move is None or action in lifecycle.UNASKED or facts.status not in move.leaves:
        return Refusal("dossier.move_not_allowed", {"status": facts.status.value, "action": action.value})
    roles = move.done_by or ROLES_OF_STEP.get(facts.step_role, frozenset())
    if not actor.holds(*roles):
        return Refusal("dossier.role_missing", {"roles": sorted(role.value for role in roles)})
    if not _stands_at(actor, roles, facts):
        return Refusal("dossier.other_agency")
    if _is_other_division(actor, roles, facts):
        return Refusal("dossier.other_division")
    special = _SPECIAL.get(action)
    return special(actor, facts) if special else None


def _stands_at(actor: Actor, roles: frozenset[Role], facts: Facts) -> bool:
    """Counter officials act where the dossier was received or is returned, the others where it is decided."""
    held = roles & actor.roles
    counter = {facts.received_by, facts.returned_by, facts.supported_by}
    if held & _COUNTER_ROLES and not actor.agencies.isdisjoint(counter - {None}):
        return True
    return bool(held - _COUNTER_ROLES) and not actor.agencies.isdisjoint({facts.competent, facts.handler})


def _is_other_division(actor: Actor, roles: frozenset[Role], facts: Facts) -> bool:
    """Specialists and heads work on what lies in their own division, or directly with their committee (of today or
    merged into them).
    """
    held = roles & actor.roles
    if not held or not held <= _DIVISION_ROLES:
        return False
    return facts.handler not in actor.desk


def _may_complete_step(actor: Actor, facts: Facts) -> Refusal | None:
    return None if facts.has_next_step else Refusal("dossier.last_step")


def _may_send_back(actor: Actor, facts: Facts) -> Refusal | None:
    return None if facts.has_former_step else Refusal("dossier.first_step")


def _may_resolve(actor: Actor, facts: Facts) -> Refusal | None:
    """A result leaves only after every step: the last one issues it."""
    return Refusal("dossier.steps_left") if facts.has_next_step else None


def _may_ask_supplement(actor: Actor, facts: Facts) -> Refusal | None:
    """Once, with everything that is missing (form 02)."""
    return Refusal("dossier.supplement_already_asked") if facts.supplement_count else None


def _may_extend(actor: Actor, facts: Facts) -> Refusal | None:
    """One apology, one new date (form 04)."""
    return Refusal("dossier.already_extended") if facts.extension_count else None


def _may_refuse(actor: Actor, facts: Facts) -> Refusal | None:
    """The counter refuses at the check; once work has begun only the deciding head does (form 03)."""
    if facts.status is not Status.RECEIVED and not actor.holds(Role.CHAIR, Role.DEPARTMENT_HEAD):
        return Refusal("dossier.refusal_by_decider")
    return None


_SPECIAL: dict[Action, Callable[[Actor, Facts], Refusal | None]] = {
    Action.COMPLETE_STEP: _may_complete_step,
    Action.SEND_BACK: _may_send_back,
    Action.RESOLVE: _may_resolve,
    Action.ASK_SUPPLEMENT: _may_ask_supplement,
    Action.EXTEND: _may_extend,
    Action.REFUSE: _may_refuse,
}
