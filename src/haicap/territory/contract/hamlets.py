"""Hamlets (thôn, tổ dân phố): no level of government and no national code, but where people say they live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from haicap.territory.contract.facts import Measure, Precision
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
    RETIRED = "retired"  # ended and nobody goes on for it: its households left
    RESTORED = "restored"  # an annulled paper: what stood before stands again


@dataclass(frozen=True, slots=True)
class NewHamlet:
    """A hamlet to be listed: its full name with its kind ("Thôn 1", "Tổ dân phố Hàm Tiến").

    Of a part of a divided hamlet also: `to`, the code of its own commune where the parts lie in several, and `counts`,
    how many of the households and people counted in the whole are the part's.
    """

    name: str
    kind: HamletKind
    to: str = ""
    counts: Mapping[Measure, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HamletAct:
    """By whom, by which paper and from which day hamlets change. `officer` stays readable for ever.

    `reason` is needed where an officer decides or a hamlet ends for good, `evidence` says what that rests on (minutes,
    a map, a list of households).
    """

    instrument: str
    effective_on: date
    officer: str
    decided_on: date | None = None
    reason: str = ""
    evidence: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class HamletOrder:
    """One change among those that a paper makes on one day.

    `change`: MERGED (several `hamlets`, one name in `into`), DIVIDED (one, several names), RENAMED (one, its new
    name), MOVED (to the commune that carries `to` on the day, with a new name or none), RETIRED (no name). `to` may
    also be given to a merger of hamlets of several communes; parts of a division may each say their own. `clause`,
    `reason`: of this change, else the paper's.
    """

    change: HamletChange
    hamlets: tuple[HamletId, ...]
    into: tuple[NewHamlet, ...] = ()
    to: str = ""
    clause: str = ""
    reason: str = ""


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
class HamletCount:
    """What `source` counts in a hamlet on `reference_on`: households or people, never an area."""

    hamlet_id: HamletId
    measure: Measure
    value: Decimal
    reference_on: date
    source: str
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class HamletFigure:
    """What is known of a hamlet: its latest count, or of a merged one what is known of those it was made of.

    `counted` of the `of` hamlets were counted, together `known`; `value` is None where one of them was not: that is
    unknown, not less. `reference_on` is the oldest day among the counts.
    """

    measure: Measure
    known: int
    counted: int
    of: int
    reference_on: date
    source: str
    precision: Precision

    @property
    def value(self) -> int | None:
        """The figure of the whole hamlet."""
        return self.known if self.counted == self.of else None


@dataclass(frozen=True, slots=True)
class HamletsChanged:
    """The acts by which orders were carried out, and for each order, in turn, the hamlets as they begin."""

    acts: tuple[int, ...]
    opened: tuple[tuple[HamletCard, ...], ...]


@dataclass(frozen=True, slots=True)
class HamletsTraced:
    """Of some hamlets: which stand on a day, which certain acts had ended, which other acts had.

    `became`: what those acts made of each they ended, as it began; nothing of one that was retired.
    """

    standing: frozenset[HamletId]
    ended: frozenset[HamletId]
    otherwise: frozenset[HamletId]
    became: Mapping[HamletId, tuple[HamletCard, ...]]


@dataclass(frozen=True, slots=True)
class HamletActCard:
    """One act of a hamlet's history, with the state it opened; or, where it ended the hamlet, the last one.

    `became`: the hamlets it was merged or divided into. `annulled`: a decision that another replaced.
    """

    change: HamletChange
    told: HamletAct
    state: HamletCard
    annulled: bool
    ended: bool = False
    became: tuple[HamletCard, ...] = ()


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
