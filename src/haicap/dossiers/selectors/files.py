"""One dossier opened: everything that is known of it, on one page."""

from datetime import date
from uuid import UUID

from haicap.documents import api as documents
from haicap.documents.contract import FileCard
from haicap.dossiers.contract import (
    Action,
    Channel,
    ComponentCard,
    ComponentState,
    DossierCard,
    DossierFile,
    DossierId,
    JournalCard,
    Status,
)
from haicap.dossiers.domain import lifecycle, policies
from haicap.dossiers.domain.steps import ROLES_OF_STEP
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.models import ComponentFile, Dossier, JournalEntry, ledger
from haicap.dossiers.selectors.cards import applicant_of, card_of, facts_of, record_of, stops_of
from haicap.kernel.clock import local
from haicap.kernel.deadlines import Deadline
from haicap.kernel.errors import Refusal, refuse
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.text import sort_key
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, AppointmentCard, AppointmentId, PersonId
from haicap.platform import calendars
from haicap.platform.statements import Reading, Statement
from haicap.procedures.contract import PaperKind

_PAPERS = Statement("""
SELECT c.no, c.key, c.name, c.kind, c.state, c.quantity, c.mandatory, ARRAY(
  SELECT f.file_id FROM dossiers_component_file f WHERE f.dossier_id = c.dossier_id AND f.component_no = c.no
  ORDER BY f.id)
FROM dossiers_component c WHERE c.dossier_id = %(id)s ORDER BY c.no""")
_JOURNAL = Reading(JournalEntry, "WHERE this.dossier_id = %(id)s ORDER BY this.seq")


def open_file(*, actor: Actor, dossier_id: DossierId) -> DossierFile:
    """The whole dossier; `dossier.not_found` also where it lies outside the actor's scope. Four queries."""
    row = _in_scope(actor, dossier_id)
    return DossierFile(
        card=card_of(row, _holder(row)),
        applicant=applicant_of(row),
        subject=row.subject,
        secret=row.secret,
        variant=row.variant,
        limit_amount=row.limit_amount,
        limit_unit=row.limit_unit,
        on_supplement=OnSupplement(row.on_supplement),
        calendar_version=row.calendar_version,
        due_declared=row.due_declared,
        fee_vnd=row.fee_vnd,
        assisted_by=row.assisted_by,
        result_number=row.result_number,
        result_file=row.result_file,
        stops=stops_of(row),
        components=_components(row.id),
        journal=_journal(row.id),
        allowed=_allowed(actor, row),
    )


def id_of_number(*, actor: Actor, number: str) -> DossierId | None:
    """The dossier of a number, in the actor's scope."""
    found = Dossier.objects.in_scope_of(actor).filter(number=number).values_list("id", flat=True).first()
    return DossierId(found) if found else None


def allowed(*, actor: Actor, dossier_id: DossierId) -> dict[Action, Refusal | None]:
    """Every action the status allows, each with the reason why this actor may not do it, or None."""
    return _allowed(actor, _in_scope(actor, dossier_id))


def _allowed(actor: Actor, row: Dossier) -> dict[Action, Refusal | None]:
    facts = facts_of(row)
    fitting = [action for action, move in lifecycle.MOVES.items() if facts.status in move.leaves]
    return {
        action: policies.may(actor, action, facts) for action in fitting if action not in lifecycle.UNASKED
    }


def colleagues(card: DossierCard, on: date) -> tuple[AppointmentCard, ...]:
    """Those of the handling agency who do the step at hand, in the order of their names."""
    roles = frozenset(ROLES_OF_STEP[card.step_role])
    held = organisation.holders_of_any(card.handler, roles, on)
    return tuple(sorted(held, key=lambda each: (sort_key(each.person_name), each.id)))


def deadline_of(opened: DossierFile) -> Deadline | None:
    """The arithmetic behind a dossier's due moment; None where another system declared that moment with it.

    `due_at` differs from the dossier's own where the calendar has changed since: the frozen moment stays.
    """
    if opened.due_declared or not opened.limit_amount:
        return None
    receiver = organisation.agency(opened.card.received_by)
    calendar = calendars.edition_of(opened.calendar_version)
    terms = Terms(
        calendar=calendar.for_unit(receiver.province_code, receiver.unit_code),
        received_at=opened.card.received_at,
        limit=Limit(opened.limit_amount, LimitUnit(opened.limit_unit)),
        on_supplement=opened.on_supplement,
        online=opened.card.channel is Channel.ONLINE,
    )
    return terms.deadline(opened.stops)


def file_in_scope(*, actor: Actor, dossier_id: DossierId, file_id: UUID) -> FileCard:
    """A scan or result of a dossier; `dossier.not_found` where the dossier or the file is not the actor's to see."""
    row = _in_scope(actor, dossier_id)
    attached = ComponentFile.objects.filter(dossier_id=row.id, file_id=file_id).exists()
    if not attached and row.result_file != file_id:
        raise refuse("dossier.not_found")
    return documents.file_card(file_id)


def _in_scope(actor: Actor, dossier_id: DossierId) -> Dossier:
    row = ledger.newest(dossier_id=dossier_id)
    if row is None or not row.is_in_scope_of(actor):
        raise refuse("dossier.not_found")
    return row


def _holder(row: Dossier) -> str:
    if row.holder_id is None:
        return ""
    holder = AppointmentId(row.holder_id)
    return organisation.holder_names(frozenset({holder})).get(holder, "")


def _components(dossier_id: UUID) -> tuple[ComponentCard, ...]:
    rows = _PAPERS.rows(id=dossier_id)
    scanned = any(scans for *_paper, scans in rows)
    files = {card.id: card for card in documents.files_of(record_of(dossier_id))} if scanned else {}
    return tuple(
        ComponentCard(
            no,
            key,
            name,
            PaperKind(kind),
            ComponentState(state),
            quantity,
            mandatory,
            tuple(files[file] for file in scans),
        )
        for no, key, name, kind, state, quantity, mandatory, scans in rows
    )


def _journal(dossier_id: UUID) -> tuple[JournalCard, ...]:
    rows = _JOURNAL.all(id=dossier_id)
    names = organisation.agencies(frozenset(AgencyId(row.agency_id) for row in rows))
    return tuple(
        JournalCard(
            row.seq,
            Action(row.action),
            Status(row.status_after),
            local(row.at),
            row.actor_label,
            names[AgencyId(row.agency_id)].name,
            row.note,
            row.changes,
            PersonId(row.person_id) if row.person_id else None,
        )
        for row in rows
    )
