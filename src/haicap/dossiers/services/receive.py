"""Taking a dossier in: check, clock, number, journal, in one transaction. The same intake sent twice is one dossier."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from haicap.documents import api as documents
from haicap.dossiers.contract import EVENT_RECEIVED, Action, DossierId, Intake, Receipt
from haicap.dossiers.domain import intake_rules, numbering, policies
from haicap.dossiers.models import ComponentFile, Dossier, JournalEntry, ledger
from haicap.dossiers.selectors.cards import record_of
from haicap.dossiers.services import opening, routing
from haicap.dossiers.services.signature import signature_of
from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError, refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard
from haicap.platform import rehearsal
from haicap.procedures import api as procedures


def receive(*, actor: Actor, intake: Intake, at: datetime) -> Receipt:
    """Take in a dossier at the actor's counter, at the moment `at` (aware); returns number and appointment.

    Any counter receives for any unit of the province (Decree 118/2025/NĐ-CP). What was taken in before is answered
    as then, even if it would be refused today: the answer may have been lost just before midnight. Refuses what
    `intake_rules.checked` finds, `procedures.unknown`, `dossier.not_a_receiver`, `dossier.not_competent`,
    `dossier.limit_needed`, and `dossier.intake_differs` where the client's id already names another intake.
    """
    require(policies.may_receive(actor))
    try:
        return _taken_in(actor, intake, at)
    except (RefusalError, IntegrityError) as problem:
        known = Dossier.objects.filter(pk=intake.id).first()
        if known is None:
            raise
        if known.province in actor.provinces and known.intake_sha256 == opening.digest(intake):
            return _first_answer(known)
        if isinstance(problem, RefusalError):
            raise
        raise refuse("dossier.intake_differs", field="id", id=str(intake.id)) from problem


def _taken_in(actor: Actor, intake: Intake, at: datetime) -> Receipt:
    day = local_day(at)
    procedure = procedures.version_on(intake.procedure, day)
    checked = intake_rules.checked(intake, procedure)
    receiver = organisation.agency(actor.agency_id)
    row = opening.row_of(
        actor=actor,
        intake=checked,
        procedure=procedure,
        place=routing.place_of(checked.competent, procedure, day),
        receiver=receiver,
        terms=opening.terms_of(checked, procedure, receiver, at),
    )
    row["intake_sha256"] = opening.digest(intake)
    with _transaction(checked):
        number = _write(actor, checked, row, receiver, opening.fee_note(checked, procedure))
    return Receipt(intake.id, number, row["secret"], at, row["due_at"], row["provisional"])


def _transaction(intake: Intake) -> AbstractContextManager[None]:
    """Without scans all is written by one statement, which is a transaction by itself: two round trips less."""
    alone = not any(paper.files for paper in intake.components)
    return nullcontext() if alone and not connection.in_atomic_block else transaction.atomic()


def _first_answer(known: Dossier) -> Receipt:
    """The receipt this id was given before, whatever was done since; the failed statement took no number with it."""
    recounted = JournalEntry.objects.filter(dossier_id=known.id, action=Action.RECOUNT.value).exists()
    return Receipt(
        DossierId(known.id),
        known.number,
        known.secret,
        known.received_at,
        known.original_due_at,
        known.provisional or recounted,
        repeated=True,
    )


def _write(actor: Actor, intake: Intake, row: Mapping[str, Any], receiver: AgencyCard, note: str) -> str:
    number = ledger.open_dossier(
        row=row,
        number_prefix=numbering.prefix(rehearsal.marked(receiver.code), row["number_day"]),
        papers=[
            ledger.Paper(
                paper.key, paper.name, paper.kind.value, paper.state.value, paper.quantity, paper.mandatory
            )
            for paper in intake.components
        ],
        by=signature_of(actor),
        note=note,
        event={"type": EVENT_RECEIVED, "data": {"dossier": str(intake.id), "unit": row["unit_id"]}},
    )
    scans = [
        ComponentFile(dossier_id=intake.id, province=actor.province_code, component_no=no, file_id=file)
        for no, paper in enumerate(intake.components, 1)
        for file in paper.files
    ]
    for scan in scans:
        documents.hand_to(file_id=scan.file_id, owner=record_of(intake.id, number), actor=actor)
    if scans:
        ComponentFile.objects.bulk_create(scans)
    return number
