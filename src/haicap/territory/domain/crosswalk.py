"""Composing lineage between two days: forward along what units became, back along what they were made of.

A share is of the asked unit. Forward it follows from the law (a whole is 1, land without people has 0 of them)
or from a share with its source; several unknown parts stay unknown. Backward it needs the sizes of the older units,
because "half of the old one" says nothing about how much of the new one that is.

Over an act that was annulled between the two days the walk goes straight on: its units stand again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from haicap.territory.contract import (
    AREALESS,
    PEOPLELESS,
    WHOLE,
    Certainty,
    CrossPart,
    LineageCard,
    Quantifier,
    UnitCard,
    UnitId,
    UnitStateId,
)

Share = Decimal | None
Shares = tuple[Share, Share]  # of area, of people
ONE, NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class History:
    """What the walk needs of the map: states of a unit by first day, edges by state.

    `again`: by the state that an annulled act ended, the one in which its unit stands again; `before`: the way
    back. `size`: area and people of a state, None where not known.
    """

    by_unit: Mapping[UnitId, Sequence[UnitCard]]
    leaving: Mapping[UnitStateId, Sequence[LineageCard]]
    arriving: Mapping[UnitStateId, Sequence[LineageCard]]
    again: Mapping[UnitStateId, UnitCard]
    before: Mapping[UnitStateId, UnitCard]
    size: Callable[[UnitCard], Shares]


def crosswalk(history: History, card: UnitCard, day: date) -> tuple[CrossPart, ...]:
    """The units of `day` that carry on `card`, or that it was made of; by code. Empty where there are none."""
    if card.in_force(day):
        return (CrossPart(card, ONE, ONE, Certainty.EXACT),)
    forward = day >= card.valid_from
    found: dict[UnitStateId, tuple[UnitCard, Shares]] = {}
    walk = _onward(history, card, day, (ONE, ONE)) if forward else _back(history, card, day, (ONE, ONE))
    for unit, shares in walk:
        before = found.get(unit.state_id, (unit, (NONE, NONE)))[1]
        found[unit.state_id] = (unit, (_plus(before[0], shares[0]), _plus(before[1], shares[1])))
    parts = list(found.values())
    if not forward:
        parts = list(_portions(history, parts))
    parts.sort(key=lambda part: part[0].code)
    return tuple(CrossPart(unit, *shares, _certainty(shares)) for unit, shares in parts)


def _certainty(shares: Shares) -> Certainty:
    if None in shares:
        return Certainty.UNDECIDED
    return Certainty.EXACT if set(shares) <= {NONE, ONE} else Certainty.ESTIMATED


def _onward(history: History, card: UnitCard, day: date, so_far: Shares) -> Iterator[tuple[UnitCard, Shares]]:
    states = history.by_unit[card.unit_id]
    place = next(at for at, state in enumerate(states) if state.state_id == card.state_id)
    later = states[place + 1] if place + 1 < len(states) else None
    if card.in_force(day):
        yield card, so_far
    elif (again := history.again.get(card.state_id)) and again.valid_from <= day:
        yield from _onward(history, again, day, so_far)
    elif edges := history.leaving.get(card.state_id):
        for edge, shares in zip(edges, shares_of(edges), strict=True):
            yield from _onward(history, edge.unit, day, _times(so_far, shares))
    elif later is not None and later.valid_from == card.valid_to:
        yield from _onward(history, later, day, so_far)


def _back(history: History, card: UnitCard, day: date, so_far: Shares) -> Iterator[tuple[UnitCard, Shares]]:
    """The shares are those of the older unit that lie in the asked one."""
    states = history.by_unit[card.unit_id]
    place = next(at for at, state in enumerate(states) if state.state_id == card.state_id)
    former = states[place - 1] if place else None
    if card.in_force(day):
        yield card, so_far
    elif (before := history.before.get(card.state_id)) and before.valid_to and day < before.valid_to:
        yield from _back(history, before, day, so_far)
    elif edges := history.arriving.get(card.state_id):
        for edge in edges:
            given = history.leaving[edge.unit.state_id]
            share = next(
                share
                for heir, share in zip(given, shares_of(given), strict=True)
                if heir.unit.state_id == card.state_id
            )
            yield from _back(history, edge.unit, day, _times(so_far, share))
    elif former is not None and former.valid_to == card.valid_from:
        yield from _back(history, former, day, so_far)


def shares_of(edges: Sequence[LineageCard]) -> list[Shares]:
    """What each of the edges that leave one state carries of its area and of its people."""
    areas = _filled([_area(edge) for edge in edges])
    people = _filled([_people(edge, edges) for edge in edges])
    return list(zip(areas, people, strict=True))


def _area(edge: LineageCard) -> Share:
    if edge.quantifier in WHOLE or edge.quantifier == Quantifier.AREA_ALL:
        return ONE
    return NONE if edge.quantifier in AREALESS else edge.area_share


def _people(edge: LineageCard, edges: Sequence[LineageCard]) -> Share:
    if edge.quantifier in PEOPLELESS:
        return NONE
    if edge.quantifier in WHOLE or edge.quantifier == Quantifier.PART_AREA_FULL_POP:
        return ONE
    if any(other.quantifier == Quantifier.PART_AREA_FULL_POP for other in edges):
        return NONE
    return edge.population_share


def _filled(shares: list[Share]) -> list[Share]:
    """The only unknown share is what the others leave."""
    unknown = [at for at, share in enumerate(shares) if share is None]
    if len(unknown) == 1:
        known = sum((share for share in shares if share is not None), NONE)
        shares[unknown[0]] = max(ONE - known, NONE)
    return shares


def _portions(
    history: History, parts: Iterable[tuple[UnitCard, Shares]]
) -> Iterator[tuple[UnitCard, Shares]]:
    """From "how much of the older unit lies in the asked one" to "how much of the asked one comes from it"."""
    parts = list(parts)
    if len(parts) == 1:
        yield parts[0][0], (ONE, ONE)
        return
    sizes = [_times(shares, history.size(unit)) for unit, shares in parts]
    totals = [_sum([size[dimension] for size in sizes]) for dimension in (0, 1)]
    for (unit, _), size in zip(parts, sizes, strict=True):
        yield unit, (_part(size[0], totals[0]), _part(size[1], totals[1]))


def _part(size: Share, total: Share) -> Share:
    if size == NONE:
        return NONE
    return None if size is None or not total else (size / total).quantize(Decimal("1.00000000"))


def _sum(sizes: Sequence[Share]) -> Share:
    return None if None in sizes else sum((size for size in sizes if size is not None), NONE)


def _times(first: Shares, second: Shares) -> Shares:
    return _product(first[0], second[0]), _product(first[1], second[1])


def _product(one: Share, other: Share) -> Share:
    if NONE in {one, other}:
        return NONE
    return None if one is None or other is None else one * other


def _plus(one: Share, other: Share) -> Share:
    return None if one is None or other is None else one + other
