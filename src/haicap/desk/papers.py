"""What the counter's papers say, made from an opened dossier in one place: receipt (01), control slip (06), log (07).

Papers are Vietnamese whatever the reader's language. Layout is `documents`' business; who may see a dossier has been
asked before. Fields: Circular 03/2025/TT-VPCP, appendix I (docs/reference/papers.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import translation

from haicap.desk.fees import fee_words
from haicap.desk.names import names_on
from haicap.documents import api as documents
from haicap.documents.contract import (
    ComponentLine,
    ControlSlipData,
    FormKind,
    HandOver,
    IssuedForm,
    LogBookData,
    LogLine,
    NamedPaper,
    PaperSize,
    ReceiptData,
    Rendered,
)
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Channel, ComponentState, DossierFile, DossierId, Period, Status
from haicap.kernel import deadlines
from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.refs import RecordRef
from haicap.kernel.tally import ExcludedDay, Why, tally
from haicap.kernel.timeliness import classify
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.territory import api as territory
from haicap.ui.days import WHY

_NOTED = {Why.HOLIDAY, Why.COMPENSATORY, Why.SWAPPED_OFF, Why.EMERGENCY_CLOSURE}
_UNPUBLISHED = "theo thông báo"
_SLIP_ROWS = 8  # of a control slip: what the journal does not fill is left for hands
_CHANNELS = {
    Channel.COUNTER: "Trực tiếp",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Bưu chính",
    Channel.AGENT: "Qua đại lý",
}
_NOTES = {
    Status.RETURNED: "Trả lại",
    Status.REFUSED: "Từ chối",
    Status.STOPPED: "Dừng giải quyết",
    Status.WITHDRAWN: "Rút hồ sơ",
    Status.VOID: "Huỷ, nhập nhầm",
}


def record_of(dossier_id: DossierId, number: str) -> RecordRef:
    """How papers name the dossier they belong to."""
    return RecordRef("dossier", str(dossier_id), number)


def issued_receipt(opened: DossierFile) -> IssuedForm | None:
    """The receipt that was given out for a dossier, if one was."""
    forms = documents.issued_for(record_of(opened.card.id, opened.card.number))
    return next((each for each in forms if each.kind is FormKind.RECEIPT and not each.cancelled_at), None)


def issue_receipt(*, actor: Actor, opened: DossierFile, tracking: str, at: datetime) -> IssuedForm:
    """Give out form 01 under the next number of the receiving centre; repeated, the same form comes back."""
    return documents.issue(
        actor=actor,
        agency_id=opened.card.received_by,
        record=record_of(opened.card.id, opened.card.number),
        data=receipt(opened, tracking=tracking),
        at=at,
    )


def print_receipt(
    opened: DossierFile, form: IssuedForm | None, *, tracking: str, size: PaperSize
) -> Rendered:
    """Form 01 drawn on a sheet of `size`, with number and date of the issued form where there is one."""
    number = form.number if form else None
    at = form.issued_at if form else opened.card.received_at
    return documents.render_receipt(receipt(opened, tracking=tracking, number=number, issued_at=at), size)


def receipt(
    opened: DossierFile, *, tracking: str, number: int | None = None, issued_at: datetime | None = None
) -> ReceiptData:
    """All that form 01 says. `tracking` is the address with number and secret that the QR holds."""
    card, applicant = opened.card, opened.applicant
    procedure = procedures.version(card.procedure_version)
    centre = organisation.agency(card.received_by)
    names = names_on(NamedPaper.RECEIPT, centre.province_code, card.received_at.date())
    returning = names.body(organisation.agency(card.returned_by))
    with translation.override("vi"):
        limit, fee = limit_of(opened), fee_words(opened.fee_vnd, procedure)
        limit_words = procedures.limit_words(limit) if limit else _UNPUBLISHED
    return ReceiptData(
        agency=names.issuer(organisation.agency(centre.committee_id)).name,
        centre=names.issuer(centre).name,
        place=place_of(centre, card.received_at.date()),
        issued_at=issued_at or card.received_at,
        number=number,
        names_note=names.note(centre),
        dossier_number=card.number,
        tracking=tracking,
        receiver=receiver_of(opened),
        applicant_name=applicant.name,
        applicant_id=applicant.id_number,
        applicant_address=applicant.address,
        applicant_phone=applicant.phone,
        applicant_email=applicant.email,
        procedure_name=procedure.name,
        procedure_code=procedure.code,
        components=tuple(
            ComponentLine(paper.name, paper.kind.value, paper.quantity)
            for paper in opened.components
            if paper.state is not ComponentState.MISSING
        ),
        limit=limit_words,
        limit_note=limit_note(opened),
        received_at=card.received_at,
        appointment_at=card.promised_at,
        return_place=where(returning),
        fee=fee,
        hotline=centre.phone,
    )


def limit_of(opened: DossierFile) -> Limit | None:
    """The limit of the dossier's day; None where only a due moment was declared."""
    if opened.limit_amount is None or opened.due_declared:
        return None
    return Limit(opened.limit_amount, LimitUnit(opened.limit_unit))


