"""Who owns what a unit leaves: exactly one heir for every unit that ends, also where the law divided it.

A divided unit's records go to the unit that got the rest of it, where they wait to be given out by hamlet; nobody
guesses. A unit that ends without a successor (a tier abolished) leaves them to the province it stood in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from haicap.organisation.contract import Move
from haicap.territory.contract import (
    PEOPLELESS,
    REMAINDERS,
    WHOLE,
    Enactment,
    Quantifier,
    Succession,
    UnitCard,
    UnitId,
)

_ORDER = (WHOLE, REMAINDERS, frozenset({Quantifier.PART_AREA_FULL_POP}))


def move_of(
    reorganisation: UUID,
    enactment: Enactment,
    successions: Iterable[Succession],
    orphans: Mapping[UnitId, UnitCard],
) -> Move:
    """The move that an enactment's successions make; `orphans`: units that end without successor, with their heir."""
    kept: dict[UnitId, tuple[UnitCard, UnitCard]] = {}
    leaving: dict[UnitId, list[Succession]] = defaultdict(list)
    arriving: dict[UnitId, list[Succession]] = defaultdict(list)
    for one in successions:
        if one.predecessor.unit_id == one.successor.unit_id:
            kept[one.successor.unit_id] = (one.predecessor, one.successor)
        else:
            leaving[one.predecessor.unit_id].append(one)
            arriving[one.successor.unit_id].append(one)
    heirs = {old: owner(found).successor for old, found in leaving.items() if old not in kept}
    begun = {one.successor.unit_id: one.successor for found in arriving.values() for one in found}
    begun = {unit: card for unit, card in begun.items() if unit not in kept}
    main = {unit: _main(unit, arriving.get(unit, []), heirs) for unit in begun}
    return Move(
        reorganisation=reorganisation,
        on=enactment.effective_on,
        instrument=enactment.instrument,
        heirs={**orphans, **heirs},
        begun=tuple(begun.values()),
        main=main | {unit: unit for unit in kept},
        kept=tuple(kept.values()),
    )


class Part(Protocol):
    """A part of a unit that somebody got: an edge of a plan, or the succession it became."""

    @property
    def quantifier(self) -> str:
        """How much."""
        ...

    @property
    def is_primary(self) -> bool:
        """True where the code lives on there."""
        ...


P = TypeVar("P", bound=Part)


def owner(parts: Sequence[P]) -> P:
    """The one of `parts` (never empty) whose successor owns what the unit leaves: who got it whole, else the rest,
    else all its people; then who has people of it, its code, or came first.
    """
    for wanted in _ORDER:
        for one in parts:
            if one.quantifier in wanted:
                return one
    peopled = [one for one in parts if one.quantifier not in PEOPLELESS]
    return min(peopled or parts, key=lambda one: not one.is_primary)


def _main(unit: UnitId, arriving: Sequence[Succession], heirs: Mapping[UnitId, UnitCard]) -> UnitId:
    """The predecessor whose heads stay heads: whose code lives on, among those that leave everything here first."""
    best = min(
        arriving,
        key=lambda one: (
            heirs.get(one.predecessor.unit_id) is None or heirs[one.predecessor.unit_id].unit_id != unit,
            not one.is_primary,
            one.predecessor.code,
        ),
    )
    return best.predecessor.unit_id
