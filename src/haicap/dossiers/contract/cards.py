"""A dossier as others read it: its row, its papers, its story, and what the citizen may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from haicap.documents.contract import FileCard
from haicap.dossiers.contract.status import Action, Channel, ComponentState, DossierId, Status
from haicap.kernel.errors import Refusal
from haicap.kernel.limits import OnSupplement
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import AgencyId, AppointmentId, PersonId
from haicap.parties.contract import Applicant
from haicap.procedures.contract import PaperKind, ProcedureVersionId

NOT_RECORDED = "not_recorded"  # the reason of an act carried in from a system that kept none


@dataclass(frozen=True, slots=True)
class JournalCard:
    """One line of what happened, readable for ever."""

    seq: int
    action: Action
    status: Status
    at: datetime
    actor: str
    agency: str
    note: str
    changes: Mapping[str, Any]
    person_id: PersonId | None = None  # none: carried in, and `actor` is the system it came from


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """One paper of a dossier with its scans."""

    no: int
    key: str
    name: str
    kind: PaperKind
    state: ComponentState
    quantity: int
    mandatory: bool
    files: tuple[FileCard, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierCard:
    """One dossier as a list needs it."""

    id: DossierId
    number: str
    version: int
    status: Status
    procedure_code: str
    procedure_version: ProcedureVersionId
    field: str
    applicant_name: str
    channel: Channel
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    provisional: bool
    timeliness: Timeliness | None
    step: int
    step_role: str
    step_due_at: datetime | None
    holder: str
    received_by: AgencyId
    competent: AgencyId
    handler: AgencyId
    returned_by: AgencyId
    supported_by: AgencyId | None
    settled_at: datetime | None
    handed_over_at: datetime | None
    holder_id: AppointmentId | None = None
    result_file: UUID | None = None


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One dossier opened by somebody: everything on one page, all of one version.

    `allowed` holds every action the status allows, each with the reason why whoever opened it may not do it, or None.
    """

    card: DossierCard
    applicant: Applicant
    subject: str
    secret: str
    variant: str
    limit_amount: int | None
    limit_unit: str
    on_supplement: OnSupplement
    calendar_version: int
    due_declared: bool
    fee_vnd: int | None
    assisted_by: str
    result_number: str
    result_file: UUID | None
    stops: tuple[Stop, ...]
    components: tuple[ComponentCard, ...]
    journal: tuple[JournalCard, ...]
    allowed: Mapping[Action, Refusal | None]


@dataclass(frozen=True, slots=True)
class TrackingCard:
    """What the public may see with number and secret: no name, no identity number, no phone."""

    number: str
    procedure_code: str
    procedure_version: ProcedureVersionId
    status: Status
    stop_kind: StopKind | None
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    provisional: bool
    limit_amount: int | None
    limit_unit: str
    returned_by: AgencyId
    settled_at: datetime | None
    handed_over_at: datetime | None
    stops: tuple[Stop, ...]
    events: tuple[tuple[datetime, Action], ...]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row of the register of a centre (form 07)."""

    id: DossierId
    number: str
    procedure_version: ProcedureVersionId
    applicant: str
    address: str
    phone: str
    competent: AgencyId
    channel: Channel
    status: Status
    received_on: date
    due_on: date
    handed_over_on: date | None
