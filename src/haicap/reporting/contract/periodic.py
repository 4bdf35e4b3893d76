"""Nouns of periodic reports on the settlement of administrative procedures (form II.06 of Circular 01/2020/TT-VPCP)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from haicap.dossiers.contract import Period, RecordedRow
from haicap.organisation.contract import AgencyId, PersonId
from haicap.territory.contract import UnitId

ReportId = NewType("ReportId", UUID)


class Kind(StrEnum):
    """How long a report's period is; where each begins and ends is dated data (`data/periods.json`)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Level(StrEnum):
    """Who reports: a commune's People's Committee, a department, or the province for all of them."""

    COMMUNE = "commune"
    DEPARTMENT = "department"
    PROVINCE = "province"


class Step(StrEnum):
    """The life of a report; the figures are frozen by the first step, and no later one changes them."""

    PREPARED = "prepared"  # đã lập
    CHECKED = "checked"  # đã kiểm tra
    SIGNED = "signed"  # đã ký
    SUBMITTED = "submitted"  # đã gửi
    ROLLED_UP = "rolled_up"  # đã tổng hợp vào báo cáo của tỉnh
    RETURNED = "returned"  # trả lại để lập lại


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step in the life of a report: who took it, from which post, when, and what they remarked."""

    step: Step
    at: datetime
    person_id: PersonId
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One edition of a body's report of a period, with its life so far.

    `content` is what was frozen (docs/reference/periodic-reports.md names its parts); `sha256` that of its canonical
    JSON; the rows behind it are the file `rows_file` with `rows_sha256`. In a list `content` is body and numbers only.
    """

    id: ReportId
    province: str
    body: AgencyId
    body_name: str
    unit_id: UnitId
    level: Level
    kind: Kind
    period: Period
    edition: int
    sha256: str
    rows_file: UUID
    rows_sha256: str
    rows_count: int
    frozen_at: datetime
    content: Mapping[str, Any]
    steps: tuple[StepTaken, ...]

    @property
    def step(self) -> Step:
        """Where it stands."""
        return self.steps[-1].step

    @property
    def prepared_by(self) -> PersonId:
        """Whoever prepared it."""
        return self.steps[0].person_id

    @property
    def file_format(self) -> int:
        """How its file of rows is written."""
        return int(self.content.get("format", 1))

    @property
    def numbers(self) -> Mapping[str, int]:
        """The totals by column."""
        numbers: Mapping[str, int] = self.content["numbers"]
        return numbers


@dataclass(frozen=True, slots=True)
class Due:
    """What a body has to report: `due_on` is the last day, None where nobody asks; `report` what there is of it."""

    body: AgencyId
    body_name: str
    level: Level
    kind: Kind
    period: Period
    due_on: date | None
    report: ReportCard | None

    @property
    def submitted(self) -> bool:
        """True where it has been sent."""
        return self.report is not None and self.report.step in (Step.SUBMITTED, Step.ROLLED_UP)

    @property
    def waits(self) -> bool:
        """True where nobody has prepared it, or it was sent back."""
        return self.report is None or self.report.step is Step.RETURNED

    def overdue(self, today: date) -> bool:
        """True where it should have been sent."""
        return self.due_on is not None and self.due_on < today and not self.submitted


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a frozen report as it was frozen, as the journal tells it now, and the dossiers of the difference."""

    column: str
    frozen: int
    now: int
    gone: tuple[RecordedRow, ...]
    come: tuple[RecordedRow, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found wrong, in words; empty where the report is what it was."""

    report: ReportId
    wrong: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True where nothing is wrong."""
        return not self.wrong
