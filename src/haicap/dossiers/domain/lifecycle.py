"""The moves a dossier can make. Nothing else may change its status (Decree 118/2025/NĐ-CP)."""

from dataclasses import dataclass
from enum import StrEnum

from haicap.dossiers.contract import OPEN, Action, Status
from haicap.kernel.errors import refuse
from haicap.organisation.contract import Role


class Clock(StrEnum):
    """What a move does to the legal time limit."""

    RUNS = "runs"
    STANDS = "stands"
    ENDS = "ends"
    AS_BEFORE = "as_before"


@dataclass(frozen=True, slots=True)
class Move:
    """`enters` is None where the status stays. `done_by` is empty where the step at hand says who."""

    leaves: frozenset[Status]
    enters: Status | None
    clock: Clock
    done_by: frozenset[Role]
    reason: bool = False


S, A, R = Status, Action, Role
_AT_WORK = frozenset({S.RECEIVED, S.IN_PROCESS})
_WAITING = frozenset({S.AWAITING_APPLICANT})
_HANDLERS = frozenset({R.SPECIALIST, R.DEPARTMENT_OFFICER})
_DECIDERS = frozenset({R.CHAIR, R.DEPARTMENT_HEAD})
_COUNTER = frozenset({R.RECEIVER, R.CENTRE_DIRECTOR})

MOVES: dict[Action, Move] = {
    A.ASSIGN: Move(_AT_WORK, S.IN_PROCESS, Clock.RUNS, _HANDLERS | {R.DIVISION_HEAD} | _DECIDERS),
    A.COMPLETE_STEP: Move(frozenset({S.IN_PROCESS}), S.IN_PROCESS, Clock.RUNS, frozenset()),
    A.SEND_BACK: Move(frozenset({S.IN_PROCESS}), S.IN_PROCESS, Clock.RUNS, frozenset(), reason=True),
    A.ASK_SUPPLEMENT: Move(_AT_WORK, S.AWAITING_APPLICANT, Clock.STANDS, _HANDLERS, reason=True),
    A.SUPPLEMENT: Move(_WAITING, S.IN_PROCESS, Clock.RUNS, _COUNTER),
    A.SUSPEND: Move(_AT_WORK, S.AWAITING_APPLICANT, Clock.STANDS, _HANDLERS, reason=True),
    A.RESUME: Move(_WAITING, S.IN_PROCESS, Clock.RUNS, _HANDLERS),
    A.EXTEND: Move(OPEN, None, Clock.AS_BEFORE, _DECIDERS, reason=True),
    A.TRANSFER_OUT: Move(OPEN, None, Clock.AS_BEFORE, _DECIDERS | {R.DIVISION_HEAD}, reason=True),
    A.TRANSFER_IN: Move(OPEN, None, Clock.AS_BEFORE, _DECIDERS | {R.DIVISION_HEAD}),
    A.CORRECT: Move(OPEN, None, Clock.AS_BEFORE, _COUNTER),
    A.RECOUNT: Move(OPEN, None, Clock.AS_BEFORE, frozenset(), reason=True),
    A.RESOLVE: Move(_AT_WORK, S.RESULT_READY, Clock.ENDS, frozenset()),
    A.HAND_OVER: Move(frozenset({S.RESULT_READY}), S.HANDED_OVER, Clock.ENDS, _COUNTER | {R.RETURNER}),
    A.RETURN: Move(OPEN, S.RETURNED, Clock.ENDS, _HANDLERS | _COUNTER, reason=True),
    A.REFUSE: Move(OPEN, S.REFUSED, Clock.ENDS, _DECIDERS | _COUNTER, reason=True),
    A.STOP: Move(OPEN, S.STOPPED, Clock.ENDS, _DECIDERS, reason=True),
    A.WITHDRAW: Move(OPEN, S.WITHDRAWN, Clock.ENDS, _COUNTER, reason=True),
    A.VOID: Move(OPEN, S.VOID, Clock.ENDS, _COUNTER, reason=True),
}

UNASKED = frozenset({A.TRANSFER_IN, A.RECOUNT})  # follow by themselves from something else; nobody does them


def decide(status: Status, action: Action) -> tuple[Move, Status]:
    """The move and the status it enters; refuses `dossier.move_not_allowed` (status and action as facts)."""
    move = MOVES.get(action)
    if move is None or status not in move.leaves:
        raise refuse("dossier.move_not_allowed", status=status.value, action=action.value)
    return move, move.enters or status
