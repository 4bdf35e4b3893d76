"""What was recorded at an instant: the heads of the journals' chains, and what is counted up to them."""

from dataclasses import dataclass
from datetime import datetime

from haicap.dossiers.contract.status import Action, Channel, DossierId
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a unit's chain at a snapshot: its number and hash (hex); 0 and "" where it is empty."""

    unit_id: UnitId
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted of one chain: its entries up to `head`, only those of `agencies` where they are given."""

    head: Head
    agencies: frozenset[AgencyId] | None = None


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A dossier behind a figure (a name of `Figures`), by the entry that counts it: `link` of the chain, at `at`.

    Of a stock that is the last entry before the instant.
    """

    dossier: DossierId
    number: str
    figure: str
    field: str
    procedure: str
    channel: Channel
    unit_id: UnitId
    at: datetime
    link: int


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An entry written after a snapshot about days that were over by then; `figure` is "" where none counts it."""

    dossier: DossierId
    number: str
    action: Action
    figure: str
    unit_id: UnitId
    at: datetime
    recorded_at: datetime
    link: int
