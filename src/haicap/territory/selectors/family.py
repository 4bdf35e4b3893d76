"""A unit's family over time: what it came from and what it became, as far as the register reaches."""

from collections.abc import Callable, Iterable

from haicap.territory.contract import LineageCard, UnitCard, UnitStateId
from haicap.territory.contract.family import Branch, Family
from haicap.territory.selectors.atlas import atlas

DEEPEST = 6  # acts one after another; the register's longest line has three
Step = Callable[[UnitCard], list[LineageCard]]


def family(card: UnitCard) -> Family:
    """Everything before and after a state, edge by edge; a unit that goes on as itself is one line, not many."""
    return Family(
        card,
        before=_branches(card, _arriving, {card.state_id}, DEEPEST),
        after=_branches(card, _leaving, {card.state_id}, DEEPEST),
    )


def _branches(card: UnitCard, step: Step, told: set[UnitStateId], deep: int) -> tuple[Branch, ...]:
    found = []
    for edge in step(card) if deep else ():
        further: tuple[Branch, ...] = ()
        if edge.unit.state_id not in told:
            told.add(edge.unit.state_id)
            further = _branches(edge.unit, step, told, deep - 1)
        found.append(Branch(edge, further))
    return tuple(found)


def _arriving(card: UnitCard) -> list[LineageCard]:
    """What the state was made of; where it was only renamed, what the one before it was made of."""
    found = atlas()
    states = (entry.card for entry in reversed(found.by_unit[card.unit_id]))
    return _first(found.arriving.get(one.state_id) for one in states if one.valid_from <= card.valid_from)


def _leaving(card: UnitCard) -> list[LineageCard]:
    """What the state became; where it was only renamed, what the one after it became."""
    found = atlas()
    states = (entry.card for entry in found.by_unit[card.unit_id])
    return _first(found.leaving.get(one.state_id) for one in states if one.valid_from >= card.valid_from)


def _first(edges: Iterable[list[LineageCard] | None]) -> list[LineageCard]:
    return next((each for each in edges if each), [])
