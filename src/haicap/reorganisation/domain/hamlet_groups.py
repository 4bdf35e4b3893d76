"""Rows about hamlets that belong together: one merger, one division, one change of one hamlet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from haicap.kernel.errors import Refusal
from haicap.reorganisation.contract import HamletLine, HamletRow, HamletShare
from haicap.reorganisation.domain.hamlet_ways import Ways
from haicap.territory.contract import (
    HamletCard,
    HamletChange,
    HamletFigure,
    HamletId,
    HamletKind,
    HamletOrder,
    Measure,
    NewHamlet,
)

Figures = Mapping[Measure, HamletFigure]

_TWO = 2
NAMING = frozenset({HamletChange.MERGED, HamletChange.DIVIDED, HamletChange.RENAMED})
GOING = frozenset({HamletChange.MERGED, HamletChange.MOVED})  # these may name another commune
DECIDING = frozenset(
    {HamletChange.MERGED, HamletChange.DIVIDED}
)  # they may name who gets it of a divided one
ALLOWED = NAMING | GOING | {HamletChange.RETIRED}


@dataclass(frozen=True, slots=True)
class Eve:
    """What the register says: hamlets by commune on the eve, names of communes by code then and on the day.

    `known`: what was counted in hamlets that rows divide. `kind_of`: the kind that a name begins with, or None.
    `part_faults`: what is not said of the parts of a hamlet, or does not add up.
    """

    standing: Mapping[str, tuple[HamletCard, ...]]
    names: Mapping[str, str]
    after: Mapping[str, str]
    known: Mapping[HamletId, Figures]
    kind_of: Callable[[str], HamletKind | None]
    part_faults: Callable[[str, Figures, Sequence[NewHamlet]], Iterable[Refusal]]


@dataclass(slots=True)
class Group:
    """Rows that are one change, in their order."""

    change: HamletChange
    rows: list[tuple[int, HamletRow]] = field(default_factory=list)
    cards: list[HamletCard] = field(default_factory=list)

    def order(self, eve: Eve, ways: Ways) -> HamletOrder:
        """What the register is asked to do."""
        first = self.rows[0][1]
        forks = len(ways.of(first.commune)) >= _TWO
        moves = self.change is HamletChange.MOVED
        ids = tuple(dict.fromkeys(card.hamlet_id for card in self.cards))
        return HamletOrder(
            change=HamletChange.ASSIGNED if moves and forks else self.change,
            hamlets=ids,
            into=self.parts(eve) or tuple(self._named(name, eve) for name in self.names()),
            to=self.told_home(),
            clause=first.clause,
            reason=first.reason,
        )

    def names(self) -> tuple[str, ...]:
        """The new names: of a division one each row, else the one all rows say."""
        if self.change is HamletChange.RETIRED:
            return ()
        told = [row.new_name for _, row in self.rows if row.new_name]
        return tuple(told if self.change is HamletChange.DIVIDED else told[:1])

    def parts(self, eve: Eve) -> tuple[NewHamlet, ...]:
        """Of a division, what each of its rows makes."""
        return tuple(
            replace(
                self._named(row.new_name, eve), to=row.to_commune if self.apart else "", counts=row.counts
            )
            for _, row in self.rows
            if self.change is HamletChange.DIVIDED
        )

    @property
    def apart(self) -> bool:
        """True of a division whose parts go to several communes."""
        return self.change is HamletChange.DIVIDED and len({row.to_commune for _, row in self.rows}) > 1

    def places(self, ways: Ways) -> tuple[str, ...]:
        """The code of the commune of each new name."""
        if self.apart:
            return tuple(row.to_commune for _, row in self.rows)
        return (self.home(ways),) * len(self.names())

    def home(self, ways: Ways) -> str:
        """The code of the commune it leaves its hamlets in; empty where they end or nobody can tell."""
        first = self.rows[0][1]
        heirs = ways.of(first.commune)
        if self.change is HamletChange.RETIRED:
            return ""
        return self.told_home() or (heirs[0] if len(heirs) == 1 else "")

    def told_home(self) -> str:
        """The commune that a row names; of a merger not every row need say it."""
        return next((row.to_commune for _, row in self.rows if row.to_commune), "")

    def line(self, eve: Eve, ways: Ways) -> HamletLine:
        """In words."""
        home, first = self.home(ways), self.rows[0][1]
        before = tuple(card.name for card in dict.fromkeys(self.cards))
        after = self.names() or (before if home else ())
        communes = dict.fromkeys(eve.after.get(code, "") for code in self.places(ways) or (home,))
        shares = tuple(
            HamletShare(part.name, eve.after.get(place, ""), part.counts)
            for part, place in zip(self.parts(eve), self.places(ways), strict=False)
            if part.counts
        )
        to = ", ".join(communes)
        return HamletLine(self.change, eve.names.get(first.commune, ""), before, to, after, shares)

    def _named(self, name: str, eve: Eve) -> NewHamlet:
        return NewHamlet(name, eve.kind_of(name) or self.cards[0].kind)


def groups_of(rows: Sequence[HamletRow], found: Mapping[int, HamletCard], ways: Ways) -> list[Group]:
    """The rows, each with the hamlet it means, as changes."""
    groups: dict[tuple[object, ...], Group] = {}
    for number, card in found.items():
        row = rows[number]
        if row.change not in ALLOWED:
            continue
        key: tuple[object, ...] = (number,)
        if row.change is HamletChange.MERGED:
            home = (row.to_commune,) if row.to_commune else ways.of(row.commune)
            key = ("merged", home, row.new_name)
        elif row.change is HamletChange.DIVIDED:
            key = ("divided", card.hamlet_id)
        group = groups.setdefault(key, Group(row.change))
        group.rows.append((number, row))
        group.cards.append(card)
    return list(groups.values())
