"""The communes as tiles: a map without a map. One tile each, all alike, for a small commune counts as much as a large.

Tiles say nothing of where a commune lies but this: they stand together by the district to which most of their old
communes belonged until 30 June 2025, districts and communes in Vietnamese order. Where boundaries were loaded
(`haicap territory load-boundaries`) they are drawn too, shaded by the same numbers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from haicap.desk.web.boards.lines import Line
from haicap.desk.web.boards.numbers import Number
from haicap.desk.web.office.maps import BEFORE_REFORM
from haicap.kernel.text import sort_key
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.charts.outlines import laid_flat
from haicap.ui.charts.shades import shade


@dataclass(frozen=True, slots=True)
class Tile:
    """One commune with the number shown of it, shaded from 0 to 5."""

    name: str
    code: str
    number: Number
    shade: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A tile with its outline."""

    tile: Tile
    path: str


@dataclass(frozen=True, slots=True)
class Map:
    """The outlines that are known, in a box; `missing` communes have none."""

    shapes: tuple[Shape, ...]
    width: int
    height: int
    missing: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """Tiles of what was one district."""

    name: str
    tiles: tuple[Tile, ...]


def district_of(card: UnitCard) -> str:
    """The old district of most of a commune's parts; the first of the alphabet where several have as many.

    Empty where the commune is new land or the register does not reach back.
    """
    parts = Counter(part.unit.district for part in territory.crosswalk_of(card, BEFORE_REFORM))
    named = {name: count for name, count in parts.items() if name}
    return min(named, key=lambda name: (-named[name], sort_key(name)), default="")


def districts(cards: Sequence[UnitCard], lines: Iterable[Line], measure: str) -> list[District]:
    """The tiles of communes with a number of each line (`open`, `overdue`, `awaiting`)."""
    numbers = {line.code: getattr(line, measure) for line in lines}
    most = max((numbers[card.code].value for card in cards), default=0)
    told: dict[str, list[Tile]] = {}
    for card in cards:
        number = numbers[card.code]
        tile = Tile(short_name(card), card.code, number, shade(number.value, most))
        told.setdefault(district_of(card), []).append(tile)
    return [
        District(name, tuple(tiles))
        for name, tiles in sorted(told.items(), key=lambda pair: sort_key(pair[0]))
    ]


def drawn(cards: Sequence[UnitCard], told: Sequence[District]) -> Map:
    """The boundaries there are of `cards`, each with its tile."""
    outlines = {each.unit_id: each for each in territory.boundaries(cards)}
    known = {card.code: outlines[card.unit_id] for card in cards if card.unit_id in outlines}
    laid = laid_flat({code: outline.rings for code, outline in known.items()})
    shapes = tuple(
        Shape(tile, laid.paths[tile.code])
        for district in told
        for tile in district.tiles
        if tile.code in known
    )
    sources = tuple(sorted({outline.source for outline in known.values()}))
    return Map(shapes, laid.width, laid.height, len(cards) - len(known), sources)


def short_name(card: UnitCard) -> str:
    """ "Di Linh" of "Xã Di Linh"."""
    for kind in ("Xã ", "Phường ", "Đặc khu ", "Thị trấn "):
        if card.name.startswith(kind):
            return card.name.removeprefix(kind)
    return card.name
