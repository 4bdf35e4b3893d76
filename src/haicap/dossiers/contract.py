"""Nouns of the dossier that other packages may know: ids, statuses, actions, cards, events.

Internal statuses map to the ten national ones without loss, see `NATIONAL_STATUS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from haicap.documents.contract import FileCard
from haicap.kernel.deadlines import Deadline
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import AgencyId, AppointmentId, PersonId
from haicap.parties.contract import Applicant
from haicap.procedures.contract import PaperKind, ProcedureVersionId
from haicap.territory.contract import UnitId

DossierId = NewType("DossierId", UUID)


class Status(StrEnum):
    """Where a dossier stands. A draft is no dossier yet: it has no number and lives elsewhere."""

    RECEIVED = "received"
    IN_PROCESS = "in_process"
    AWAITING_APPLICANT = "awaiting_applicant"  # the clock stands still, see kernel.stops
    RESULT_READY = "result_ready"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    VOID = "void"


OPEN = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.AWAITING_APPLICANT})


class Action(StrEnum):
    """What can happen to a dossier; the values are also the event types of the import format."""

    RECEIVE = "received"
    ASSIGN = "assigned"
    COMPLETE_STEP = "step_completed"
    SEND_BACK = "sent_back"
    ASK_SUPPLEMENT = "supplement_requested"
    SUPPLEMENT = "supplemented"
    SUSPEND = "suspended"
    RESUME = "resumed"
    EXTEND = "extended"
    TRANSFER_OUT = "transferred_out"
    TRANSFER_IN = "transferred_in"
    CORRECT = "corrected"
    RECOUNT = "recounted"  # the calendar that a provisional deadline waited for has come
    RESOLVE = "resolved"
    HAND_OVER = "handed_over"
    RETURN = "returned"
    REFUSE = "refused"
    STOP = "stopped"
    WITHDRAW = "withdrawn"
    VOID = "void"


class Channel(StrEnum):
    """How a dossier came in (national field KenhThucHien: direct, online, public post; agent is ours)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"
    AGENT = "agent"


class ComponentState(StrEnum):
    """What the counter did with one paper of the checklist."""

    SEEN = "seen"  # bản chính đã đối chiếu
    KEPT = "kept"  # đã thu
    SCANNED = "scanned"
    MISSING = "missing"


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
    person_id: PersonId | None = None


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
    """One dossier opened: everything on one page."""

    card: DossierCard
    applicant: Applicant
    subject: str
    secret: str
    variant: str
    limit_amount: int | None
    limit_unit: str
    due_declared: bool
    fee_vnd: int | None
    assisted_by: str
    result_number: str
    result_file: UUID | None
    stops: tuple[Stop, ...]
    components: tuple[ComponentCard, ...]
    journal: tuple[JournalCard, ...]


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
class Figures:
    """The classes of a unit and period; their identity is `left == right` (decision 0009, law I-C1)."""

    carried_over: int = 0
    received: int = 0
    transferred_in: int = 0
    settled_early: int = 0
    settled_on_time: int = 0
    settled_overdue: int = 0
    returned: int = 0
    refused: int = 0
    stopped: int = 0
    withdrawn: int = 0
    void: int = 0
    transferred_out: int = 0
    in_process_within: int = 0
    in_process_overdue: int = 0
    awaiting_applicant: int = 0

    @property
    def came_in(self) -> int:
        """Left side of the identity."""
        return self.carried_over + self.received + self.transferred_in

    @property
    def settled(self) -> int:
        """All settled ones."""
        return self.settled_early + self.settled_on_time + self.settled_overdue

    @property
    def still_open(self) -> int:
        """All that are open when the period ends."""
        return self.in_process_within + self.in_process_overdue + self.awaiting_applicant

    @property
    def accounted_for(self) -> int:
        """Right side of the identity."""
        ended = self.returned + self.refused + self.stopped + self.withdrawn + self.void
        return self.settled + ended + self.transferred_out + self.still_open


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures of one group (`key` and readable `label`); the whole report is one row with an empty key."""

    key: str
    label: str
    figures: Figures


FIGURE_GROUPS = ("unit", "field", "procedure", "channel", "officer")  # what figures can be told apart by


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a report, both included, in Vietnamese local time."""

    start: date
    end: date


class Order(StrEnum):
    """Orders of a list; each ends with the id."""

    DUE = "due"  # lawful due moment, soonest first
    NEWEST = "newest"  # last received first


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is narrowed by. Every figure on a board is such a filter, so its list has exactly as many rows."""

    statuses: frozenset[Status] = frozenset()
    overdue: bool | None = None  # of those whose clock runs: past the due moment or not
    due_on: date | None = None
    timeliness: Timeliness | None = None
    unit: str = ""  # unit code of the competent unit
    left_by: UnitId | None = None  # only open ones that still lie with this unit, which the law divided since
    field: str = ""
    procedure: str = ""
    channel: Channel | None = None
    received: Period | None = None
    settled: Period | None = None
    step_roles: frozenset[str] = frozenset()
    desk: bool = False  # only what lies on the actor's own desk
    mine: bool = False  # only what the actor has taken up
    counter: bool = False  # only what the actor's counter received or returns
    holder: AppointmentId | None = None  # only what this official has taken up; 0: nobody yet
    figures: frozenset[str] = frozenset()  # only what these (names of `Figures`) count of `unit` in `period`
    period: Period | None = None
    text: str = ""
    order: Order = Order.DUE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` is the cursor of the next page, empty on the last."""

    rows: tuple[DossierCard, ...]
    after: str


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


EVENT_RECEIVED = "vn.haicap.dossiers.received.v1"  # a dossier was taken in; `dossier`, `number`, `unit`
EVENT_MOVED = "vn.haicap.dossiers.moved.v1"  # something was done to one; `dossier`, `action`, `status`

# National status numbers of the one-stop; number 7 (withdrawal asked) is a request, our withdrawal is its end.
NATIONAL_STATUS: Mapping[tuple[Status, StopKind | None], int] = {
    (Status.RECEIVED, None): 2,
    (Status.IN_PROCESS, None): 4,
    (Status.AWAITING_APPLICANT, StopKind.SUPPLEMENT): 5,
    (Status.AWAITING_APPLICANT, StopKind.FINANCIAL_OBLIGATION): 6,
    (Status.AWAITING_APPLICANT, StopKind.POSTING): 4,
    (Status.AWAITING_APPLICANT, StopKind.FORCE_MAJEURE): 4,
    (Status.RESULT_READY, None): 9,
    (Status.HANDED_OVER, None): 10,
    (Status.RETURNED, None): 3,
    (Status.REFUSED, None): 3,
    (Status.STOPPED, None): 8,
    (Status.WITHDRAWN, None): 7,
    (Status.VOID, None): 8,
}
