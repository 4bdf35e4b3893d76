"""From one map to another: which units of a second day carry on those of a first, and how much of each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from haicap.territory.contract.units import UnitCard


class Certainty(StrEnum):
    """How far a part of a crosswalk can be relied on."""

    EXACT = "exact"  # the law gives all or nothing
    ESTIMATED = "estimated"  # a known share was used
    UNDECIDED = "undecided"  # this unit is one of several, nobody knows how much of it


@dataclass(frozen=True, slots=True)
class CrossPart:
    """How much of the asked unit lies in `unit` of the other day; shares from 0 to 1, None where not known."""

    unit: UnitCard
    area_share: Decimal | None
    population_share: Decimal | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Vintage:
    """A time during which the map did not change for a list of codes, and how many of them it knew.

    From `begins` (SINCE_UNKNOWN: nobody knows since when) to before `ends`; `unknown` names the first codes it
    did not know. `listed`: how many units a whole list of these provinces had then. `padded`: how many codes it
    knew only with leading zeros put back, which is a doubt.
    """

    begins: date
    ends: date | None
    matched: int
    unknown: tuple[str, ...]
    listed: int
    padded: int = 0
