"""Nouns of the dated map. A code is a label of its day, never an identity (3,316 of 3,321 were re-used)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

UnitId = NewType("UnitId", int)
UnitStateId = NewType("UnitStateId", int)


class UnitKind(StrEnum):
    """Kinds of units; the first two are of the province's tier, district kinds ended on 1 July 2025."""

    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    ISLAND_DISTRICT = "island_district"


@dataclass(frozen=True, slots=True)
class UnitCard:
    """One state of one unit: what it was called and where it belonged from `valid_from` to before `valid_to`."""

    unit_id: UnitId
    state_id: UnitStateId
    code: str
    name: str
    kind: UnitKind
    province_code: str
    valid_from: date
    valid_to: date | None

    @property
    def is_province(self) -> bool:
        """True for the province's tier."""
        return self.kind in {UnitKind.PROVINCE, UnitKind.CITY}


@dataclass(frozen=True, slots=True)
class LineageCard:
    """One edge of the map's history, with the law it rests on."""

    unit: UnitCard
    quantifier: str
    instrument: str
    clause: str
    effective_on: date
