"""Boundaries of units, for drawing."""

from dataclasses import dataclass
from datetime import datetime

from haicap.territory.contract.units import UnitId


@dataclass(frozen=True, slots=True)
class BoundaryCard:
    """The outline of a unit on a day: rings of (longitude, latitude) in degrees of WGS 84, and whose word it is."""

    unit_id: UnitId
    rings: tuple[tuple[tuple[float, float], ...], ...]
    source: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class BoundariesLoaded:
    """What a load did: units loaded, positions in the file, positions kept."""

    units: int
    positions: int
    kept: int
