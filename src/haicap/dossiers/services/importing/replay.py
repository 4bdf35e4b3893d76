"""From a record to the history it tells: the same lifecycle, clock and classes as at the counter, without roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from haicap.dossiers.contract import NOT_RECORDED, Action, Channel, Status
from haicap.dossiers.domain import acts, numbering, steps
from haicap.dossiers.domain.acts import Act, Entry, Place, State
from haicap.dossiers.domain.records import Event, EventType, Record
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.models.ledger import FOLDED
from haicap.dossiers.services import opening, routing
from haicap.kernel.clock import local_day
from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.ids import uuid7
from haicap.kernel.text import fold
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard, AgencyId
from haicap.platform import calendars, rehearsal
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level, ProcedureCard, StepCard
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId, UnitStateId

_ACTIONS = {
    EventType.ASSIGNED: Action.ASSIGN,
    EventType.SUPPLEMENT_REQUESTED: Action.ASK_SUPPLEMENT,
    EventType.SUPPLEMENTED: Action.SUPPLEMENT,
    EventType.SUSPENDED: Action.SUSPEND,
    EventType.RESUMED: Action.RESUME,
    EventType.EXTENDED: Action.EXTEND,
    EventType.RETURNED: Action.RETURN,
    EventType.REFUSED: Action.REFUSE,
    EventType.STOPPED: Action.STOP,
    EventType.WITHDRAWN: Action.WITHDRAW,
    EventType.VOID: Action.VOID,
    EventType.RESOLVED: Action.RESOLVE,
    EventType.HANDED_OVER: Action.HAND_OVER,
}


@dataclass(frozen=True, slots=True)
class History:
    """One dossier ready to be written: its columns as they end, its journal, and where its number is to come from."""

    columns: Mapping[str, Any]
    entries: tuple[Entry, ...]
    receiver: AgencyCard

    @property
    def id(self) -> UUID:
        """The dossier's id."""
        return UUID(str(self.columns["id"]))


def replay(record: Record, *, sha256: str, now: datetime) -> History:
    """The history of a record. Refuses what breaks the lifecycle or the order of time, with the event's field.

    Codes beside those of `acts.apply`: `import.first_not_received`, `import.received_again`, `import.in_the_future`,
    `import.due_needed`, `territory.unknown_unit`, `territory.divided`, `procedures.unknown`, `dossier.not_competent`.
    """
    first = record.events[0]
    _check_times(record, now)
    day = local_day(first.at)
    procedure = _procedure(record.procedure, day)
    receiver = _receiver(record.received_by, day)
    place = _place(record.competent, procedure, day, "competent")
    terms = _terms(record, procedure, receiver)
    due_at, provisional = _first_due(record, terms)
    columns = _opened(
        record=record, procedure=procedure, receiver=receiver, place=place, terms=terms, due_at=due_at
    )
    columns |= {"intake_sha256": sha256, "provisional": provisional}
    state = State(Status.RECEIVED, 1, first.at, place, due_at, due_at, step=columns["step"])
    told = {name: columns[name] for name in FOLDED if columns.get(name) not in (None, "")}
    entries = [Entry(1, Action.RECEIVE, None, Status.RECEIVED, first.at, place, told, first.note)]
    for index, event in enumerate(record.events[1:], 1):
        try:
            state, news = _happen(state, event, terms, procedure)
        except RefusalError as refused:
            raise _at_event(refused, index) from refused
        entries.extend(news)
    for entry in entries[1:]:
        columns.update({name: value for name, value in entry.changes.items() if name in FOLDED})
    columns["version"] = state.version
    return History(columns, tuple(entries), receiver)


def _happen(state: State, event: Event, terms: Terms, procedure: ProcedureCard) -> tuple[State, list[Entry]]:
    if event.type is EventType.RECEIVED:
        raise refuse("import.received_again", field="type")
    if event.type is not EventType.TRANSFERRED:
        action = _ACTIONS[event.type]
        reason = _reason(action, event)
        act = Act(action, event.at, event.note, reason, event.kind, event.new_due_at)
        state, entry = acts.apply(state, act, terms)
        return state, [entry]
    to = _place(event.to, procedure, local_day(event.at), "to")
    if to.agency_id == state.place.agency_id:
        raise refuse("dossier.already_there", field="to")
    reason = _reason(Action.TRANSFER_OUT, event)
    out = Act(Action.TRANSFER_OUT, event.at, event.note, reason, changes={"to_unit": event.to})
    state, left = acts.apply(state, out, terms)
    handler = _handler(to.agency_id, procedure)
    arrival = Act(Action.TRANSFER_IN, event.at, event.note, to=to, changes={"handler_id": handler})
    state, arrived = acts.apply(state, arrival, terms)
    return state, [left, arrived]


