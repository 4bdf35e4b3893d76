"""A family tree as a page shows it: nested branches, and the same edges as rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from haicap.territory.contract import LineageCard, UnitCard
from haicap.territory.contract.family import Branch, Family
from haicap.territory.web.days import looked_at_on


@dataclass(frozen=True, slots=True)
class Twig:
    """One unit of the tree, the day to look at it, how it hangs there, and what hangs on it."""

    edge: LineageCard
    day: date
    twigs: tuple["Twig", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One edge: who gave how much to whom; shares in percent, None where nobody gave them."""

    old: UnitCard
    old_day: date
    new: UnitCard
    new_day: date
    edge: LineageCard
    area_percent: Decimal | None
    population_percent: Decimal | None


def branches(tree: Sequence[Branch], today: date) -> tuple[Twig, ...]:
    """The tree with days."""
    return tuple(
        Twig(branch.edge, looked_at_on(branch.edge.unit, today), branches(branch.branches, today))
        for branch in tree
    )


def edges(tree: Family, today: date) -> list[Row]:
    """All edges, earliest first."""
    before = [_row(other, unit, edge, today) for unit, other, edge in _walk(tree.unit, tree.before)]
    after = [_row(unit, other, edge, today) for unit, other, edge in _walk(tree.unit, tree.after)]
    return sorted([*before, *after], key=lambda row: row.edge.effective_on)


def _walk(unit: UnitCard, tree: Sequence[Branch]) -> Iterator[tuple[UnitCard, UnitCard, LineageCard]]:
    for branch in tree:
        yield unit, branch.edge.unit, branch.edge
        yield from _walk(branch.edge.unit, branch.branches)


def _row(old: UnitCard, new: UnitCard, edge: LineageCard, today: date) -> Row:
    return Row(
        old,
        looked_at_on(old, today),
        new,
        looked_at_on(new, today),
        edge,
        _percent(edge.area_share),
        _percent(edge.population_share),
    )


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share * 100
