"""Acting on a dossier: policy, rule, one journal entry. Every button behind the counter ends here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from haicap.documents import api as documents
from haicap.dossiers.contract import EVENT_MOVED, Action, Deed, DossierCard, DossierId, Status
from haicap.dossiers.domain import acts, policies, steps
from haicap.dossiers.domain.acts import Act, Entry, Place, State
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.models import Dossier, ledger
from haicap.dossiers.selectors.cards import card_of, facts_of, procedure_of, record_of, stops_of, terms_of
from haicap.dossiers.selectors.files import colleagues
from haicap.dossiers.services import corrections, routing
from haicap.dossiers.services.signature import signature_of
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor, AgencyId
from haicap.procedures.contract import ProcedureCard, StepCard
from haicap.territory.contract import UnitId, UnitStateId

_WORDS = ("note", "reason", "result_number", "receiver", "ground", "guidance", "refund")
_IN_PARTS = frozenset({Action.TRANSFER_OUT, Action.CORRECT})  # of several statements


def act(*, actor: Actor, dossier_id: DossierId, deed: Deed, at: datetime) -> DossierCard:
    """Do `deed` at the moment `at` (aware); returns the dossier as it stands then.

    On a version that was seen nothing needs to be locked while the rules are asked: the one statement that writes
    asks for that very version, and every change of what the rules look at makes a new one (guards.sql).

    Refuses `dossier.not_found` (also out of scope: the two look alike), `dossier.changed_meanwhile` where
    `deed.version` is no longer the newest, and whatever `policies.may` and `acts.apply` refuse.
    """
    words: dict[str, Any] = {name: clean(getattr(deed, name)) for name in _WORDS}
    deed = replace(deed, **words)
    if deed.version is not None and deed.result_file is None and deed.action not in _IN_PARTS:
        return _act(actor, _in_scope(actor, dossier_id), deed, at)
    with transaction.atomic():
        return _act(actor, _in_scope(actor, dossier_id, locked=True), deed, at)


def _act(actor: Actor, row: Dossier, deed: Deed, at: datetime) -> DossierCard:
    if deed.version is not None and deed.version != row.version:
        raise refuse("dossier.changed_meanwhile", seen=deed.version, now=row.version)
    require(policies.may(actor, deed.action, facts_of(row)))
    procedure = procedure_of(row)
    if deed.action is Action.TRANSFER_OUT:
        _transfer(actor, row, procedure, deed, at)
    else:
        _one(actor, row, procedure, deed, at)
    return card_of(row)


def _in_scope(actor: Actor, dossier_id: DossierId, *, locked: bool = False) -> Dossier:
    row = ledger.newest(dossier_id=dossier_id, locked=locked)
    if row is None or not row.is_in_scope_of(actor):
        raise refuse("dossier.not_found")
    return row


def _one(actor: Actor, row: Dossier, procedure: ProcedureCard, deed: Deed, at: datetime) -> None:
    laid = {**_laid_down(actor, row, procedure, deed, at), **_advice(deed, at)}
    request = Act(deed.action, at, deed.note, deed.reason, deed.stop_kind, deed.new_due_at, changes=laid)
    terms = terms_of(row)
    state, entry = acts.apply(state_of(row), request, terms)
    _write(actor, row, with_step(entry, procedure, state, terms))
    if deed.action is Action.CORRECT:
        corrections.renew_search_key(row.id)


def _transfer(actor: Actor, row: Dossier, procedure: ProcedureCard, deed: Deed, at: datetime) -> None:
    """A pair of entries: out of the one unit's chain, into the other's (law I-C2)."""
    to = routing.place_of(deed.to_unit, procedure, local_day(at))
    if to.agency_id == row.competent_id:
        raise refuse("dossier.already_there", field="to_unit")
    terms = terms_of(row)
    out = Act(Action.TRANSFER_OUT, at, deed.note, deed.reason, changes={"to_unit": deed.to_unit})
    state, entry = acts.apply(state_of(row), out, terms)
    ledger.hold_chains({row.unit_id, to.unit_id})
    _write(actor, row, entry)
    handler = routing.handler_of(to.agency_id, procedure, row.step_role)
    arrival = Act(
        Action.TRANSFER_IN, at, deed.note, to=to, changes={"handler_id": handler, "holder_id": None}
    )
    _, entry = acts.apply(state, arrival, terms)
    _write(actor, row, entry)


def _laid_down(
    actor: Actor, row: Dossier, procedure: ProcedureCard, deed: Deed, at: datetime
) -> Mapping[str, Any]:
    """What the act itself sets, beside what the rules of the clock change."""
    laid: Mapping[str, Any] = {}
    match deed.action:
        case Action.ASSIGN:
            laid = {"holder_id": _holder(actor, row, deed, at)}
        case Action.COMPLETE_STEP:
            laid = _decision(actor, row, deed) | _step(row, procedure, steps.after(procedure.steps, row.step))
        case Action.SEND_BACK:
            laid = _step(row, procedure, steps.before(procedure.steps, row.step))
        case Action.RESOLVE:
            laid = _decision(actor, row, deed) | {"step_done": row.step}
        case Action.EXTEND:
            laid = {"cause": deed.cause.value} if deed.cause else {}
        case Action.HAND_OVER:
            laid = {"receiver": _receiver(deed)}
        case Action.CORRECT:
            laid = corrections.changes(row, deed.corrections)
    return laid


def _advice(deed: Deed, at: datetime) -> Mapping[str, Any]:
    """What the applicant is told beside the reason, as the journal keeps it."""
    if deed.answer_by is not None and deed.answer_by <= local_day(at):
        raise refuse("dossier.answer_by_past", field="answer_by")
    told = {
        "ground": deed.ground,
        "guidance": deed.guidance,
        "answer_by": deed.answer_by.isoformat() if deed.answer_by else "",
        "refund": deed.refund,
    }
    said = {name: words for name, words in told.items() if words}
    return {"advice": said} if said else {}


def _receiver(deed: Deed) -> str:
    if not deed.receiver:
        raise refuse("dossier.receiver_missing", field="receiver")
    return deed.receiver


def _holder(actor: Actor, row: Dossier, deed: Deed, at: datetime) -> int:
    """Whoever takes it up, or the colleague a head gives it to."""
    if deed.assign_to is None:
        return actor.appointment_id
    if deed.assign_to not in {card.id for card in colleagues(card_of(row), local_day(at))}:
        raise refuse("dossier.not_a_colleague", field="assign_to")
    return deed.assign_to


def _decision(actor: Actor, row: Dossier, deed: Deed) -> dict[str, Any]:
    """The result; its file becomes the dossier's own, so that nobody reads another's by naming it here. The entry
    says its hash: what was signed stays provable (law I-F2).
    """
    decision: dict[str, Any] = {}
    if deed.result_number:
        decision["result_number"] = deed.result_number
    if deed.result_file:
        owner = record_of(row.id, row.number)
        file = documents.hand_to(file_id=deed.result_file, owner=owner, actor=actor)
        decision |= {"result_file": file.id, "result_sha256": file.sha256}
    return decision


def _step(row: Dossier, procedure: ProcedureCard, step: StepCard | None) -> dict[str, Any]:
    if step is None:
        raise refuse("dossier.no_such_step")
    return {
        "step_done": row.step,
        "step": step.order,
        "step_role": step.role.value,
        "handler_id": routing.handler_of(AgencyId(row.competent_id), procedure, step.role),
        "holder_id": None,
        "step_due_at": steps.due_of(
            steps=procedure.steps,
            order=step.order,
            terms=terms_of(row),
            stops=stops_of(row),
            due_at=row.due_at,
        ),
    }


def with_step(entry: Entry, procedure: ProcedureCard, state: State, terms: Terms) -> Entry:
    """`entry` with the end of the step at hand, where it moves the due moment."""
    if "due_at" not in entry.changes:
        return entry
    step_due_at = steps.due_of(
        steps=procedure.steps, order=state.step, terms=terms, stops=state.stops, due_at=state.due_at
    )
    return entry._replace(changes={**entry.changes, "step_due_at": step_due_at})


def state_of(row: Dossier) -> State:
    """What the rules need to know of a row."""
    return State(
        status=Status(row.status),
        version=row.version,
        last_at=row.last_at,
        place=Place(AgencyId(row.competent_id), UnitId(row.unit_id), UnitStateId(row.unit_state_id)),
        due_at=row.due_at,
        promised_at=row.promised_at,
        stops=stops_of(row),
        supplement_count=row.supplement_count,
        extension_count=row.extension_count,
        transfer_count=row.transfer_count,
        step=row.step,
    )


def _write(actor: Actor, row: Dossier, entry: Entry) -> None:
    written = ledger.append(
        dossier_id=row.id,
        province=row.province,
        entry=entry,
        by=signature_of(actor),
        event={
            "type": EVENT_MOVED,
            "data": {
                "dossier": str(row.id),
                "action": entry.action.value,
                "status": entry.status_after.value,
            },
        },
    )
    if not written:
        raise refuse("dossier.changed_meanwhile", seen=entry.seq - 1, now=entry.seq)
    _lay_down(row, entry)


def _lay_down(row: Dossier, entry: Entry) -> None:
    """The row in hand as the statement has just made it: no second reading."""
    row.version = entry.seq
    for name in ledger.FOLDED.keys() & entry.changes.keys():
        setattr(row, name, entry.changes[name])
