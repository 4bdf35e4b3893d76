"""What a list of dossiers is narrowed and ordered by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from haicap.dossiers.contract.cards import DossierCard
from haicap.dossiers.contract.figures import Period, View
from haicap.dossiers.contract.national import NationalNumber
from haicap.dossiers.contract.status import Channel, Status
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.procedures.contract import ProcedureVersionId
from haicap.territory.contract import UnitId


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
    due_from: date | None = None  # due on this day or later,
    due_until: date | None = None  # and on this day or before
    timeliness: Timeliness | None = None
    view: View = View.COMPETENT  # by whose place `unit`, `recorded` and `figures` go
    unit: str = ""  # unit code of the competent unit, or of the one that received
    left_by: UnitId | None = None  # only open ones that still lie with this unit, which the law divided since
    recorded: frozenset[UnitId] = frozenset()  # only records that lie under these units, on whatever map
    field: str = ""
    procedure: str = ""
    channel: Channel | None = None
    received: Period | None = None
    settled: Period | None = None
    step_roles: frozenset[str] = frozenset()
    desk: bool = False  # only what lies on the actor's own desk
    mine: bool = False  # only what the actor has taken up
    counter: bool = False  # only what the actor's counter received or returns
    acted: Period | None = None  # only what the actor did something to on these days, of their own unit
    received_by: AgencyId | None = None  # only what this centre, or one merged into it, received,
    receiver: AppointmentId | None = None  # by this official's hand; 0: carried in from another system
    holder: AppointmentId | None = None  # only what this official has taken up; 0: nobody yet
    figures: frozenset[str] = frozenset()  # only what these (names of `Figures`) count of `unit` in `period`
    period: Period | None = None
    quality: str = ""  # only what the index 766 counts under this name (QUALITY_LISTS) of `unit` in `period`
    body: AgencyId | None = None  # of those only what this competent body has to answer for
    text: str = ""
    as_of: datetime | None = None  # as they stood at this past instant, overdue against it; None: now
    order: Order = Order.DUE


class ListLine(NamedTuple):
    """One row of a list of any length: what is shown of it and no more. Moments in Vietnamese time, to the second."""

    number: str
    procedure_code: str
    procedure_version: ProcedureVersionId
    field: str
    applicant_name: str
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    status: Status
    national: NationalNumber
    internal: str  # our state as text, which gives it back exactly (contract.national)
    timeliness: Timeliness | None
    step_role: str
    holder: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` is the cursor of the next page, empty on the last."""

    rows: tuple[DossierCard, ...]
    after: str
