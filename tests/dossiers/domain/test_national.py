"""The ten national numbers: every state of ours has one, and nothing is lost on the way there and back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from haicap.dossiers.contract import OPEN, Action, DossierFile, Status
from haicap.dossiers.contract.national import NATIONAL_WORDS, InternalState, NationalNumber
from haicap.dossiers.domain.lifecycle import MOVES, UNASKED, decide
from haicap.dossiers.domain.national import CANONICAL, national_status, number_of, state_of, states, told
from haicap.kernel.stops import Stop, StopKind

S, N = Status, NationalNumber
ALL = tuple(states())
ENDED = {S.RETURNED, S.REFUSED, S.STOPPED, S.WITHDRAWN, S.VOID}
# what the synchronisation list lets follow a number, besides staying
FOLLOWS = {
    N.NEWLY_REGISTERED: {N.ACCEPTED, N.NOT_ACCEPTED},
    N.ACCEPTED: {N.IN_PROCESS, N.SUPPLEMENT_REQUESTED, N.FINANCIAL_OBLIGATION, N.NOT_ACCEPTED, N.STOPPED,
                 N.WITHDRAWAL_REQUESTED, N.PROCESSED},
    N.IN_PROCESS: {N.SUPPLEMENT_REQUESTED, N.FINANCIAL_OBLIGATION, N.STOPPED, N.WITHDRAWAL_REQUESTED, N.PROCESSED},
    N.SUPPLEMENT_REQUESTED: {N.IN_PROCESS, N.STOPPED, N.WITHDRAWAL_REQUESTED},
    N.FINANCIAL_OBLIGATION: {N.IN_PROCESS, N.STOPPED, N.WITHDRAWAL_REQUESTED},
    N.PROCESSED: {N.RESULT_RETURNED},
}  # fmt: skip


def reached() -> Iterator[tuple[InternalState, Action, InternalState]]:
    """Every transition: (state, action, state after it); a stop is entered for each lawful reason."""
    for state in ALL:
        if state.status is None:
            continue
        for action in MOVES:
            if state.status not in MOVES[action].leaves:
                continue
            _move, status = decide(state.status, action)
            if status is S.AWAITING_APPLICANT and status is not state.status:
                kinds = [StopKind.SUPPLEMENT] if action is Action.ASK_SUPPLEMENT else list(StopKind)
                yield from ((state, action, InternalState(status, kind)) for kind in kinds)
            elif status in ENDED:
                yield state, action, InternalState(status, left=state.status)
            else:
                yield (
                    state,
                    action,
                    InternalState(status, state.waits_for if status is state.status else None),
                )


def test_every_status_stop_and_end_there_is_has_a_state() -> None:
    assert {state.status for state in ALL} == {None, *Status}
    assert {state.waits_for for state in ALL if state.status is S.AWAITING_APPLICANT} == set(StopKind)
    assert {(state.status, state.left) for state in ALL if state.left} == {
        (s, o) for s in ENDED for o in OPEN
    }
    assert len(set(ALL)) == len(ALL)


@pytest.mark.parametrize("state", ALL, ids=told)
def test_nothing_is_lost_there_and_back(state: InternalState) -> None:
    assert state_of(told(state)) == state
    assert number_of(state) in NationalNumber


def test_no_two_states_say_the_same() -> None:
    assert len({told(state) for state in ALL}) == len(ALL)


@pytest.mark.parametrize("number", NationalNumber)
def test_a_number_alone_is_read_as_a_state_that_gives_it_back(number: NationalNumber) -> None:
    assert number_of(CANONICAL[number]) is number
    assert CANONICAL[number] in ALL
    assert NATIONAL_WORDS[number]


@pytest.mark.parametrize(
    ("internal", "number"),
    [
        ("draft", 1), ("received", 2), ("in_process", 4), ("result_ready", 9), ("handed_over", 10),
        ("awaiting_applicant:supplement", 5), ("awaiting_applicant:financial_obligation", 6),
        ("awaiting_applicant:posting", 4), ("awaiting_applicant:force_majeure", 4),
        ("refused:received", 3), ("refused:in_process", 8), ("refused:awaiting_applicant", 8),
        ("returned:received", 3), ("returned:in_process", 8), ("stopped:received", 8), ("void:received", 8),
        ("withdrawn:received", 7), ("withdrawn:awaiting_applicant", 7),
    ],
)  # fmt: skip
def test_the_rule_tells_the_neighbours_apart(internal: str, number: int) -> None:
    assert number_of(state_of(internal)) == number


def test_every_transition_keeps_to_the_order_of_the_numbers() -> None:
    seen = set()
    for state, action, after in reached():
        assert after in ALL, (state, action)
        former, later = number_of(state), number_of(after)
        assert later is former or later in FOLLOWS.get(former, set()), (state, action, after)
        seen.add(action)
    assert seen == set(MOVES)
    assert seen >= UNASKED


def test_who_waits_goes_on_in_process_and_an_end_stays_one() -> None:
    answers = {Action.SUPPLEMENT, Action.RESUME}
    told_after = {
        number_of(after) for state, action, after in reached() if state.waits_for and action in answers
    }
    assert told_after == {N.IN_PROCESS}
    ends = {N.NOT_ACCEPTED, N.WITHDRAWAL_REQUESTED, N.STOPPED, N.RESULT_RETURNED}
    assert not {number_of(state) for state, _action, _after in reached()} & ends


@pytest.mark.parametrize(
    "state",
    [
        InternalState(S.AWAITING_APPLICANT),
        InternalState(S.IN_PROCESS, StopKind.SUPPLEMENT),
        InternalState(S.REFUSED),
        InternalState(S.REFUSED, left=S.HANDED_OVER),
        InternalState(S.RECEIVED, left=S.RECEIVED),
        InternalState(None, left=S.RECEIVED),
    ],
)
def test_what_no_dossier_can_be_has_no_number(state: InternalState) -> None:
    for ask in (number_of, told):
        with pytest.raises(ValueError, match="ever"):
            ask(state)


@pytest.mark.parametrize("internal", ["", "x", "in_process:posting", "refused", "refused:void"])
def test_text_of_nobody_is_no_state(internal: str) -> None:
    with pytest.raises(ValueError):
        state_of(internal)


AT = datetime.fromisoformat("2026-03-02T08:00:00+07:00")
LATER = AT + timedelta(days=1)


def opened(*statuses: Status, stops: tuple[Stop, ...] = ()) -> DossierFile:
    """As much of an opened dossier as its number needs: what its journal entered, one entry an hour."""
    entries = [
        SimpleNamespace(status=status, at=AT + timedelta(hours=hour)) for hour, status in enumerate(statuses)
    ]
    card = SimpleNamespace(status=statuses[-1], settled_at=LATER, handed_over_at=LATER + timedelta(days=1))
    return cast(DossierFile, SimpleNamespace(card=card, journal=entries, stops=stops))


def test_an_opened_dossier_tells_its_number_with_the_times_that_go_with_it() -> None:
    asked = Stop(AT, None, StopKind.FINANCIAL_OBLIGATION)
    waiting = national_status(opened(S.RECEIVED, S.AWAITING_APPLICANT, stops=(asked,)))
    assert (waiting.number, waiting.internal, waiting.asked_at) == (
        6, "awaiting_applicant:financial_obligation", AT,
    )  # fmt: skip
    refused = national_status(opened(S.RECEIVED, S.REFUSED))
    assert (refused.number, refused.internal, refused.refused_at) == (
        3, "refused:received", AT + timedelta(hours=1),
    )  # fmt: skip
    answered = Stop(AT, LATER)
    late = national_status(opened(S.RECEIVED, S.IN_PROCESS, S.REFUSED, stops=(answered,)))
    assert (late.number, late.internal, late.refused_at, late.asked_at) == (
        8,
        "refused:in_process",
        None,
        None,
    )
    ready = national_status(opened(S.IN_PROCESS, S.RESULT_READY))
    assert (ready.number, ready.ended_at, ready.returned_at) == (9, LATER, None)
    over = national_status(opened(S.RESULT_READY, S.HANDED_OVER))
    assert (over.number, over.ended_at, over.returned_at) == (10, LATER, LATER + timedelta(days=1))
