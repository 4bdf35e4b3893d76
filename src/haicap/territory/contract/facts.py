"""What is told of units and of land without a unit: dated, sourced, never a constant of the register."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from haicap.territory.contract.units import UnitCard


class Measure(StrEnum):
    """What is measured of a unit; counts are whole numbers, the area is in square kilometres."""

    AREA_KM2 = "area_km2"
    POPULATION = "population"
    HOUSEHOLDS = "households"
    POOR_HOUSEHOLDS = "poor_households"
    NEAR_POOR_HOUSEHOLDS = "near_poor_households"


COUNTED = frozenset(Measure) - {Measure.AREA_KM2}


class Precision(StrEnum):
    """How the source says the figure; the word must survive into every report."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of the unit that carried `code` on `reference_on`, as `source` gives it."""

    code: str
    measure: Measure
    value: Decimal
    reference_on: date
    source: str
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class ObservationCard:
    """An observation that stands, with the state it was made of."""

    unit: UnitCard
    measure: Measure
    value: Decimal
    reference_on: date
    source: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class PieceCard:
    """Land that belonged to no commune, and the unit that an act put it into."""

    name: str
    managed_by: str
    successor: UnitCard
    instrument: str
    clause: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class CodeAlias:
    """The code by which another system calls the unit that carries `code` on `valid_from`.

    `system` names it ("vietmap", "post"); the alias holds from `valid_from` to before `valid_to`.
    """

    system: str
    alias: str
    code: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: its number in the file (the header is row 1), the column, code and facts."""

    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportCard:
    """What an import did; nothing is written where a row was rejected."""

    read: int
    written: int
    unchanged: int
    rejects: tuple[Reject, ...]
