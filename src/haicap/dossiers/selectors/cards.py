"""From rows to cards, and to what the rules ask of a row."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from haicap.dossiers.contract import Channel, DossierCard, DossierId, Status
from haicap.dossiers.domain import steps
from haicap.dossiers.domain.policies import Facts
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.models import Dossier
from haicap.kernel.clock import local, local_day
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.refs import RecordRef
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.timeliness import Timeliness
from haicap.kernel.worktime import CalendarEdition
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.parties.contract import Applicant, ApplicantKind, UnitBy
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard, ProcedureVersionId
from haicap.territory import api as territory
from haicap.territory.contract import UnitId


class CardRow(NamedTuple):
    """The columns a card is made of, by their names in the table."""

    id: UUID
    number: str
    version: int
    status: str
    procedure_code: str
    procedure_version_id: int
    field: str
    applicant_name: str
    channel: str
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    provisional: bool
    timeliness: str
    step: int
    step_role: str
    step_due_at: datetime | None
    received_by_id: int
    competent_id: int
    handler_id: int
    returned_by_id: int
    supported_by_id: int | None
    settled_at: datetime | None
    handed_over_at: datetime | None
    holder_id: int | None
    result_file: UUID | None


def card_of(row: Dossier | CardRow, holder: str = "") -> DossierCard:
    """One row as a list needs it; `holder` is the name of who has taken it up."""
    return DossierCard(
        id=DossierId(row.id),
        number=row.number,
        version=row.version,
        status=Status(row.status),
        procedure_code=row.procedure_code,
        procedure_version=ProcedureVersionId(row.procedure_version_id),
        field=row.field,
        applicant_name=row.applicant_name,
        channel=Channel(row.channel),
        received_at=local(row.received_at),
        due_at=local(row.due_at),
        promised_at=local(row.promised_at),
        provisional=row.provisional,
        timeliness=Timeliness(row.timeliness) if row.timeliness else None,
        step=row.step,
        step_role=row.step_role,
        step_due_at=_local(row.step_due_at),
        holder=holder,
        received_by=AgencyId(row.received_by_id),
        competent=AgencyId(row.competent_id),
        handler=AgencyId(row.handler_id),
        returned_by=AgencyId(row.returned_by_id),
        supported_by=AgencyId(row.supported_by_id) if row.supported_by_id else None,
        settled_at=_local(row.settled_at),
        handed_over_at=_local(row.handed_over_at),
        holder_id=AppointmentId(row.holder_id) if row.holder_id else None,
        result_file=row.result_file,
    )


def record_of(dossier_id: UUID, number: str = "") -> RecordRef:
    """How papers name a dossier they belong to."""
    return RecordRef("dossier", str(dossier_id), number)


def applicant_of(row: Dossier) -> Applicant:
    """The applicant as written."""
    return Applicant(
        name=row.applicant_name,
        id_number=row.applicant_id_number,
        phone=row.applicant_phone,
        email=row.applicant_email,
        address=row.applicant_address,
        kind=ApplicantKind(row.applicant_kind),
        unit=_unit_code(row),
        unit_by=UnitBy(row.applicant_unit_by) if row.applicant_unit_by else None,
        unit_id=row.applicant_unit_id,
    )


def _unit_code(row: Dossier) -> str:
    """The code that the unit of the address bore on the day of intake."""
    if row.applicant_unit_id is None:
        return ""
    return territory.last_card(UnitId(row.applicant_unit_id), local_day(row.received_at)).code


def stops_of(row: Dossier) -> tuple[Stop, ...]:
    """The times the clock stood still."""
    return tuple(
        Stop(datetime.fromisoformat(began), datetime.fromisoformat(ended) if ended else None, StopKind(kind))
        for kind, began, ended in row.stops
    )


def terms_of(row: Dossier) -> Terms:
    """The time terms of a dossier: the calendar it was counted with, the limit of its day, or none if declared."""
    return _terms(row, calendars.edition_of(row.calendar_version))


def terms_in_force(row: Dossier) -> Terms:
    """`terms_of` by the calendar in force now."""
    return _terms(row, calendars.edition())


def _terms(row: Dossier, edition: CalendarEdition) -> Terms:
    receiver = organisation.agency(AgencyId(row.received_by_id))
    return Terms(
        calendar=edition.for_unit(receiver.province_code, receiver.unit_code),
        received_at=row.received_at,
        limit=None if row.due_declared else limit_of(row),
        on_supplement=OnSupplement(row.on_supplement),
        online=row.channel == Channel.ONLINE,
    )


def limit_of(row: Dossier) -> Limit | None:
    """The limit of the dossier's day; None where only a due moment was declared."""
    return Limit(row.limit_amount, LimitUnit(row.limit_unit)) if row.limit_amount else None


def procedure_of(row: Dossier) -> ProcedureCard:
    """The procedure version of the dossier's day."""
    return procedures.version(ProcedureVersionId(row.procedure_version_id))


def facts_of(row: Dossier) -> Facts:
    """What the policies ask."""
    procedure = procedure_of(row)
    return Facts(
        status=Status(row.status),
        step_role=row.step_role,
        has_next_step=steps.after(procedure.steps, row.step) is not None,
        received_by=AgencyId(row.received_by_id),
        returned_by=AgencyId(row.returned_by_id),
        supported_by=AgencyId(row.supported_by_id) if row.supported_by_id else None,
        competent=AgencyId(row.competent_id),
        handler=AgencyId(row.handler_id),
        supplement_count=row.supplement_count,
        extension_count=row.extension_count,
        has_former_step=steps.before(procedure.steps, row.step) is not None,
    )


def _local(moment: datetime | None) -> datetime | None:
    return local(moment) if moment else None
