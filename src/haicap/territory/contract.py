"""Nouns of the dated map. A code is a label of its day, never an identity (3,316 of 3,321 were re-used)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

UnitId = NewType("UnitId", int)
UnitStateId = NewType("UnitStateId", int)

# First day of states whose beginning this register does not know: "before 2025-07-01, since when unknown".
SINCE_UNKNOWN = date.min


class UnitKind(StrEnum):
    """Kinds of units; the first two are of the province's tier, district kinds ended on 1 July 2025."""

    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    ISLAND_DISTRICT = "island_district"


PROVINCE_KINDS = frozenset({UnitKind.PROVINCE, UnitKind.CITY})


class Tier(StrEnum):
    """The two tiers of local government (law 72/2025/QH15, article 1)."""

    PROVINCE = "province"
    COMMUNE = "commune"


class Quantifier(StrEnum):
    """How much of the predecessor the successor received; area and people apart (data/README.md)."""

    FULL = "full"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    REMAINDER = "remainder"
    PART_AREA = "part_area"
    PART_AREA_FULL_POP = "part_area_full_pop"
    PART_POP = "part_pop"
    AREA_ALL = "area_all"
    REMAINDER_POP = "remainder_pop"


WHOLE = frozenset({Quantifier.FULL, Quantifier.UNCHANGED})
REMAINDERS = frozenset({Quantifier.REMAINDER, Quantifier.REMAINDER_POP})


class MutationKind(StrEnum):
    """What a clause did: formed a new unit, continued one under two tiers, changed a unit's kind and name."""

    FORMED = "formed"
    CONTINUED = "continued"
    RETYPED = "retyped"


class StateStatus(StrEnum):
    """A state holds for its days, or was annulled by a later act and never counts."""

    VALID = "valid"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class UnitCard:
    """One state of one unit: what it was called and where it belonged from `valid_from` to before `valid_to`.

    `district` is the old district of a commune before 1 July 2025 ("Huyện Di Linh"), empty afterwards.
    """

    unit_id: UnitId
    state_id: UnitStateId
    code: str
    name: str
    kind: UnitKind
    province_code: str
    valid_from: date
    valid_to: date | None
    district: str = ""

    @property
    def is_province(self) -> bool:
        """True for the province's tier."""
        return self.kind in PROVINCE_KINDS

    @property
    def tier(self) -> Tier:
        """Province or commune."""
        return Tier.PROVINCE if self.is_province else Tier.COMMUNE

    @property
    def since_known(self) -> bool:
        """False where the register does not know since when the state holds."""
        return self.valid_from != SINCE_UNKNOWN

    def in_force(self, day: date) -> bool:
        """True where the state holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class LineageCard:
    """One edge of the map's history, with the law it rests on."""

    unit: UnitCard
    quantifier: str
    instrument: str
    clause: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class MutationCard:
    """One act on the map; `decided_on` is None and `clause` empty where the text was not read."""

    number: int
    kind: MutationKind
    effective_on: date
    decided_on: date | None
    instrument: str
    clause: str


@dataclass(frozen=True, slots=True)
class StateCard:
    """A state with what began and what ended it (None: not known, or still in force)."""

    unit: UnitCard
    province_name: str
    opened_by: MutationCard | None
    closed_by: MutationCard | None


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """How many rows a load wrote; all zero where the register already stood."""

    units: int
    states: int
    mutations: int
    edges: int
    closed: int