_REASON_REQUIRED = frozenset({Action.RETURN, Action.REFUSE, Action.STOP, Action.VOID})


def _reason(action: Action, event: Event) -> str:
    """The format asks a reason of endings only; other acts may come without one from systems that kept none."""
    if event.reason or event.note or action in _REASON_REQUIRED:
        return event.reason
    return NOT_RECORDED


def _at_event(refused: RefusalError, index: int) -> RefusalError:
    first = refused.refusal
    field = f"events[{index}]" + (f".{first.field}" if first.field else "")
    return RefusalError(Refusal(first.code, first.facts, field))


def _check_times(record: Record, now: datetime) -> None:
    if record.events[0].type is not EventType.RECEIVED:
        raise refuse("import.first_not_received", field="events[0].type")
    for index, event in enumerate(record.events):
        if event.at > now:
            raise refuse("import.in_the_future", field=f"events[{index}].at", at=event.at.isoformat())
    if record.due_at is not None and record.due_at < record.events[0].at:
        raise refuse("import.due_before_receipt", field="due_at")


def _terms(record: Record, procedure: ProcedureCard, receiver: AgencyCard) -> Terms:
    limit = procedure.variants[0].limit if record.due_at is None else None
    calendar = calendars.current(receiver.province_code, receiver.unit_code)
    online = record.channel is Channel.ONLINE
    return Terms(calendar, record.events[0].at, limit, procedure.on_supplement, online)


def _first_due(record: Record, terms: Terms) -> tuple[datetime, bool]:
    if record.due_at is not None:
        return record.due_at, False
    if terms.limit is None:
        raise refuse("import.due_needed", field="due_at", procedure=record.procedure)
    deadline = terms.first_due()
    assert deadline.due_at  # noqa: S101 - nothing has stopped the clock yet
    return deadline.due_at, deadline.provisional


# where nothing has happened yet
_UNTOUCHED: Mapping[str, Any] = {
    "supported_by_id": None,
    "holder_id": None,
    "stops": (),
    "supplement_count": 0,
    "extension_count": 0,
    "transfer_count": 0,
    "timeliness": "",
    "settled_at": None,
    "closed_at": None,
    "handed_over_at": None,
    "result_number": "",
    "result_file": None,
}


def _opened(
    *,
    record: Record,
    procedure: ProcedureCard,
    receiver: AgencyCard,
    place: Place,
    terms: Terms,
    due_at: datetime,
) -> dict[str, Any]:
    limit = procedure.variants[0].limit
    first = _first_step(procedure.code, procedure.id)
    at = terms.received_at
    return {
        "id": uuid7(),
        "province": receiver.province_code,
        "number": record.number,
        "number_day": local_day(at),
        "secret": opening.new_secret(),
        "source": record.source,
        "external_id": record.external_id,
        "search_key": opening.search_key(record.applicant),
        "procedure_version_id": procedure.id,
        "procedure_code": procedure.code,
        "field": procedure.field,
        "variant": procedure.variants[0].key,
        "limit_amount": limit.amount if limit else None,
        "limit_unit": limit.unit if limit else "",
        "on_supplement": procedure.on_supplement,
        "channel": record.channel,
        "fee_vnd": procedure.fee_vnd,
        "assisted_by": "",
        "received_at": at,
        "original_due_at": due_at,
        "due_declared": record.due_at is not None,
        "calendar_version": terms.calendar.version,
        "received_by_id": receiver.id,
        "received_state_id": _state_id(record.received_by, receiver, at),
        "status": Status.RECEIVED,
        "last_at": at,
        "competent_id": place.agency_id,
        "unit_id": place.unit_id,
        "unit_state_id": place.unit_state_id,
        "returned_by_id": receiver.id,
        "handler_id": _handler(place.agency_id, procedure),
        "step": first.order,
        "step_role": first.role.value,
        "step_due_at": due_at,
        **opening.applicant_columns(record.applicant, local_day(at)),
        "subject": record.subject,
        "due_at": due_at,
        "promised_at": due_at,
        **_UNTOUCHED,
    }


