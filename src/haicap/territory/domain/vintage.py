"""Guessing the day of a list of codes: on which days were most of them in force, and under these names?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

from haicap.territory.contract import Tier, UnitCard, Vintage

_NAMED = 10  # codes named of those that were not known


def vintages(codes: Collection[tuple[str, str]], cards: Sequence[UnitCard]) -> tuple[Vintage, ...]:
    """Times between changes of the map, best first; neighbours that differ in nothing for the list are one.

    `codes`: pairs of code and folded name, the name empty where the list has none. `cards`: every state, its name
    folded alike.
    """
    by_code: dict[str, list[UnitCard]] = defaultdict(list)
    for card in cards:
        by_code[card.code].append(card)
    found: list[Vintage] = []
    for day in sorted({card.valid_from for card in cards}):
        met = {pair: holder for pair in codes if (holder := _met(pair, by_code, day))}
        unknown = tuple(sorted(code for code, name in codes if (code, name) not in met))
        told = (len(met), unknown[:_NAMED], _listed(set(map(_place, met.values())), cards, day))
        if found and (found[-1].matched, found[-1].unknown, found[-1].listed) == told:
            continue
        found.append(Vintage(day, None, *told))
    ended = [
        Vintage(one.begins, later.begins, one.matched, one.unknown, one.listed)
        for one, later in pairwise(found)
    ]
    order = sorted([*ended, *found[-1:]], key=lambda one: (-one.matched, one.listed, -one.begins.toordinal()))
    return tuple(order)


def _met(pair: tuple[str, str], by_code: dict[str, list[UnitCard]], day: date) -> UnitCard | None:
    code, name = pair
    return next(
        (card for card in by_code.get(code, ()) if card.in_force(day) and name in {"", card.name}), None
    )


def _place(card: UnitCard) -> str:
    """The province whose list the unit would stand in; empty for the list of provinces."""
    return card.province_code if card.tier is Tier.COMMUNE else ""


def _listed(places: set[str], cards: Sequence[UnitCard], day: date) -> int:
    return sum(card.in_force(day) and _place(card) in places for card in cards)
