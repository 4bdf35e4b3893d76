"""What is handed in and what is done: an intake with its papers, its receipt, a deed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from haicap.dossiers.contract.status import Action, Channel, ComponentState, DossierId
from haicap.kernel.deadlines import Deadline
from haicap.kernel.stops import StopKind
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.parties.contract import Applicant
from haicap.procedures.contract import PaperKind


class LateCause(StrEnum):
    """Why a dossier is late, as whoever apologises for it says (form 04). The classes are ours [D]: the periodic report
    asks for causes of overdue dossiers (Circular 01/2020/TT-VPCP), the list of its form was not at hand.
    """

    OTHER_BODY = "other_body"  # chờ cơ quan khác
    SYSTEM = "system"  # hệ thống gián đoạn
    STAFF = "staff"  # thiếu người, xử lý chậm
    RULES = "rules"  # quy định chưa rõ
    DIFFICULT = "difficult"  # phức tạp, phải xác minh
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ComponentIn:
    """One line of the checklist as handed in."""

    key: str
    name: str
    kind: PaperKind
    state: ComponentState
    quantity: int = 1
    mandatory: bool = True
    files: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a counter (or a form, or the API) says when a dossier is handed in.

    `id` is made by the client and makes a repeated intake the same dossier. `competent` is the unit code of the
    commune (or province) that decides; `limit_days` is only for procedures whose published limit is blank.
    """

    id: DossierId
    procedure: str
    competent: str
    applicant: Applicant
    components: tuple[ComponentIn, ...]
    variant: str = "ordinary"
    channel: Channel = Channel.COUNTER
    subject: str = ""
    limit_days: int | None = None
    assisted_by: str = ""
    fee_vnd: int | None = None  # None: what the procedure's version says
    fee_reason: str = ""  # why it is not that


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to an intake: what the citizen is told. `repeated` marks the first answer given again."""

    id: DossierId
    number: str
    secret: str
    received_at: datetime
    due_at: datetime
    provisional: bool
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a receipt would say of an intake that is still being typed; the number's last part is not given yet."""

    deadline: Deadline
    competent: AgencyId
    number_prefix: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody wants done to a dossier; which facts an action needs is said by its refusals.

    `version` is the version the person saw; None acts on whatever stands there now.
    """

    action: Action
    version: int | None = None
    note: str = ""
    reason: str = ""
    stop_kind: StopKind = StopKind.FINANCIAL_OBLIGATION
    new_due_at: datetime | None = None
    cause: LateCause | None = None  # of the lateness that a new day is promised for
    to_unit: str = ""
    assign_to: AppointmentId | None = None
    result_number: str = ""
    result_file: UUID | None = None
    receiver: str = ""  # who fetched the result, and how identity was checked
    corrections: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""  # what the applicant reads beside the reason (forms 02, 03, 05): the legal ground,
    guidance: str = ""  # where to go instead or how to file again,
    answer_by: date | None = None  # the last day to bring what is missing,
    refund: str = ""  # whether fees paid are given back
