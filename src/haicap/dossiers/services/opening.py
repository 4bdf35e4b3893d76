"""From an intake to the row that is written: places, clock, first step. Nothing is stored here."""

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from haicap.dossiers.contract import Channel, Intake, Status
from haicap.dossiers.domain import intake_rules, steps
from haicap.dossiers.domain.acts import Place
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.services import routing
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse
from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.money import dong
from haicap.kernel.text import fold
from haicap.organisation.contract import Actor, AgencyCard
from haicap.parties.contract import Applicant, UnitBy
from haicap.platform import calendars
from haicap.procedures.contract import ProcedureCard
from haicap.territory import api as territory

SECRET_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - letters, none read for another
SECRET_LENGTH = 12


def new_secret() -> str:
    """What a QR code carries beside the number: about 59 bits, so that nobody walks the codes."""
    drawn = secrets.randbelow(len(SECRET_LETTERS) ** SECRET_LENGTH)
    letters = []
    for _ in range(SECRET_LENGTH):
        drawn, letter = divmod(drawn, len(SECRET_LETTERS))
        letters.append(SECRET_LETTERS[letter])
    return "".join(letters)


def search_key(applicant: Applicant) -> str:
    """What a dossier is found by; the number is added when it is given."""
    told = (applicant.name, applicant.id_number, applicant.phone)
    return " ".join(word for word in map(fold, told) if word)


def numbered_search_key(applicant: Applicant, number: str) -> str:
    """The same with the number's parts as words."""
    return f"{search_key(applicant)} {fold(number)}"


def digest(intake: Intake) -> str:
    """Fingerprint of everything an intake says, to tell a repeated one from a different one.

    What the catalogue says of its papers is left out: it may have changed between the two.
    """
    papers = tuple(replace(paper, name="", mandatory=True) for paper in intake.components)
    return hashlib.sha256(repr(replace(intake, components=papers)).encode()).hexdigest()


def terms_of(intake: Intake, procedure: ProcedureCard, receiver: AgencyCard, at: datetime) -> Terms:
    """The time terms: the published limit of the variant, or the one agreed at the counter where none is published.

    Refuses `dossier.limit_needed`.
    """
    variant = procedure.variant(intake.variant)
    limit = variant.limit if variant else None
    if limit is None and intake.limit_days is not None:
        limit = Limit(intake.limit_days, LimitUnit.WORKING_DAY)
    if limit is None:
        raise refuse("dossier.limit_needed", field="limit_days", procedure=procedure.code)
    calendar = calendars.current(receiver.province_code, receiver.unit_code)
    return Terms(calendar, at, limit, procedure.on_supplement, intake.channel is Channel.ONLINE)


def row_of(
    *,
    actor: Actor,
    intake: Intake,
    procedure: ProcedureCard,
    place: Place,
    receiver: AgencyCard,
    terms: Terms,
) -> dict[str, Any]:
    """Every column of a new dossier but its number and the intake's fingerprint."""
    deadline = terms.first_due()
    assert terms.limit and deadline.due_at  # noqa: S101 - an intake has a limit, and nothing has stopped its clock
    return {
        "id": intake.id,
        "province": actor.province_code,
        "number_agency_id": receiver.id,
        "number_day": local_day(terms.received_at),
        "secret": new_secret(),
        "search_key": search_key(intake.applicant),
        "procedure_version_id": procedure.id,
        "procedure_code": procedure.code,
        "field": procedure.field,
        "variant": intake.variant,
        "limit_amount": terms.limit.amount,
        "limit_unit": terms.limit.unit,
        "on_supplement": terms.on_supplement,
        "channel": intake.channel,
        "fee_vnd": procedure.fee_vnd if intake.fee_vnd is None else intake.fee_vnd,
        "assisted_by": intake.assisted_by,
        "received_at": terms.received_at,
        "original_due_at": deadline.due_at,
        "due_declared": False,
        "calendar_version": deadline.calendar_version,
        "provisional": deadline.provisional,
        "received_by_id": receiver.id,
        "received_state_id": _state_of(receiver, terms.received_at),
        "supported_by_id": None if actor.agency_id == receiver.id else actor.agency_id,
        "status": Status.RECEIVED,
        "last_at": terms.received_at,
        "competent_id": place.agency_id,
        "unit_id": place.unit_id,
        "unit_state_id": place.unit_state_id,
        "returned_by_id": receiver.id,
        "subject": intake.subject,
        "due_at": deadline.due_at,
        "promised_at": deadline.due_at,
        "stops": (),
        "supplement_count": 0,
        "extension_count": 0,
        "transfer_count": 0,
        **applicant_columns(intake.applicant, local_day(terms.received_at)),
        **first_step(procedure, place, terms, deadline.due_at),
    }


def applicant_columns(applicant: Applicant, day: date) -> dict[str, Any]:
    """The applicant as written on the day; refuses `dossier.applicant_unit_unknown` for a code nobody bears then."""
    unit = _address_unit(applicant, day)
    return {
        "applicant_kind": applicant.kind,
        "applicant_name": applicant.name,
        "applicant_id_number": applicant.id_number,
        "applicant_phone": applicant.phone,
        "applicant_email": applicant.email,
        "applicant_address": applicant.address,
        "applicant_unit_id": unit,
        "applicant_unit_by": (applicant.unit_by or UnitBy.CHOSEN) if unit else "",
    }


def _address_unit(applicant: Applicant, day: date) -> int | None:
    """The commune in which the address lies, where it is said."""
    if applicant.unit_id or not applicant.unit:
        return applicant.unit_id
    card = territory.unit_on(applicant.unit, day)
    if card is None or card.is_province:
        raise refuse("dossier.applicant_unit_unknown", field="unit", unit=applicant.unit)
    return card.unit_id


def fee_note(intake: Intake, procedure: ProcedureCard) -> str:
    """What the journal says of a fee that is not the published one; empty where it is."""
    if intake.fee_vnd is None or not intake_rules.differs_from_tariff(intake, procedure):
        return ""
    taken, tariff = dong(intake.fee_vnd), dong(procedure.fee_vnd or 0)
    return f"Phí, lệ phí {taken} thay cho {tariff}: {intake.fee_reason}"


def first_step(procedure: ProcedureCard, place: Place, terms: Terms, due_at: datetime) -> dict[str, Any]:
    """On whose desk a new dossier lies, and by when that step ends."""
    step = steps.office_steps(procedure.steps)[0]
    return {
        "handler_id": routing.handler_of(place.agency_id, procedure, step.role),
        "step": step.order,
        "step_role": step.role.value,
        "step_due_at": steps.due_of(
            steps=procedure.steps, order=step.order, terms=terms, stops=(), due_at=due_at
        ),
    }


def _state_of(agency: AgencyCard, at: datetime) -> int:
    state = territory.state_on(agency.unit_id, local_day(at))
    if state is None:
        raise refuse("territory.not_in_force", unit=agency.unit_code, on=local_day(at).isoformat())
    return state.state_id
