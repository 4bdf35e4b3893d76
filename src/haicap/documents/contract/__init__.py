"""Nouns of papers: stored files, printed forms and what is written on them.

Fields of the forms: Circular 03/2025/TT-VPCP, appendix I (names of the seven forms verified; the layout of
01 and 06 follows templates in use, that of 07 the book of 2018, the text of 02 to 05 is ours;
docs/reference/papers.md gives the certainty).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from haicap.documents.contract.custody import CustodyLine
from haicap.kernel.refs import RecordRef
from haicap.territory.contract import Naming


class FormKind(StrEnum):
    """The forms of Circular 03/2025/TT-VPCP that this release prints."""

    RECEIPT = "01"  # giấy tiếp nhận hồ sơ và hẹn trả kết quả
    SUPPLEMENT_REQUEST = "02"  # phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
    REFUSAL = "03"  # phiếu từ chối tiếp nhận, giải quyết hồ sơ
    APOLOGY = "04"  # phiếu xin lỗi và hẹn lại ngày trả kết quả
    STOP_NOTICE = "05"  # thông báo dừng giải quyết hồ sơ
    CONTROL_SLIP = "06"  # phiếu kiểm soát quá trình giải quyết hồ sơ
    LOG_BOOK = "07"  # sổ theo dõi hồ sơ


class NamedPaper(StrEnum):
    """Papers and pages for which a province chooses how units are named that changed since."""

    RECEIPT = "receipt"
    CONTROL_SLIP = "control_slip"
    LOG_BOOK = "log_book"
    RESULT = "result"
    TRACKING = "tracking"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class NamingRule:
    """How one kind of paper names units from `since` on (None: since ever, our default), and on what ground."""

    paper: NamedPaper
    naming: Naming
    since: date | None
    ground: str
    chosen_by: str = ""


class PaperSize(StrEnum):
    """Sheet sizes offered."""

    A5 = "A5"
    A4 = "A4"


class MediaType(StrEnum):
    """What is kept. The first three may be handed in (found by content, never by name); rows are only written by us."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    ROWS = "application/jsonl"


class FileWarning(StrEnum):
    """What in an accepted PDF asks for care: it is kept as evidence, never shown inside the browser."""

    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    LAUNCH = "launch"
    EMBEDDED_FILE = "embedded_file"
    XFA = "xfa"


