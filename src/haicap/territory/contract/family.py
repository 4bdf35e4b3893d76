"""A unit's family over time, and the instruments that its acts rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haicap.territory.contract.units import LineageCard, UnitCard


@dataclass(frozen=True, slots=True)
class Branch:
    """One edge, and what lies beyond it; `branches` is empty where the unit was told of before in the same tree."""

    edge: LineageCard
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A state with all it came from, nearest first, and all it became."""

    unit: UnitCard
    before: tuple[Branch, ...]
    after: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """A legal act of the register; `certainty` is "read", "copy" or "listed" (`Enactment`)."""

    number: str
    body: str
    subject: str
    decided_on: date | None
    certainty: str
