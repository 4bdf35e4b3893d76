"""Rows about hamlets that belong together: one merger, one division, one change of one hamlet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from haicap.reorganisation.contract import HamletLine, HamletRow
from haicap.reorganisation.domain.hamlet_ways import Ways
from haicap.territory.contract import HamletCard, HamletChange, HamletKind, HamletOrder, NewHamlet

_TWO = 2
NAMING = frozenset({HamletChange.MERGED, HamletChange.DIVIDED, HamletChange.RENAMED})
GOING = frozenset({HamletChange.MERGED, HamletChange.MOVED})  # these may name another commune
DECIDING = frozenset(
    {HamletChange.MERGED, HamletChange.DIVIDED}
)  # these may name the successor of a divided one
ALLOWED = NAMING | GOING | {HamletChange.RETIRED}


@dataclass(frozen=True, slots=True)
class Eve:
    """What the register says: hamlets by commune on the eve, names of communes by code then and on the day.

    `kind_of`: the kind that a name begins with, or None.
    """

    standing: Mapping[str, tuple[HamletCard, ...]]
    names: Mapping[str, str]
    after: Mapping[str, str]
    kind_of: Callable[[str], HamletKind | None]


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
            into=tuple(NewHamlet(name, eve.kind_of(name) or self.cards[0].kind) for name in self.names()),
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
        return HamletLine(
            self.change, eve.names.get(first.commune, ""), before, eve.after.get(home, ""), after
        )


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
