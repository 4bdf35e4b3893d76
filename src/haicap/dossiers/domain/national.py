"""National status numbers from our states, and back without loss (docs/reference/lifecycle.md).

Where several of our states share one number, the rule is:

- not accepted (3) or stopped (8): who is given back or refused before anybody took the dossier up was not accepted;
  afterwards the dossier is stopped, because work on it had begun and been told (4);
- waiting for a posting the law prescribes, or for force majeure to end, is nobody's duty to pay or to bring: 4;
- a void dossier was a mistake: it ends as 8, the only end that claims neither a wish of the citizen nor a result;
- a transfer has no number: the dossier goes on, with the number of its status, under another body;
- withdrawn is 7: the list knows the wish, we record its end, and there is nothing between the two.

A partner that stores the number alone loses these differences; so each number goes out with `internal` beside it.
"""

from collections.abc import Iterator, Mapping, Sequence

from haicap.dossiers.contract import OPEN, DossierFile, Status
from haicap.dossiers.contract.national import InternalState, NationalNumber, NationalStatus
from haicap.kernel.stops import StopKind

S, N = Status, NationalNumber
DRAFT = "draft"  # registered online and not checked: no dossier yet
ENDED_BEFORE = frozenset({S.RETURNED, S.REFUSED, S.STOPPED, S.WITHDRAWN, S.VOID})  # without a result

_PLAIN: Mapping[Status, NationalNumber] = {
    S.RECEIVED: N.ACCEPTED,
    S.IN_PROCESS: N.IN_PROCESS,
    S.RESULT_READY: N.PROCESSED,
    S.HANDED_OVER: N.RESULT_RETURNED,
    S.STOPPED: N.STOPPED,
    S.WITHDRAWN: N.WITHDRAWAL_REQUESTED,
    S.VOID: N.STOPPED,
}
_WAITING: Mapping[StopKind, NationalNumber] = {
    StopKind.SUPPLEMENT: N.SUPPLEMENT_REQUESTED,
    StopKind.FINANCIAL_OBLIGATION: N.FINANCIAL_OBLIGATION,
    StopKind.POSTING: N.IN_PROCESS,
    StopKind.FORCE_MAJEURE: N.IN_PROCESS,
}
# what a number means to us where a partner says nothing else
CANONICAL: Mapping[NationalNumber, InternalState] = {
    N.NEWLY_REGISTERED: InternalState(None),
    N.ACCEPTED: InternalState(S.RECEIVED),
    N.NOT_ACCEPTED: InternalState(S.REFUSED, left=S.RECEIVED),
    N.IN_PROCESS: InternalState(S.IN_PROCESS),
    N.SUPPLEMENT_REQUESTED: InternalState(S.AWAITING_APPLICANT, StopKind.SUPPLEMENT),
    N.FINANCIAL_OBLIGATION: InternalState(S.AWAITING_APPLICANT, StopKind.FINANCIAL_OBLIGATION),
    N.WITHDRAWAL_REQUESTED: InternalState(S.WITHDRAWN, left=S.IN_PROCESS),
    N.STOPPED: InternalState(S.STOPPED, left=S.IN_PROCESS),
    N.PROCESSED: InternalState(S.RESULT_READY),
    N.RESULT_RETURNED: InternalState(S.HANDED_OVER),
}


def number_of(state: InternalState) -> NationalNumber:
    """The national number of a state; ValueError for a state that no dossier can be in."""
    _require_possible(state)
    if state.status is None:
        return N.NEWLY_REGISTERED
    if state.waits_for is not None:
        return _WAITING[state.waits_for]
    if state.status in {S.RETURNED, S.REFUSED}:
        return N.NOT_ACCEPTED if state.left is S.RECEIVED else N.STOPPED
    return _PLAIN[state.status]


def told(state: InternalState) -> str:
    """The state as text: `draft`, `in_process`, `awaiting_applicant:posting`, `refused:received`."""
    _require_possible(state)
    if state.status is None:
        return DRAFT
    return ":".join(part.value for part in (state.status, state.waits_for, state.left) if part is not None)


def state_of(internal: str) -> InternalState:
    """The state that `told` gave as this text; ValueError for any other text."""
    if internal == DRAFT:
        return InternalState(None)
    first, _, detail = internal.partition(":")
    status = Status(first)
    waits_for = StopKind(detail) if status is S.AWAITING_APPLICANT else None
    left = Status(detail) if detail and waits_for is None else None
    state = InternalState(status, waits_for, left)
    _require_possible(state)
    return state


def states() -> Iterator[InternalState]:
    """Every state there can be."""
    yield InternalState(None)
    yield from (InternalState(status) for status in Status if status in _PLAIN and status not in ENDED_BEFORE)
    yield from (InternalState(S.AWAITING_APPLICANT, kind) for kind in StopKind)
    yield from (
        InternalState(status, left=left)
        for status in Status
        if status in ENDED_BEFORE
        for left in Status
        if left in OPEN
    )


def national_status(file: DossierFile) -> NationalStatus:
    """The number of an opened dossier with the times that go with it."""
    state = _state(file)
    number = number_of(state)
    waiting = file.stops[-1].from_at if file.stops and file.stops[-1].to_at is None else None
    return NationalStatus(
        number,
        told(state),
        asked_at=waiting if number in {N.SUPPLEMENT_REQUESTED, N.FINANCIAL_OBLIGATION} else None,
        refused_at=file.journal[-1].at if number is N.NOT_ACCEPTED else None,
        ended_at=file.card.settled_at if number in {N.PROCESSED, N.RESULT_RETURNED} else None,
        returned_at=file.card.handed_over_at if number is N.RESULT_RETURNED else None,
    )


def _state(file: DossierFile) -> InternalState:
    status = file.card.status
    if status is S.AWAITING_APPLICANT:
        return InternalState(status, file.stops[-1].kind)
    if status in ENDED_BEFORE:
        return InternalState(status, left=_left([entry.status for entry in file.journal]))
    return InternalState(status)


def _left(statuses: Sequence[Status]) -> Status:
    return next(status for status in reversed(statuses) if status in OPEN)


def _require_possible(state: InternalState) -> None:
    waits = state.status is S.AWAITING_APPLICANT
    ended = state.status in ENDED_BEFORE
    if waits != (state.waits_for is not None) or ended != (state.left is not None and state.left in OPEN):
        raise ValueError(f"no dossier is ever in {state}")
