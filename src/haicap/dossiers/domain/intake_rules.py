"""What must be right before a dossier is taken in. All that is wrong is said at once, each with its field."""

import re
from dataclasses import replace

from haicap.dossiers.contract import ComponentIn, ComponentState, Intake
from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.money import dong
from haicap.kernel.text import clean, has_forbidden
from haicap.parties.contract import Applicant, ApplicantKind
from haicap.procedures.contract import ComponentCard, ProcedureCard

_PERSONAL_NUMBER = re.compile(r"^([0-9]{9}|[0-9]{12})$")
_TAX_NUMBER = re.compile(r"^[0-9]{10}(-?[0-9]{3})?$")
_PHONE = re.compile(r"^\+?[0-9]{8,15}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_LONGEST = {
    "name": 200,
    "address": 500,
    "subject": 1000,
    "fee_reason": 500,
}  # 1,000 for the abstract: national interface, TrichYeuHoSo
_LIMIT_DAYS = range(1, 366)
_FEE_VND = range(10**12 + 1)


def checked(intake: Intake, procedure: ProcedureCard) -> Intake:
    """`intake` with its text made clean, its papers completed from the catalogue; refuses what is wrong, all at once.

    Codes: `intake.name_missing`, `intake.text_forbidden`, `intake.text_too_long`, `intake.id_number_shape`,
    `intake.phone_shape`, `intake.email_shape`, `intake.variant_unknown`, `intake.component_unknown`,
    `intake.component_missing`, `intake.limit_days_range`, `intake.fee_range`, `intake.fee_reason_missing`.
    """
    applicant = _cleaned(intake.applicant)
    wrong = [
        *_wrong_texts(intake),
        *_wrong_applicant(applicant),
        *_wrong_terms(intake, procedure),
        *_wrong_papers(intake, procedure),
    ]
    if wrong:
        raise RefusalError(*wrong)
    known = {card.key: card for card in procedure.components}
    papers = tuple(_completed(paper, known.get(paper.key)) for paper in intake.components)
    return replace(
        intake,
        applicant=applicant,
        components=papers,
        subject=clean(intake.subject),
        assisted_by=clean(intake.assisted_by),
        fee_reason=clean(intake.fee_reason),
    )


def checked_applicant(applicant: Applicant) -> Applicant:
    """An applicant alone, made clean and checked, for corrections."""
    applicant = _cleaned(applicant)
    wrong = _wrong_applicant(applicant)
    if wrong:
        raise RefusalError(*wrong)
    return applicant


def differs_from_tariff(intake: Intake, procedure: ProcedureCard) -> bool:
    """True where a published fee is not the one taken: a case that is free of it, several copies, a mistake."""
    return intake.fee_vnd is not None and procedure.fee_vnd not in (None, intake.fee_vnd)


def _cleaned(applicant: Applicant) -> Applicant:
    return replace(
        applicant,
        name=clean(applicant.name),
        id_number=re.sub(r"[\s.]", "", clean(applicant.id_number)),
        phone=re.sub(r"[\s.\-()]", "", clean(applicant.phone)),
        email=clean(applicant.email),
        address=clean(applicant.address),
    )


def _wrong_texts(intake: Intake) -> list[Refusal]:
    texts = {
        "name": intake.applicant.name,
        "address": intake.applicant.address,
        "subject": intake.subject,
        "assisted_by": intake.assisted_by,
        "fee_reason": intake.fee_reason,
    }
    forbidden = [
        Refusal("intake.text_forbidden", field=name) for name, text in texts.items() if has_forbidden(text)
    ]
    long = [
        Refusal("intake.text_too_long", {"most": most}, name)
        for name, most in _LONGEST.items()
        if len(texts[name]) > most
    ]
    return forbidden + long


def _wrong_applicant(applicant: Applicant) -> list[Refusal]:
    wrong = []
    if not applicant.name:
        wrong.append(Refusal("intake.name_missing", field="name"))
    shape = _PERSONAL_NUMBER if applicant.kind is ApplicantKind.CITIZEN else _TAX_NUMBER
    if applicant.id_number and not (shape.match(applicant.id_number) or _is_passport(applicant)):
        wrong.append(Refusal("intake.id_number_shape", field="id_number"))
    if applicant.phone and not _PHONE.match(applicant.phone):
        wrong.append(Refusal("intake.phone_shape", field="phone"))
    if applicant.email and not _EMAIL.match(applicant.email):
        wrong.append(Refusal("intake.email_shape", field="email"))
    return wrong


def _is_passport(applicant: Applicant) -> bool:
    """People without a number yet are known by a passport: letters and digits."""
    return bool(re.match(r"^[A-Za-z]{1,3}[0-9]{5,9}$", applicant.id_number))


def _wrong_terms(intake: Intake, procedure: ProcedureCard) -> list[Refusal]:
    wrong = []
    if procedure.variant(intake.variant) is None:
        wrong.append(Refusal("intake.variant_unknown", {"variant": intake.variant}, "variant"))
    if intake.limit_days is not None and intake.limit_days not in _LIMIT_DAYS:
        wrong.append(Refusal("intake.limit_days_range", {"most": _LIMIT_DAYS[-1]}, "limit_days"))
    if intake.fee_vnd is not None and intake.fee_vnd not in _FEE_VND:
        wrong.append(Refusal("intake.fee_range", {"most": dong(_FEE_VND[-1])}, "fee_vnd"))
    elif differs_from_tariff(intake, procedure) and not intake.fee_reason.strip():
        tariff = dong(procedure.fee_vnd or 0)
        wrong.append(Refusal("intake.fee_reason_missing", {"tariff": tariff}, "fee_reason"))
    return wrong


def _wrong_papers(intake: Intake, procedure: ProcedureCard) -> list[Refusal]:
    """A mandatory paper that is missing leads to form 02 or 03, never to silence; nothing extra may be asked."""
    known = {card.key: card for card in procedure.components}
    handed_in = {paper.key for paper in intake.components if paper.state is not ComponentState.MISSING}
    unknown = [
        Refusal("intake.component_unknown", {"key": paper.key}, "components")
        for paper in intake.components
        if paper.key not in known
    ]
    missing = [
        Refusal("intake.component_missing", {"name": card.name}, f"component-{card.key}")
        for card in procedure.components
        if card.mandatory and card.key not in handed_in
    ]
    return unknown + missing


def _completed(paper: ComponentIn, card: ComponentCard | None) -> ComponentIn:
    if card is None:
        return paper
    files = tuple(dict.fromkeys(paper.files))  # a scan named twice is one scan
    return replace(paper, name=card.name, mandatory=card.mandatory, files=files)
