"""Hamlets (thôn, tổ dân phố): no level of government and no national code, but where people say they live."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from haicap.territory.contract.units import LineageCard, UnitCard

HamletId = NewType("HamletId", int)


class HamletKind(StrEnum):
    """Thôn and what is called so elsewhere (ấp, bản, buôn, làng), or tổ dân phố (khu phố, khóm)."""

    HAMLET = "hamlet"
    RESIDENTIAL_GROUP = "residential_group"


class HamletChange(StrEnum):
    """What an act did to hamlets."""

    LISTED = "listed"
    RENAMED = "renamed"
    MERGED = "merged"
    DIVIDED = "divided"
    MOVED = "moved"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class NewHamlet:
    """A hamlet to be listed: its full name with its kind ("Thôn 1", "Tổ dân phố Hàm Tiến")."""

    name: str
    kind: HamletKind


@dataclass(frozen=True, slots=True)
class HamletAct:
    """By whom, by which paper and from which day hamlets change. `officer` stays readable for ever.

    `reason` and `evidence` (minutes, a map, a list of households) are needed where an officer decides.
    """

    instrument: str
    effective_on: date
    officer: str
    decided_on: date | None = None
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class HamletCard:
    """A hamlet from `valid_from` to before `valid_to`; `unit` is the commune it was listed in or put into."""

    hamlet_id: HamletId
    state_id: int
    name: str
    kind: HamletKind
    unit: UnitCard
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class HamletActCard:
    """One act of a hamlet's history, with the state it opened."""

    change: HamletChange
    told: HamletAct
    state: HamletCard
    annulled: bool


@dataclass(frozen=True, slots=True)
class DividedCard:
    """A commune whose residents the law divided: one task of the work queue.

    `successors` are those that received people. `hamlets` were listed before the division, `assigned` of them have
    been given to a successor; a commune without any list still has all to do.
    """

    commune: UnitCard
    divided_on: date
    successors: tuple[LineageCard, ...]
    hamlets: int
    assigned: int

    @property
    def done(self) -> bool:
        """True where every hamlet of a list has its commune."""
        return self.hamlets > 0 and self.assigned == self.hamlets
