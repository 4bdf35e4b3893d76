"""Forms 02 to 05, each from the journal entry whose trace it is: request for papers, refusal, apology, stop.

They name the applicant, so they are printed behind the sign-in only and never offered on the public page. What each
must hold: Circular 03/2025/TT-VPCP, appendix I (docs/reference/papers.md gives the certainty).
"""

from datetime import date, datetime
from typing import Any

from haicap.desk.papers import bare, place_of, record_of, where
from haicap.documents import api as documents
from haicap.documents.contract import (
    ApologyData,
    IssuedForm,
    NoticeData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
)
from haicap.dossiers.contract import Action, DossierFile, JournalCard
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId
from haicap.procedures import api as procedures

TOLD = frozenset({Action.ASK_SUPPLEMENT, Action.RETURN, Action.REFUSE, Action.EXTEND, Action.STOP})
_AS_PUBLISHED = "thành phần hồ sơ đã công bố của thủ tục"
_AS_SAID = "theo lý do nêu trên"


def issue_notice(*, actor: Actor, opened: DossierFile, tracking: str, at: datetime) -> IssuedForm:
    """Give out the form of the newest journal entry under the next number of today's centre; once for each entry."""
    line = opened.journal[-1]
    return documents.issue(
        actor=actor,
        agency_id=organisation.heir_of(opened.card.received_by),
        record=record_of(opened.card.id, opened.card.number),
        data=notice(opened, line, tracking=tracking),
        at=at,
        key=str(line.seq),
    )


def notice(opened: DossierFile, line: JournalCard, *, tracking: str) -> NoticeData:
    """All that the form of `line`, an entry of TOLD, says; `tracking` is the address its QR holds."""
    shared, told = _shared(opened, line) | {"tracking": tracking}, line.changes.get("advice", {})
    guidance = told.get("guidance", "")
    match line.action:
        case Action.ASK_SUPPLEMENT:
            day = told.get("answer_by")
            return SupplementRequestData(
                **shared,
                ground=told.get("ground") or _AS_PUBLISHED,
                hand_in=where(_today(opened.card.received_by)),
                answer_by=date.fromisoformat(day) if day else None,
            )
        case Action.EXTEND:
            return ApologyData(
                **shared,
                ground=_AS_SAID,
                settling_agency=_today(opened.card.competent).name,
                appointment_at=_promised_before(opened, line),
                new_appointment_at=datetime.fromisoformat(line.changes["promised_at"]),
            )
        case Action.STOP:
            ground = told.get("ground") or _AS_SAID
            return StopNoticeData(**shared, ground=ground, refund=told.get("refund", ""), guidance=guidance)
        case _:
            return RefusalData(**shared, ground=told.get("ground") or _AS_SAID, guidance=guidance)


def _shared(opened: DossierFile, line: JournalCard) -> dict[str, Any]:
    """What all four say; the journal names whoever signs as `name, post`."""
    centre = _today(opened.card.received_by)
    procedure = procedures.version(opened.card.procedure_version)
    applicant = opened.applicant
    name, _comma, post = line.actor.partition(", ")
    return {
        "agency": organisation.agency(centre.committee_id).name,
        "centre": centre.name,
        "place": place_of(centre, line.at.date()),
        "issued_at": line.at,
        "dossier_number": opened.card.number,
        "applicant_name": applicant.name,
        "applicant_id": applicant.id_number,
        "applicant_address": applicant.address,
        "applicant_phone": applicant.phone,
        "applicant_email": applicant.email,
        "procedure_name": bare(procedure.name),
        "procedure_code": procedure.code,
        "received_at": opened.card.received_at,
        "reason": line.changes.get("reason") or line.note,
        "contact": f"{line.actor}, điện thoại {centre.phone}" if centre.phone else line.actor,
        "signer_post": post or centre.name,
        "signer_name": name,
    }


def _today(body: AgencyId) -> AgencyCard:
    """Who goes on for a body: a notice is given out today, by whoever is there today, under their own number."""
    return organisation.agency(organisation.heir_of(body))


def _promised_before(opened: DossierFile, line: JournalCard) -> datetime:
    former = [each for each in opened.journal if each.seq < line.seq and "promised_at" in each.changes]
    return datetime.fromisoformat(former[-1].changes["promised_at"])


def issued_forms(opened: DossierFile) -> tuple[IssuedForm, ...]:
    """Every form given out for a dossier and still valid, oldest first."""
    forms = documents.issued_for(record_of(opened.card.id, opened.card.number))
    return tuple(form for form in forms if form.cancelled_at is None)
