"""What was recorded at an instant: the heads of the journals' chains, and what is counted up to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from haicap.dossiers.contract.status import Action, Channel, DossierId
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId

IN_WORDS = "in_words"  # the apology gave a reason in words, and no class
NOT_STATED = "not_stated"  # nobody recorded why


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a unit's chain at a snapshot: its number and hash (hex); 0 and "" where it is empty."""

    unit_id: UnitId
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted of one chain: its entries up to `head`, only those of `agencies` where they are given; of the
    agencies of `earlier` only up to that link.
    """

    head: Head
    agencies: frozenset[AgencyId] | None = None
    earlier: Mapping[AgencyId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A dossier behind a figure (a name of `Figures`), by the entry that counts it: `link` of the chain, at `at`.

    Of a stock that is the last entry before the instant. `agency` was competent at that entry. `cause` of what is
    overdue is what had been recorded by then: a `LateCause`, IN_WORDS or NOT_STATED; of all else it is "".
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
    agency: AgencyId
    cause: str = ""


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
