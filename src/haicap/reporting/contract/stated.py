"""Nouns of figures that officials write down here: typed by hand, or read from a file they handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from haicap.dossiers.contract import Period
from haicap.reporting.contract.declared import Compared, Qualifier, Relation
from haicap.territory.contract import UnitCard

# what can be typed: name -> the figures of `dossiers` that together count it
MEASURES: Mapping[str, tuple[str, ...]] = {
    "received": ("received",),
    "carried_over": ("carried_over",),
    "settled": ("settled_early", "settled_on_time", "settled_overdue"),
    "settled_early": ("settled_early",),
    "settled_on_time": ("settled_on_time",),
    "settled_overdue": ("settled_overdue",),
    "in_process": ("in_process_within", "in_process_overdue"),
    "in_process_overdue": ("in_process_overdue",),
    "awaiting_applicant": ("awaiting_applicant",),
    "returned_or_stopped": ("returned", "refused", "stopped", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure somebody writes down: `measure` is a name of MEASURES, `reason` says why it stays where ours differs."""

    unit: str
    period: Period
    measure: str
    value: Decimal
    qualifier: Qualifier
    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it was written down, beside our count of today; `counted_then` is the count of that moment.

    `former` are the rows it corrects, newest first.
    """

    id: int
    unit: UnitCard
    compared: Compared
    counted_then: int
    source: str
    reason: str
    paper: UUID | None
    at: datetime
    who: str
    former: tuple["Stated", ...] = ()


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """All that was written down of one unit and period, with the relations among it."""

    unit: UnitCard
    period: Period
    rows: tuple[Stated, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of declared figures that somebody handed in."""

    id: UUID
    name: str
    sha256: str
    at: datetime
    who: str
