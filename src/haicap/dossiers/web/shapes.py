"""What goes in and out over the API. A field not named here is refused: nobody sets number, status or due date."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict

from haicap.documents.contract import FileCard
from haicap.dossiers.contract import (
    Action,
    Channel,
    ComponentIn,
    ComponentState,
    Deed,
    DossierCard,
    DossierFile,
    DossierId,
    Intake,
    LateCause,
    ListFilter,
    Order,
    Period,
    Receipt,
    Status,
)
from haicap.dossiers.domain.instants import past_instant
from haicap.dossiers.domain.national import national_status
from haicap.kernel import clock
from haicap.kernel.clock import local
from haicap.kernel.stops import StopKind
from haicap.kernel.timeliness import Timeliness
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.parties.contract import Applicant, ApplicantKind, UnitBy
from haicap.procedures.contract import PaperKind

Code = Annotated[str, Field(max_length=20)]
Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=2000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Moment = Annotated[AwareDatetime, Field(ge=datetime.fromisoformat("2000-01-01T00:00:00+07:00"))]
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Vnd = Annotated[int, Field(strict=True, ge=0, le=10**12)]


class Strict(BaseModel):
    """A body: what it does not name is refused. Plain pydantic: it is read from JSON, never from rows."""

    model_config = ConfigDict(extra="forbid")


class ApplicantIn(Strict):
    """Whose dossier it is, as written on the card."""

    name: Annotated[str, Field(max_length=1000, examples=["Nguyễn Thị Hòa"])]
    id_number: Short = ""
    phone: Short = ""
    email: Short = ""
    address: Long = ""
    kind: ApplicantKind = ApplicantKind.CITIZEN
    unit: Annotated[
        Short, Field(description="Code of the commune the address lies in, as of the day; optional")
    ] = ""
    unit_by: Annotated[UnitBy | None, Field(description="How it is known; left out: chosen")] = None


class PaperIn(Strict):
    """One line of the checklist; `key` is that of the procedure's component."""

    key: Short
    kind: PaperKind
    state: ComponentState
    quantity: int = Field(1, ge=1, le=999)
    files: list[UUID] = Field(default_factory=list, max_length=50, description="Ids given by POST /files")


class IntakeIn(Strict):
    """A dossier handed in."""

    procedure: Annotated[str, Field(max_length=20, examples=["1.001193"])]
    competent: Annotated[
        str, Field(max_length=20, examples=["25000"], description="Code of the deciding unit")
    ]
    applicant: ApplicantIn
    components: list[PaperIn] = Field(max_length=100)
    variant: Short = "ordinary"
    channel: Channel = Channel.COUNTER
    subject: Long = ""
    limit_days: int | None = Field(None, ge=1, le=365, description="Only where no limit is published")
    assisted_by: Short = ""
    fee_vnd: Annotated[
        Vnd | None, Field(description="Whole đồng to be paid; left out: the fee of the procedure's version")
    ] = None
    fee_reason: Annotated[Short, Field(description="Needed where the fee is not the published one")] = ""

    def intake(self, dossier_id: UUID) -> Intake:
        """As the service takes it."""
        return Intake(
            id=DossierId(dossier_id),
            procedure=self.procedure,
            competent=self.competent,
            applicant=Applicant(**self.applicant.__dict__),
            components=tuple(
                ComponentIn(paper.key, "", paper.kind, paper.state, paper.quantity, files=tuple(paper.files))
                for paper in self.components
            ),
            variant=self.variant,
            channel=self.channel,
            subject=self.subject,
            limit_days=self.limit_days,
            assisted_by=self.assisted_by,
            fee_vnd=self.fee_vnd,
            fee_reason=self.fee_reason,
        )


class ReceiptOut(Schema):
    """What the citizen is told. `secret` and `number` open the public tracking."""

    id: UUID
    number: str
    secret: str
    received_at: datetime
    due_at: datetime
    provisional: bool

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        """The same words for the first answer and for its repetition."""
        return cls(
            id=receipt.id,
            number=receipt.number,
            secret=receipt.secret,
            received_at=local(receipt.received_at),
            due_at=local(receipt.due_at),
            provisional=receipt.provisional,
        )


class DeedIn(Strict):
    """What is to be done; which facts an action needs is said by its refusals."""

    action: Action
    note: Long = ""
    reason: Long = ""
    stop_kind: StopKind = StopKind.FINANCIAL_OBLIGATION
    new_due_at: Moment | None = None
    cause: LateCause | None = Field(None, description="Of the lateness that a new day is promised for")
    to_unit: Code = ""
    assign_to: RowId | None = None
    result_number: Short = ""
    result_file: UUID | None = None
    receiver: Short = ""
    corrections: dict[Short, Long] = Field(default_factory=dict, max_length=20)

    def deed(self, version: int) -> Deed:
        """As the service takes it, on the version the sender saw."""
        told = dict(self.__dict__)
        assignee = told.pop("assign_to")
        return Deed(version=version, assign_to=AppointmentId(assignee) if assignee else None, **told)


