"""Units, their dated states and their lineage.

A code is a label of its day, never an identity: 3,316 of the 3,321 codes of July 2025 were re-used.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NewType

from haicap.territory.contract.kinds import PROVINCE_KINDS, MutationKind, Standing, Tier, UnitKind

UnitId = NewType("UnitId", int)
UnitStateId = NewType("UnitStateId", int)

# First day of states whose beginning this register does not know: "before 2025-07-01, since when unknown".
SINCE_UNKNOWN = date.min


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
    """One edge of the map's history, with the law it rests on; `unit` is the state at its other end.

    Shares are of the predecessor, from 0 to 1, None where nobody gave them.
    """

    unit: UnitCard
    quantifier: str
    instrument: str
    clause: str
    effective_on: date
    mutation: int
    is_primary: bool
    area_share: Decimal | None = None
    population_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MutationCard:
    """One act on the map; `decided_on` is None and `clause` empty where the text was not read.

    Three days are kept apart: decided, effective (the day of the map), and `operational_on`, from which the new
    authorities worked, on trial or for good, where that is another day. `annulled_by` is the number of the act that
    undid this one. `recorded_at`: when the register learnt of it; None for what came with the first release.
    """

    number: int
    kind: MutationKind
    effective_on: date
    decided_on: date | None
    instrument: str
    clause: str
    operational_on: date | None = None
    annulled_by: int | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StateCard:
    """A state with what began and what ended it (None: not known, or still in force).

    An annulled state never counted; `opened_by` or `closed_by` then names the act that was annulled.
    """

    unit: UnitCard
    province_name: str
    opened_by: MutationCard | None
    closed_by: MutationCard | None
    annulled: bool = False

    def standing(self, day: date) -> Standing:
        """Announced, in force, ended or annulled, seen from `day`."""
        if self.annulled:
            return Standing.ANNULLED
        if day < self.unit.valid_from:
            return Standing.ANNOUNCED
        return Standing.IN_FORCE if self.unit.in_force(day) else Standing.ENDED


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """How many rows a load wrote; all zero where the register already stood."""

    units: int
    states: int
    mutations: int
    edges: int
    closed: int
