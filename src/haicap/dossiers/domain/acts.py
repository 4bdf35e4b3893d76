"""What an act does to a dossier: state and act go in, one journal entry comes out. The import and the counter share it.

A dossier's state is the fold of its entries: `changes` of every entry, laid over one another in order.
Named tuples, not dataclasses: they are made several times as quickly, and an import makes millions.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from haicap.dossiers.contract import OPEN, Action, Status
from haicap.dossiers.domain import lifecycle
from haicap.dossiers.domain.terms import Terms
from haicap.kernel.errors import refuse
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.timeliness import classify
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId, UnitStateId


class Place(NamedTuple):
    """A competent agency with its unit and that unit's state of the day."""

    agency_id: AgencyId
    unit_id: UnitId
    unit_state_id: UnitStateId


class State(NamedTuple):
    """What the rules need to know of a dossier."""

    status: Status
    version: int
    last_at: datetime
    place: Place
    due_at: datetime
    promised_at: datetime
    stops: tuple[Stop, ...] = ()
    supplement_count: int = 0
    extension_count: int = 0
    transfer_count: int = 0
    step: int = 0


class Act(NamedTuple):
    """One thing done. Which of the facts a kind of act needs is checked by `apply`."""

    action: Action
    at: datetime
    note: str = ""
    reason: str = ""
    stop_kind: StopKind = StopKind.FINANCIAL_OBLIGATION
    new_due_at: datetime | None = None
    to: Place | None = None
    changes: Mapping[str, Any] | None = (
        None  # what the service itself lays down: step, holder, corrected columns
    )


class Entry(NamedTuple):
    """One journal row to be: everything of the row that follows from the rules."""

    seq: int
    action: Action
    status_before: Status | None
    status_after: Status
    at: datetime
    place: Place
    changes: Mapping[str, Any]
    note: str = ""


def apply(state: State, act: Act, terms: Terms) -> tuple[State, Entry]:
    """Do `act`; returns the new state and its journal entry.

    Refuses `dossier.move_not_allowed`, `dossier.time_runs_backwards`, `dossier.reason_missing`,
    `dossier.date_missing`, `dossier.date_not_later` and `dossier.place_missing`.
    """
    move, entered = lifecycle.decide(state.status, act.action)
    _require_matching_stop(state, act)
    if act.at < state.last_at:
        raise refuse("dossier.time_runs_backwards", field="at", last=state.last_at.isoformat())
    if move.reason and not (act.reason or act.note):
        raise refuse("dossier.reason_missing", field="reason", action=act.action.value)
    changed = dict(_EFFECTS.get(act.action, _nothing)(state, act, terms))
    if state.status in OPEN and entered not in OPEN:
        changed |= _close(state, act)
    changed |= {"status": entered, "last_at": act.at}
    changes = {**(act.changes or {}), **changed}
    if act.reason:
        changes["reason"] = act.reason
    moved = state._replace(
        **{name: value for name, value in changed.items() if name in _STATE_FIELDS},
        version=state.version + 1,
        place=act.to if act.action is Action.TRANSFER_IN and act.to else state.place,
        step=changes.get("step", state.step),
    )
    entry = Entry(moved.version, act.action, state.status, entered, act.at, moved.place, changes, act.note)
    return moved, entry


_STATE_FIELDS = frozenset(
    {
        "status",
        "last_at",
        "due_at",
        "promised_at",
        "stops",
        "supplement_count",
        "extension_count",
        "transfer_count",
    }
)


def _require_matching_stop(state: State, act: Act) -> None:
    """Only a request for papers is answered by papers; `resumed` ends any stop."""
    if act.action is Action.SUPPLEMENT and state.stops[-1].kind is not StopKind.SUPPLEMENT:
        raise refuse("dossier.move_not_allowed", status=state.status.value, action=act.action.value)


def _close(state: State, act: Act) -> Mapping[str, Any]:
    if state.status is not Status.AWAITING_APPLICANT:
        return {"closed_at": act.at}
    *former, standing = state.stops
    return {"closed_at": act.at, "stops": (*former, replace(standing, to_at=act.at))}


def _nothing(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    return {}


def _stop(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    asked = act.action is Action.ASK_SUPPLEMENT
    kind = StopKind.SUPPLEMENT if asked else act.stop_kind
    changed: dict[str, Any] = {"stops": (*state.stops, Stop(act.at, None, kind))}
    if asked:
        changed["supplement_count"] = state.supplement_count + 1
    return changed


def _resume(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    *former, standing = state.stops
    ended = replace(standing, to_at=act.at)
    stops = (*former, ended)
    due_at = terms.due_after(stops, state.due_at)
    # an appointment that was put off stays put off: it moves with the due moment, never closer
    moved = due_at - state.due_at
    return {"stops": stops, "due_at": due_at, "promised_at": max(due_at, state.promised_at + moved)}


def _extend(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    if act.new_due_at is None:
        raise refuse("dossier.date_missing", field="new_due_at")
    if act.new_due_at <= state.promised_at:
        raise refuse("dossier.date_not_later", field="new_due_at", promised=state.promised_at.isoformat())
    return {"promised_at": act.new_due_at, "extension_count": state.extension_count + 1}


def _recount(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    """By the calendar of `terms`; a day the applicant was told goes along, one that was put off stays put off."""
    deadline = terms.deadline(tuple(stop for stop in state.stops if stop.to_at))
    due_at = deadline.due_at or state.due_at
    told = due_at if state.promised_at == state.due_at else max(due_at, state.promised_at)
    return {
        "due_at": due_at,
        "promised_at": told,
        "calendar_version": deadline.calendar_version,
        "provisional": deadline.provisional,
        "was": {"due_at": state.due_at.isoformat(), "promised_at": state.promised_at.isoformat()},
    }


def _arrive(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    if act.to is None:
        raise refuse("dossier.place_missing", field="to")
    return {
        "competent_id": act.to.agency_id,
        "unit_id": act.to.unit_id,
        "unit_state_id": act.to.unit_state_id,
        "transfer_count": state.transfer_count + 1,
    }


def _settle(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    return {"settled_at": act.at, "timeliness": classify(original_due_at=state.due_at, settled_at=act.at)}


def _hand_over(state: State, act: Act, terms: Terms) -> Mapping[str, Any]:
    return {"handed_over_at": act.at}


_EFFECTS = {
    Action.ASK_SUPPLEMENT: _stop,
    Action.SUSPEND: _stop,
    Action.SUPPLEMENT: _resume,
    Action.RESUME: _resume,
    Action.EXTEND: _extend,
    Action.TRANSFER_IN: _arrive,
    Action.RECOUNT: _recount,
    Action.RESOLVE: _settle,
    Action.HAND_OVER: _hand_over,
}
