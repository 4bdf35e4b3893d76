"""Nouns of a reorganisation: the plan's life, what a preview shows, what the conservation report proves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from haicap.documents.contract.custody import CustodyLine
from haicap.kernel.errors import Refusal
from haicap.organisation.contract import PersonId
from haicap.territory.contract import COUNTED, Enactment, HamletChange, Measure

EVENT_PROVED = "vn.haicap.reorganisation.proved.v1"  # a conservation report was written; `report`, `proved`

PlanId = NewType("PlanId", UUID)
AnnulmentId = NewType("AnnulmentId", UUID)
WINDOW_DAYS = (
    90  # days after application in which a reorganisation may be annulled; ours, a plan may say fewer
)


class PlanStatus(StrEnum):
    """Where a plan stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLIED = "applied"
    ANNULLED = "annulled"
    WITHDRAWN = "withdrawn"


class Proved(StrEnum):
    """The steps of a plan that a conservation report proves."""

    APPLIED = "applied"
    ANNULLED = "annulled"


class AnnulmentStatus(StrEnum):
    """Where a proposed annulment stands; `declined` also where its author took it back."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class HamletRow:
    """What becomes of one hamlet (docs/how-to/carry-out-a-merger.md).

    `commune`, `hamlet`: code and name on the eve; `listed_in`: the code of the former commune in which it was listed,
    where one name stands twice. `new_name`, `to_commune`: on the day. Of a part of a divided hamlet the numbers say how
    much of what was counted in the whole it gets; None is not said.
    """

    change: HamletChange
    commune: str
    hamlet: str
    new_name: str = ""
    to_commune: str = ""
    listed_in: str = ""
    clause: str = ""
    reason: str = ""
    households: int | None = None
    population: int | None = None
    poor_households: int | None = None
    near_poor_households: int | None = None

    @property
    def counts(self) -> Mapping[Measure, int]:
        """The numbers that are said."""
        told = {measure: getattr(self, measure) for measure in sorted(COUNTED)}
        return {measure: value for measure, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the acts on the map, the hamlets named by it, and how long it may be annulled.

    It may be about hamlets only.
    """

    enactment: Enactment
    window_days: int = WINDOW_DAYS
    hamlets: tuple[HamletRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HamletShare:
    """A part of a divided hamlet: its name, its commune (name), and what it gets of what was counted in the whole."""

    name: str
    to: str
    counts: Mapping[Measure, int]


@dataclass(frozen=True, slots=True)
class HamletLine:
    """One change of hamlets in words: the names before and after, with the communes (names) where they lie.

    `shares`: the parts of a division that says what each gets.
    """

    change: HamletChange
    commune: str
    before: tuple[str, ...]
    to: str
    after: tuple[str, ...]
    shares: tuple[HamletShare, ...] = ()


@dataclass(frozen=True, slots=True)
class HamletsPreview:
    """What a plan does to hamlets: `before` stand in its communes on the eve, `after` on the day.

    `waiting` of them will wait in the queue of divided communes; those no line names follow their commune.
    """

    lines: tuple[HamletLine, ...]
    before: int
    after: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Ends:
    """One unit that ends: how it is called, who owns what it leaves, who else got a part, what it holds.

    Where `others` is not empty its open records wait in the owner's queue to be given out by hamlet.
    """

    code: str
    name: str
    owner_code: str
    owner_name: str
    others: tuple[str, ...]
    holds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do and what is wrong with it; it can be proposed where `findings` is empty."""

    plan: Plan
    sha256: str
    findings: tuple[Refusal, ...]
    ends: tuple[Ends, ...] = ()
    begins: tuple[str, ...] = ()
    hamlets: HamletsPreview | None = None


@dataclass(frozen=True, slots=True)
class ConservationLine:
    """One quantity before and after, of one owner (its unit's code and name) or of all (`code` empty)."""

    name: str
    code: str
    unit: str
    before: int
    after: int
    total_before: int
    total_after: int

    @property
    def holds(self) -> bool:
        """True where nothing was lost and nothing doubled."""
        return (self.before, self.total_before) == (self.after, self.total_after)


@dataclass(frozen=True, slots=True)
class Report:
    """The conservation report: what was compared, marks like the heads of journal chains, files handed over."""

    lines: tuple[ConservationLine, ...]
    marks: Mapping[str, str]
    custody: tuple[CustodyLine, ...] = ()

    @property
    def holds(self) -> bool:
        """True where every line holds."""
        return all(line.holds for line in self.lines)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did a step, readable for ever, and when."""

    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnnullingAct:
    """What is proposed: the act that annuls (number, who issued it, when it was passed) and why."""

    instrument: str
    reason: str
    body: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class AnnulmentCard:
    """A proposed annulment; `author` is the person who proposed it, `note` what was said when it was decided."""

    id: AnnulmentId
    status: AnnulmentStatus
    act: AnnullingAct
    author: PersonId
    proposed: Signed
    decided: Signed | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """An old unit that would stand again, with what it held on its last day and still holds."""

    code: str
    name: str
    holds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ceasing:
    """A unit that would end: `newer` dossiers that it received since its first day go to the unit `heir`."""

    code: str
    name: str
    heir: str
    newer: int


@dataclass(frozen=True, slots=True)
class Restoration:
    """What an annulment would do today and what stands in its way; `last_day` is the window's last."""

    findings: tuple[Refusal, ...]
    restores: tuple[Restored, ...]
    ceases: tuple[Ceasing, ...]
    last_day: date


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as lists and the command line show it. `report_sha256` is that of the last report's canonical JSON;
    `annulments` are the proposals to annul it, oldest first. Lists leave out `report`.
    """

    id: PlanId
    status: PlanStatus
    instrument: str
    subject: str
    effective_on: date
    sha256: str
    proposed: Signed
    approved: Signed | None = None
    applied: Signed | None = None
    annulled: Signed | None = None
    report: Report | None = None
    report_sha256: str = ""
    annulments: tuple[AnnulmentCard, ...] = ()

    @property
    def annulment(self) -> AnnulmentCard | None:
        """The proposed annulment that waits for the second person."""
        return next((one for one in self.annulments if one.status is AnnulmentStatus.WAITING), None)
