"""The classes of dossiers of a period and what can be told apart by."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haicap.territory.contract import Certainty, CrossPart, UnitCard, UnitId


class View(StrEnum):
    """By whose place dossiers are counted (decision 0025). Either way each belongs to one unit at any instant."""

    COMPETENT = "competent"  # the unit that has to settle it, wherever it was handed in
    RECEIVED = (
        "received"  # the unit whose counter took it in, whoever settles it: it never leaves, so none transfer
    )


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


@dataclass(frozen=True, slots=True)
class MapRow:
    """Figures of one unit on a map. `recorded` are the units under which the records lie.

    Where `certainty` is not EXACT the row is a unit of the events that is divided on the asked map: `parts` are the
    units it may belong to, with shares where they are known. It is shown whole, never split.
    """

    unit: UnitCard
    figures: Figures
    recorded: frozenset[UnitId]
    certainty: Certainty
    parts: tuple[CrossPart, ...]


@dataclass(frozen=True, slots=True)
class UnitOnMap:
    """A unit as it stood on the map of `day`: `recorded` are the units whose records are wholly its own.

    `divided` are units the law divided (or joined, looking back): what of their records belongs here nobody knows.
    """

    unit: UnitCard
    day: date
    recorded: frozenset[UnitId]
    divided: tuple[UnitCard, ...]


FIGURE_GROUPS = (
    "unit",
    "field",
    "procedure",
    "channel",
    "officer",
    "step",
)  # what figures can be told apart by


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a report, both included, in Vietnamese local time."""

    start: date
    end: date
