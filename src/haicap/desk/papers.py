"""What the counter's papers say, made from an opened dossier in one place: receipt (01), control slip (06), log (07).

Papers are Vietnamese whatever the reader's language. Layout is `documents`' business; who may see a dossier has been
asked before. Fields: Circular 03/2025/TT-VPCP, appendix I (docs/reference/papers.md).
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation

from haicap.desk.web.deadline_words import WHY
from haicap.documents import api as documents
from haicap.documents.contract import (
    ComponentLine,
    FormKind,
    IssuedForm,
    PaperSize,
    ReceiptData,
    Rendered,
)
from haicap.dossiers.contract import ComponentState, DossierFile, DossierId
from haicap.kernel import deadlines
from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.refs import RecordRef
from haicap.kernel.tally import ExcludedDay, Why, tally
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.territory import api as territory

_NOTED = {Why.HOLIDAY, Why.COMPENSATORY, Why.SWAPPED_OFF, Why.EMERGENCY_CLOSURE}
_UNPUBLISHED = "theo thông báo"


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
    committee = organisation.agency(centre.committee_id)
    returning = organisation.agency(card.returned_by)
    with translation.override("vi"):
        limit, fee = limit_of(opened), procedures.fee_words(procedure.fee_vnd, procedure.fee_rule)
        limit_words = procedures.limit_words(limit) if limit else _UNPUBLISHED
    return ReceiptData(
        agency=committee.name,
        centre=centre.name,
        place=place_of(centre, card.received_at.date()),
        issued_at=issued_at or card.received_at,
        number=number,
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
        return_place=_where(returning),
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


def _named(days: Sequence[ExcludedDay]) -> str:
    by_name: dict[str, list[date]] = {}
    for day in days:
        by_name.setdefault(day.name or str(WHY[day.why]), []).append(day.on)
    return "; ".join(f"{name} {_span(held)}" for name, held in by_name.items())


def _span(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    return f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"


def _where(agency: AgencyCard) -> str:
    return f"{agency.name}, {agency.address}" if agency.address else agency.name
