"""Guessing the day of a list of codes: on which days were most of them in force, and under these names?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from haicap.kernel.text import fold
from haicap.territory.contract import Tier, UnitCard, Vintage
from haicap.territory.domain.addresses.places import parted

_NAMED = 10  # codes named of those that were not known
_DIGITS = (2, 5)  # of a province's code and of a commune's (decision 124/2004/QĐ-TTg)


def vintages(codes: Collection[tuple[str, str]], cards: Sequence[UnitCard]) -> tuple[Vintage, ...]:
    """Times between changes of the map, best first; neighbours that differ in nothing for the list are one.

    `codes`: pairs of code and folded name, with its kind or without, empty where the list has none. A code that is
    known only with leading zeros put back (a spreadsheet took "01234" for a number) is met, and counted as `padded`.
    """
    by_code: dict[str, list[UnitCard]] = defaultdict(list)
    for card in cards:
        by_code[card.code].append(card)
    found: list[Vintage] = []
    for day in sorted({card.valid_from for card in cards}):
        met = {pair: holder for pair in codes if (holder := _met(pair, by_code, day))}
        unknown = tuple(sorted(code for code, name in codes if (code, name) not in met))
        padded = sum(holder.code != code for (code, _), holder in met.items())
        told = (len(met), unknown[:_NAMED], _listed(set(map(_place, met.values())), cards, day), padded)
        if found and (found[-1].matched, found[-1].unknown, found[-1].listed, found[-1].padded) == told:
            continue
        found.append(Vintage(day, None, *told))
    ended = [
        Vintage(one.begins, later.begins, one.matched, one.unknown, one.listed, one.padded)
        for one, later in pairwise(found)
    ]
    order = sorted(
        [*ended, *found[-1:]],
        key=lambda one: (-one.matched, one.padded, one.listed, -one.begins.toordinal()),
    )
    return tuple(order)


def _met(pair: tuple[str, str], by_code: dict[str, list[UnitCard]], day: date) -> UnitCard | None:
    code, name = pair
    holders = (card for written in _written(code) for card in by_code.get(written, ()) if card.in_force(day))
    return next((card for card in holders if not name or name in _names(card.name)), None)


def _written(code: str) -> Iterator[str]:
    """The code as it stands, then with the zeros it may have lost."""
    yield code
    if code.isdecimal():
        yield from (code.zfill(digits) for digits in _DIGITS if len(code) < digits)


@lru_cache(maxsize=16_384)
def _names(name: str) -> tuple[str, str]:
    """An official name folded, with its kind and without."""
    return fold(name), fold(parted(name)[1])


def _place(card: UnitCard) -> str:
    """The province whose list the unit would stand in; empty for the list of provinces."""
    return card.province_code if card.tier is Tier.COMMUNE else ""


def _listed(places: set[str], cards: Sequence[UnitCard], day: date) -> int:
    return sum(card.in_force(day) and _place(card) in places for card in cards)
