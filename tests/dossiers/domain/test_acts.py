"""Histories drawn at random: the fold of the entries is the state, time runs forward, the clock keeps its law."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.dossiers.contract import OPEN, Action, Status
from haicap.dossiers.domain import acts
from haicap.dossiers.domain.acts import Act, Place, State
from haicap.dossiers.domain.lifecycle import MOVES
from haicap.dossiers.domain.terms import Terms
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.stops import StopKind
from haicap.organisation.contract import AgencyId
from haicap.platform.calendar_file import shipped_edition
from haicap.territory.contract import UnitId, UnitStateId

CALENDAR = shipped_edition().for_unit()
START = datetime.fromisoformat("2025-07-09T08:15:00+07:00")
HERE, THERE = (Place(AgencyId(n), UnitId(n), UnitStateId(n)) for n in (1, 2))

steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(MOVES)),
        st.timedeltas(timedelta(0), timedelta(days=9)),
        st.sampled_from(StopKind),
    ),
    max_size=14,
)


def begun(on_supplement: OnSupplement, days: int) -> tuple[State, Terms]:
    terms = Terms(CALENDAR, START, Limit(days, LimitUnit.WORKING_DAY), on_supplement)
    due_at = terms.first_due().due_at
    assert due_at is not None
    return State(Status.RECEIVED, 1, START, HERE, due_at, due_at), terms


@settings(max_examples=300)
@given(steps=steps, on_supplement=st.sampled_from(OnSupplement), days=st.integers(1, 30))
def test_a_random_history_keeps_the_rules(
    steps: list[tuple[str, timedelta, StopKind]], on_supplement: OnSupplement, days: int
) -> None:
    state, terms = begun(on_supplement, days)
    at, fold = START, {"status": Status.RECEIVED, "due_at": state.due_at, "stops": ()}
    for name, wait, kind in steps:
        at += wait
        act = Act(Action(name), at, reason="x", stop_kind=kind, new_due_at=at + timedelta(days=40), to=THERE)
        former = state
        try:
            state, entry = acts.apply(state, act, terms)
        except RefusalError:
            assert state is former
            continue
        fold.update(entry.changes)
        assert entry.seq == state.version == former.version + 1
        assert (entry.status_before, entry.status_after) == (former.status, state.status)
        assert (fold["status"], fold["due_at"], fold["stops"]) == (state.status, state.due_at, state.stops)
        assert state.due_at >= former.due_at and state.promised_at >= state.due_at
        standing = bool(state.stops) and state.stops[-1].to_at is None
        assert standing == (state.status is Status.AWAITING_APPLICANT)
        assert ("closed_at" in entry.changes) == (former.status in OPEN and state.status not in OPEN)
        assert ("timeliness" in entry.changes) == (act.action is Action.RESOLVE)


def _after(state: State, terms: Terms, action: Action, moment: str, **facts: object) -> State:
    act = Act(action, datetime.fromisoformat(moment), reason="x", **facts)  # type: ignore[arg-type]
    return acts.apply(state, act, terms)[0]


def test_the_oracles_of_pause_and_restart() -> None:
    for on_supplement, due_on in ((OnSupplement.PAUSE, "2025-07-30"), (OnSupplement.RESTART, "2025-08-05")):
        state, terms = begun(on_supplement, 10)
        state = _after(state, terms, Action.ASK_SUPPLEMENT, "2025-07-15T09:00:00+07:00")
        state = _after(state, terms, Action.SUPPLEMENT, "2025-07-22T09:00:00+07:00")
        assert state.due_at.date().isoformat() == due_on


def test_a_declared_due_moment_moves_by_the_working_days_of_the_stop() -> None:
    state, _ = begun(OnSupplement.PAUSE, 10)
    declared = Terms(CALENDAR, START, None)
    state = _after(state, declared, Action.ASK_SUPPLEMENT, "2025-07-15T09:00:00+07:00")
    state = _after(state, declared, Action.SUPPLEMENT, "2025-07-22T09:00:00+07:00")
    assert state.due_at.date().isoformat() == "2025-07-30"


def test_an_apology_moves_the_promise_and_not_the_class() -> None:
    state, terms = begun(OnSupplement.PAUSE, 3)
    later = datetime.fromisoformat("2025-07-25T17:00:00+07:00")
    state = _after(state, terms, Action.EXTEND, "2025-07-13T09:00:00+07:00", new_due_at=later)
    assert state.promised_at == later
    act = Act(Action.RESOLVE, datetime.fromisoformat("2025-07-24T09:00:00+07:00"))
    _, entry = acts.apply(state, act, terms)
    assert entry.changes["timeliness"] == "overdue"