def limit_note(opened: DossierFile) -> str:
    """The days off that moved the day, named: `không tính Quốc khánh 02/09`; empty where there were none."""
    limit = limit_of(opened)
    if limit is None or opened.stops:
        return ""
    centre = organisation.agency(opened.card.received_by)
    deadline = deadlines.due(
        calendar=calendars.current(centre.province_code, centre.unit_code),
        received_at=opened.card.received_at,
        limit=limit,
        channel_online=opened.card.channel == "online",
    )
    if deadline.due_at != opened.card.due_at:
        return ""  # the calendar has changed since: the day on the receipt stays, its reasons are history
    named = _named([day for day in tally(deadline).excluded if day.why in _NOTED])
    return f"không tính {named}" if named else ""


def receiver_of(opened: DossierFile) -> str:
    """Who took the dossier in, as the journal names them."""
    return opened.journal[0].actor if opened.journal else ""


def place_of(agency: AgencyCard, on: date) -> str:
    """The unit's name without its kind, as the date line of a form has it."""
    unit = territory.state_on(agency.unit_id, on)
    return unit.name.split(" ", 1)[-1] if unit else ""


def where(agency: AgencyCard) -> str:
    """Name and, where known, address."""
    return f"{agency.name}, {agency.address}" if agency.address else agency.name


def bare(procedure: str) -> str:
    """The name of a procedure as it stands behind the word `thủ tục`."""
    return procedure.removeprefix("Thủ tục ")


def _named(days: Sequence[ExcludedDay]) -> str:
    by_name: dict[str, list[date]] = {}
    for day in days:
        by_name.setdefault(day.name or str(WHY[day.why]), []).append(day.on)
    return "; ".join(f"{name} {_span(held)}" for name, held in by_name.items())


def _span(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    return f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"


def control_slip(opened: DossierFile, *, tracking: str) -> ControlSlipData:
    """Form 06: who gave the paper file to whom, when, and how that step stood to its share of the limit."""
    card = opened.card
    procedure = procedures.version(card.procedure_version)
    centre = organisation.agency(card.received_by)
    names = names_on(NamedPaper.CONTROL_SLIP, centre.province_code, card.received_at.date())
    rows = _hand_overs(opened, centre)
    return ControlSlipData(
        agency=names.issuer(organisation.agency(centre.committee_id)).name,
        centre=names.issuer(centre).name,
        names_note=names.note(centre),
        place=place_of(centre, card.received_at.date()),
        issued_at=card.received_at,
        dossier_number=card.number,
        tracking=tracking,
        applicant_name=opened.applicant.name,
        applicant_phone=opened.applicant.phone,
        procedure_name=procedure.name,
        procedure_code=procedure.code,
        settling_unit=names.body(organisation.agency(card.competent)).name,
        received_at=card.received_at,
        appointment_at=card.promised_at,
        hand_overs=rows,
        blank_rows=max(0, _SLIP_ROWS - len(rows)),
    )


def _hand_overs(opened: DossierFile, centre: AgencyCard) -> tuple[HandOver, ...]:
    """One row for each journal entry that laid the file on another desk, and one for the way back to the counter."""
    moves = [line for line in opened.journal if "handler_id" in line.changes or line.action is Action.RESOLVE]
    ids = frozenset(AgencyId(line.changes["handler_id"]) for line in moves if "handler_id" in line.changes)
    names = {known: card.name for known, card in organisation.agencies(ids).items()}
    rows, holding, due_at = [], centre.name, None
    for line in moves:
        back = line.action is Action.RESOLVE
        taking = centre.name if back else names[AgencyId(line.changes["handler_id"])]
        rows.append(HandOver(holding, taking, line.at, giver=line.actor, result=_class(due_at, line.at)))
        holding = taking
        due_at = line.changes.get("step_due_at", due_at)
    return tuple(rows)


def _class(due_at: str | None, at: datetime) -> str:
    if due_at is None:
        return ""
    return classify(original_due_at=datetime.fromisoformat(due_at), settled_at=at).value


def log_book(*, actor: Actor, period: Period, at: datetime) -> LogBookData:
    """Form 07: what the actor's centre received in `period` (days of one year), numbered on from 1 January."""
    centre = organisation.agency(actor.agency_id)
    lines = dossiers.register(actor=actor, period=period)
    agencies = organisation.agencies(frozenset(line.competent for line in lines))
    names = names_on(NamedPaper.LOG_BOOK, centre.province_code, period.end)
    return LogBookData(
        agency=names.issuer(organisation.agency(centre.committee_id)).name,
        centre=names.issuer(centre).name,
        names_note=names.note(centre),
        place=place_of(centre, period.end),
        issued_at=at,
        year=period.start.year,
        since=period.start,
        until=period.end,
        first_sequence=dossiers.received_before(actor=actor, period=period) + 1,
        lines=tuple(
            LogLine(
                dossier_number=line.number,
                procedure=procedures.version(line.procedure_version).name,
                sets=1,
                applicant=line.applicant,
                address=line.address,
                phone=line.phone,
                lead_agency=replace(names, event=line.received_on).body(agencies[line.competent]).name,
                received_on=line.received_on,
                due_on=line.due_on,
                returned_on=line.handed_over_on,
                channel=_CHANNELS[line.channel],
                note=_NOTES.get(line.status, ""),
            )
            for line in lines
        ),
    )