@dataclass(frozen=True, slots=True)
class FileCard:
    """A stored file: the bytes live under their hash, the original name is data.

    `sha256` and `size` are those of the stored bytes, that is of a photo after its metadata is gone.
    """

    id: UUID
    sha256: str
    size: int
    media_type: str
    name: str
    stored_at: datetime
    owner: RecordRef | None = None
    warnings: tuple[FileWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed form: PDF/A bytes and their hash (hex)."""

    pdf: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """The head of every form: who issues it, under which number, where and when.

    `agency` stands above `centre` (Decree 30/2020: the superior agency is not bold). `number` is the form's own
    number of agency, form and year; None prints dots (a preview). `place` is the unit's name without its kind.
    `names_note`: what the place is called today and by which law, where that changed since.
    """

    agency: str
    centre: str
    place: str
    issued_at: datetime
    notation: str = "TTPVHCC"
    number: int | None = None
    names_note: str = ""


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One paper handed in; `kind` is one of original, copy, certified, electronic."""

    name: str
    kind: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData(FormHead):
    """Form 01. `tracking` is all that the QR holds: the address (or path) with code and secret, no personal data."""

    dossier_number: str
    tracking: str
    receiver: str
    applicant_name: str
    applicant_id: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    procedure_name: str
    procedure_code: str
    components: tuple[ComponentLine, ...]
    sets: int = 1
    limit: str  # in words, "05 ngày làm việc"
    limit_note: str = ""  # the rule that produced the day, "không tính ngày nghỉ lễ 02/9"
    received_at: datetime
    appointment_at: datetime | None  # None where no limit is published
    return_place: str
    fee: str  # amount and state in words, "8.000 đồng, đã nộp"
    hotline: str = ""
    log_volume: str = ""
    log_sequence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeData(FormHead):
    """What forms 02 to 05 share: to whom, on which dossier, why, whom to ask, who signs; texts may have lines."""

    dossier_number: str
    tracking: str
    applicant_name: str
    applicant_id: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    procedure_name: str
    procedure_code: str
    received_at: datetime
    reason: str
    ground: str
    contact: str
    signer_post: str
    signer_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequestData(NoticeData):
    """Form 02: every line of `reason` is one thing to bring; `hand_in` is where to bring it."""

    answer_by: date | None = None
    hand_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalData(NoticeData):
    """Form 03; `guidance` is where to go instead or what to do."""

    guidance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyData(NoticeData):
    """Form 04, once for a dossier."""

    settling_agency: str
    appointment_at: datetime
    new_appointment_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNoticeData(NoticeData):
    """Form 05; `refund` says in words whether fees paid are given back."""

    refund: str = ""
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row of form 06; `result` is early, on_time, overdue or "" (still to come)."""

    giving_unit: str
    taking_unit: str
    at: datetime | None
    giver: str = ""
    taker: str = ""
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlipData(FormHead):
    """Form 06, which travels with the paper file; `blank_rows` are left for hand-overs signed by hand."""

    dossier_number: str
    tracking: str
    applicant_name: str
    applicant_phone: str = ""
    procedure_name: str
    procedure_code: str
    settling_unit: str
    received_at: datetime
    appointment_at: datetime | None
    hand_overs: tuple[HandOver, ...]
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class LogLine:
    """One row of form 07."""

    dossier_number: str
    procedure: str
    sets: int
    applicant: str
    address: str
    phone: str
    lead_agency: str
    received_on: date
    due_on: date | None
    returned_on: date | None
    channel: str  # how the result is received, in words
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogBookData(FormHead):
    """Form 07: the book of one year or of a part of it (`since` and `until` are its first and last day)."""

    year: int
    since: date
    until: date
    lines: tuple[LogLine, ...]
    first_sequence: int = 1


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What a result says, as its drafter types it; `grounds`, `body` and `recipients` have lines."""

    title: str = ""
    abstract: str = ""
    grounds: str = ""
    body: str = ""
    recipients: str = ""
    signer_post: str = ""
    signer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionData:
    """A decision as it is printed (Decree 30/2020/NĐ-CP). Without `number` it is a draft: dots for number and day."""

    agency: str
    place: str
    record: str
    text: DecisionText
    at: datetime
    number: str = ""


@dataclass(frozen=True, slots=True)
class ConservedRow:
    """One quantity of one unit, or of all (`code` empty): `quantity` in words, `name` its key in the report."""

    quantity: str
    name: str
    code: str
    unit: str
    before: int
    after: int
    total_before: int
    total_after: int
    holds: bool


@dataclass(frozen=True, slots=True)
class PlanStep:
    """What was done with a plan, in words, by whom and when."""

    deed: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConservationData:
    """The conservation report of a reorganisation, made at `at`; hashes are SHA-256 (hex) of canonical JSON.

    `marks`: what the report notes beside the counts, by its name.
    """

    agency: str
    place: str
    at: datetime
    instrument: str
    body: str
    subject: str
    decided_on: date | None
    effective_on: date
    clauses: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    rows: tuple[ConservedRow, ...]
    marks: Mapping[str, str]
    custody: tuple[CustodyLine, ...]
    plan_sha256: str
    report_sha256: str


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """One line of the settlement report: a field (or a unit), and its numbers in the order of the columns."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementData:
    """The settlement report of a body for the days `since` to `until`, frozen at `frozen_at`, as it is printed.

    `lines` by field with their `total`, `by_unit` where several units are reported, `by_body` the bodies of the first
    of them, `causes` by field how many are overdue and why; `notes` are sentences below, `steps` who did what; hashes
    are SHA-256 (hex).
    """

    agency: str
    place: str
    title: str
    since: date
    until: date
    frozen_at: datetime
    total: SettlementLine
    lines: tuple[SettlementLine, ...]
    by_unit: tuple[SettlementLine, ...]
    by_body: tuple[SettlementLine, ...]
    causes: tuple[tuple[str, int, str], ...]
    notes: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    heads: tuple[tuple[str, str], ...]
    sha256: str
    rows_sha256: str
    rows_count: int


@dataclass(frozen=True, slots=True)
class DraftCard:
    """The decision of a record in the making; `file` is its last printing, if any, `printed` what that says."""

    text: DecisionText
    version: int
    saved_at: datetime
    saved_by: str
    file: UUID | None = None
    printed: DecisionText | None = None


FormData = ReceiptData | NoticeData | ControlSlipData | LogBookData


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form that has left the house: its number (dense per agency, form and year) and its stored file."""

    id: UUID
    kind: FormKind
    agency_id: int
    year: int
    number: int
    record: RecordRef
    file: FileCard
    issued_at: datetime
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
