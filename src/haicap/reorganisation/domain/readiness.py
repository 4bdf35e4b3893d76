"""Is a unit ready to work? The items, their states, and who may say what.

The items are dated data (`data/readiness.json`, each with its source). Some haicap knows by itself: those are counted,
nobody types them. Why the list is on the original even where the unit runs in trial on a copy: decision 0013.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, Gap, Role
from haicap.reorganisation.domain.items import Item
from haicap.territory.contract import UnitCard

FILLERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN)
READERS = (Role.PROVINCIAL_LEADER, Role.AUDITOR)
_ADMINISTRATORS = (Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN)


class State(StrEnum):
    """How far an item is."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_NEEDED = "not_needed"


READY = frozenset({State.DONE, State.NOT_NEEDED})


class Phase(StrEnum):
    """How a unit works on a day."""

    PLANNED = "planned"
    TRIAL = "trial"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was said of an item of a unit, once: the journal's row. `no` counts from 1."""

    no: int
    state: State
    evidence: str
    file_id: UUID | None
    file_name: str
    responsible: str
    due_on: date | None
    note: str
    at: datetime
    who: str
    trial: str = ""  # said on the copy of this trial, and brought here
    brought_at: datetime | None = None
    brought_by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a unit as it stands. Computed: `needed`, `there` and the `gaps`; said: the youngest `entry`."""

    unit: UnitCard
    item: Item
    state: State
    entry: Entry | None = None
    needed: int = 0
    there: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def is_ready(self) -> bool:
        """True where nothing is left to do."""
        return self.state in READY

    @property
    def no(self) -> int:
        """How often something was said."""
        return self.entry.no if self.entry else 0

    def is_late(self, day: date) -> bool:
        """True where its day has passed and it is not ready."""
        return not self.is_ready and self.entry is not None and (self.entry.due_on or day) < day


@dataclass(frozen=True, slots=True)
class Trial:
    """The dates of a unit's way to work: decided, on trial from, official from. Kept apart, as they are in law."""

    no: int
    decided_on: date | None
    instrument: str
    starts_on: date
    official_on: date
    address: str  # where the trial is served
    at: datetime
    who: str

    def phase(self, day: date) -> Phase:
        """How the unit works on `day`."""
        if day >= self.official_on:
            return Phase.OFFICIAL
        return Phase.TRIAL if day >= self.starts_on else Phase.PLANNED


def counted(needed: int, there: int) -> State:
    """The state of a computed item: nothing there, some, all (nothing needed is nothing begun: a list is missing)."""
    if not there:
        return State.NOT_BEGUN
    return State.DONE if there >= needed else State.UNDER_WAY


def may_see_all(actor: Actor, *, provincial: bool) -> bool:
    """The province's board: its leaders and auditors, and administrators who sit in a provincial body."""
    return actor.holds(*READERS) or (provincial and actor.holds(*_ADMINISTRATORS))


def may_read(actor: Actor, unit: UnitCard, *, provincial: bool) -> Refusal | None:
    """One's own unit's list, or any of the province."""
    if unit.province_code in actor.provinces:
        if may_see_all(actor, provincial=provincial):
            return None
        if unit.unit_id == actor.unit_id and actor.holds(*FILLERS):
            return None
    return Refusal("reorganisation.outside_unit", {"unit": unit.name})


def may_fill(actor: Actor, unit: UnitCard, *, provincial: bool) -> Refusal | None:
    """Heads and administrators of the unit, and the province's administrators; who only reads says nothing."""
    if refusal := may_read(actor, unit, provincial=provincial):
        return refusal
    return None if actor.holds(*FILLERS) else Refusal("reorganisation.not_a_filler")


def may_set_trial(actor: Actor, *, provincial: bool) -> Refusal | None:
    """The province decides when its units run in trial and officially: its business administrators."""
    if provincial and actor.holds(Role.BUSINESS_ADMIN):
        return None
    return Refusal("reorganisation.not_a_planner_of_trials")


def unproved(state: State, evidence: str, note: str, *, has_file: bool) -> Refusal | None:
    """Done wants evidence, not needed a reason."""
    if state is State.DONE and not (evidence or has_file):
        return Refusal("reorganisation.evidence_missing", field="evidence")
    if state is State.NOT_NEEDED and not note:
        return Refusal("reorganisation.reason_missing", field="note")
    return None


def unordered(starts_on: date, official_on: date) -> Refusal | None:
    """The first official day comes after the first day of the trial."""
    if official_on <= starts_on:
        return Refusal("reorganisation.trial_dates", field="official_on")
    return None