class Asked(Strict):
    """What a list is narrowed by; every filter further narrows it."""

    status: list[Status] = Field(default_factory=list)
    overdue: bool | None = None
    due_on: Day | None = None
    timeliness: Timeliness | None = None
    unit: Code = Field("", description="Code of the competent unit")
    field: Short = ""
    procedure: Code = ""
    channel: Channel | None = None
    received_from: Day | None = None
    received_to: Day | None = None
    settled_from: Day | None = None
    settled_to: Day | None = None
    desk: bool = Field(False, description="Only what lies on the own agency's desk")
    mine: bool = Field(False, description="Only what oneself has taken up")
    counter: bool = Field(False, description="Only what the own counter received or returns")
    q: Short = Field("", description="Number, name, identity number or phone; accents or not")
    as_of: Short = Field("", description="A past day (its end) or moment: the list as it stood then")
    order: Order = Order.DUE
    cursor: Short = Field("", description="`next` of the page before")
    limit: int = Field(25, ge=1, le=100)

    def filter(self) -> ListFilter:
        """As the selector takes it."""
        return ListFilter(
            statuses=frozenset(self.status),
            overdue=self.overdue,
            due_on=self.due_on,
            timeliness=self.timeliness,
            unit=self.unit,
            field=self.field,
            procedure=self.procedure,
            channel=self.channel,
            received=_period(self.received_from, self.received_to),
            settled=_period(self.settled_from, self.settled_to),
            desk=self.desk,
            mine=self.mine,
            counter=self.counter,
            text=self.q,
            as_of=past_instant(self.as_of, clock.now()) if self.as_of else None,
            order=self.order,
        )


def _period(start: date | None, end: date | None) -> Period | None:
    if start is None and end is None:
        return None
    return Period(start or date(2000, 1, 1), end or date(2100, 12, 31))


class AgencyOut(Schema):
    """A body by its code and name."""

    code: str
    name: str


class DossierOut(Schema):
    """One dossier as a list shows it; the four places are bodies."""

    id: UUID
    number: str
    version: int
    status: Status
    procedure: str
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
    received_by: AgencyOut
    supported_by: AgencyOut | None
    competent: AgencyOut
    handler: AgencyOut
    returned_by: AgencyOut
    settled_at: datetime | None
    handed_over_at: datetime | None


_SAME = frozenset(DossierCard.__dataclass_fields__) & frozenset(DossierOut.model_fields)
_PLACES = ("received_by", "supported_by", "competent", "handler", "returned_by")
_PLAIN = tuple(sorted(_SAME - frozenset(_PLACES)))


def dossiers_of(cards: Iterable[DossierCard]) -> list[DossierOut]:
    """Cards with their bodies named, in one more question for all of them."""
    cards = list(cards)
    ids = frozenset(AgencyId(place) for card in cards for name in _PLACES if (place := getattr(card, name)))
    bodies = {
        key: AgencyOut(code=body.code, name=body.name) for key, body in organisation.agencies(ids).items()
    }
    return [DossierOut.model_construct(**_facts(card, bodies)) for card in cards]


def _facts(card: DossierCard, bodies: Mapping[AgencyId, AgencyOut]) -> dict[str, Any]:
    facts = {name: getattr(card, name) for name in _PLAIN}
    facts |= {name: bodies.get(getattr(card, name)) for name in _PLACES}
    return facts | {"procedure": card.procedure_code}


class DossierList(Schema):
    """A page; `next` is the cursor of the following one, null on the last. The `Link` header says it as an address."""

    items: list[DossierOut]
    next: str | None


class FileOut(Schema):
    """A stored file."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    warnings: list[str]

    @classmethod
    def of(cls, card: FileCard) -> "FileOut":
        """What a reader may know of a file."""
        warnings = [warning.value for warning in card.warnings]
        return cls(
            id=card.id,
            name=card.name,
            media_type=card.media_type,
            size=card.size,
            sha256=card.sha256,
            warnings=warnings,
        )


class PaperOut(Schema):
    """One paper of the checklist with its scans."""

    no: int
    key: str
    name: str
    kind: PaperKind
    state: ComponentState
    quantity: int
    mandatory: bool
    files: list[FileOut]


class StopOut(Schema):
    """A time in which the clock stood still; open ones have no end."""

    kind: StopKind
    from_at: datetime
    to_at: datetime | None


class EntryOut(Schema):
    """One line of the journal."""

    seq: int
    action: Action
    status: Status
    at: datetime
    actor: str
    agency: str
    note: str


class JournalOut(Schema):
    """All that happened, oldest first."""

    items: list[EntryOut]


class NationalOut(Schema):
    """The national status number (1 to 10), our own state beside it, and the times that go with the number."""

    number: Annotated[int, Field(ge=1, le=10)]
    internal: str
    asked_at: datetime | None
    refused_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None


class DossierFileOut(DossierOut):
    """One dossier opened."""

    national: NationalOut
    applicant: ApplicantIn
    subject: str
    variant: str
    limit_amount: int | None
    limit_unit: str
    fee_vnd: int | None
    assisted_by: str
    result_number: str
    result_file: UUID | None
    stops: list[StopOut]
    components: list[PaperOut]

    @classmethod
    def opened(cls, file: DossierFile) -> "DossierFileOut":
        """Everything but the journal, which has its own address, and the citizen's secret."""
        (card,) = dossiers_of([file.card])
        return cls(
            **card.__dict__,
            national=NationalOut(**_fields(national_status(file))),
            applicant=ApplicantIn.model_construct(
                **{name: getattr(file.applicant, name) for name in ApplicantIn.model_fields}
            ),
            subject=file.subject,
            variant=file.variant,
            limit_amount=file.limit_amount,
            limit_unit=file.limit_unit,
            fee_vnd=file.fee_vnd,
            assisted_by=file.assisted_by,
            result_number=file.result_number,
            result_file=file.result_file,
            stops=[StopOut(**_fields(stop)) for stop in file.stops],
            components=[
                PaperOut(**_fields(paper) | {"files": [FileOut.of(card) for card in paper.files]})
                for paper in file.components
            ],
        )


def _fields(card: Any) -> dict[str, Any]:
    """A card's own fields, not those of the cards in it."""
    return {name: getattr(card, name) for name in card.__dataclass_fields__}