def number_of(history: History, sequence: int) -> str:
    """The number we give, at the receiving agency on the day of receipt."""
    return numbering.number(rehearsal.marked(history.receiver.code), history.columns["number_day"], sequence)


def search_key_of(history: History, number: str) -> str:
    """The search key with the number in it, as intake writes it."""
    return f"{history.columns['search_key']} {fold(number)}"


# The map is in memory already. Of the catalogue and the agencies a file comes back to the same few thousand
# answers: kept until the next import, which sees what has changed meanwhile.


def _procedure(code: str, day: date) -> ProcedureCard:
    """The version in force on the day, as `procedures.version_on` gives it."""
    for card in _versions(code):
        if card.valid_from <= day and (card.valid_to is None or day < card.valid_to):
            return card
    raise refuse("procedures.not_in_force", field="procedure", procedure=code, day=f"{day:%d/%m/%Y}")


def _receiver(code: str, day: date) -> AgencyCard:
    """The centre that receives for a unit code (understood as of the day), or the agency of an agency code."""
    if "." in code:
        return _agency(code)
    return _centre(_carrier(code, day, "received_by")[0].unit_id)


def _state_id(code: str, receiver: AgencyCard, at: datetime) -> UnitStateId:
    return _state_on_day(receiver.unit_code if "." in code else code, local_day(at), receiver.unit_id)


def _state_on_day(code: str, day: date, heir: UnitId) -> UnitStateId:
    """The unit's state as it was called on the day: the old commune's, where the dossier is that old."""
    named = territory.unit_on(code, day) or territory.state_on(heir, day)
    if named is None:
        raise refuse("territory.unknown_unit", unit=code, day=day)
    return named.state_id


def _place(code: str, procedure: ProcedureCard, day: date, field: str) -> Place:
    """The agency that decides for the unit called `code` on the day, as it stands today."""
    heir, state_id = _carrier(code, day, field)
    level = Level.PROVINCE if heir.is_province else Level.COMMUNE
    if level not in procedure.levels:
        raise refuse("dossier.not_competent", field=field, unit=heir.name, procedure=procedure.code)
    agency = _decider(heir.unit_id, procedure.field if heir.is_province else "")
    return Place(agency, heir.unit_id, state_id)


def _handler(competent: AgencyId, procedure: ProcedureCard) -> AgencyId:
    return _desk(competent, procedure.field, _first_step(procedure.code, procedure.id).role.value)


@lru_cache(2**16)
def _carrier(code: str, day: date, field: str) -> tuple[UnitCard, UnitStateId]:
    """Who carries on what `code` named on the day, and the state of that day."""
    heir = territory.resolve_for_record(code, day, field=field)
    return heir, _state_on_day(code, day, heir.unit_id)


@cache
def _first_step(code: str, version_id: int) -> StepCard:
    """The first step behind the counter."""
    version = next(card for card in _versions(code) if card.id == version_id)
    return steps.office_steps(version.steps)[0]


@cache
def _versions(code: str) -> tuple[ProcedureCard, ...]:
    return procedures.approved_versions(code)


@cache
def _agency(code: str) -> AgencyCard:
    return organisation.agency_by_code(code)


@cache
def _centre(unit_id: UnitId) -> AgencyCard:
    return organisation.centre_of_unit(unit_id)


@cache
def _decider(unit_id: UnitId, department_of: str) -> AgencyId:
    committee = organisation.committee_of_unit(unit_id)
    return organisation.division_for(committee.id, department_of) if department_of else committee.id


@cache
def _desk(competent: AgencyId, field: str, step_role: str) -> AgencyId:
    return routing.handler_in(competent, field, step_role)


def forget_places() -> None:
    """Let the next import look everything up anew."""
    for kept in (_carrier, _first_step, _versions, _agency, _centre, _decider, _desk):
        kept.cache_clear()
