"""What an address may mean, read from right to left as it is written: province, district, commune.

Nothing here decides. Every liberty taken costs a penalty, so that `answers` can tell the plain reading from its rivals;
`misspelling` forgives letters, `reader` says in which order liberties are taken.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from haicap.territory.domain.addresses.line import Found, Line, names_at
from haicap.territory.domain.addresses.places import District, Index, Place, Scope
from haicap.territory.domain.addresses.words import HAMLET_WORDS, LOWEST, MIDDLE, RURAL

# what each liberty costs
OTHER_KIND = 18  # "xã" is written, the register says "phường"
LOOSE = 10  # a name without its kind word, in the middle of other words
NO_DISTRICT = 8  # an old commune without its district
SKIPPED = 10  # words between the names that mean nothing to us
NO_PROVINCE = 12
LIKE_DISTRICT = 20  # a name without its kind word that a district bears too
TYPO = 20  # for each wrong letter
MARGIN = NO_DISTRICT + 1  # a reading that costs so much more than the best one is no rival of it


class Reading(NamedTuple):
    """What an address may mean. `sure`: nothing skipped, forgiven, taken loosely; left of `begins` is the rest."""

    place: Place
    penalty: int
    sure: bool
    begins: int
    typos: int = 0


class Opened(NamedTuple):
    """A scope, the word before which the rest of the address ends, and what reading so far cost."""

    scope: Scope
    end: int
    penalty: int = 0
    sure: bool = True
    said: bool = False
    typos: int = 0


Districts = Sequence[tuple[District, Opened]]
Stage = Callable[[Line, Opened, Districts], Iterable[Reading]]


def plain(line: Line, at: Opened, districts: Districts) -> Iterable[Reading]:
    """District and commune, or the commune alone, directly left of what was read."""
    deep = [
        reading for district, below in districts for reading in communes_left(line, below, district.communes)
    ]
    alone = list(_alone(line, at))
    if deep and min(reading.penalty for reading in deep) < at.penalty + MARGIN:
        begins = min(reading.begins for reading in deep)  # "Xã Tân Hà Lâm Hà" is one name and two
        return [*(reading for reading in alone if reading.sure and reading.begins <= begins), *deep]
    return [*deep, *alone]


def districts_left(line: Line, at: Opened) -> Districts:
    """Districts directly left of the province, each with where reading goes on."""
    return [
        (district, below_district(at, name, district, penalty))
        for name in names_at(line, at.end, at.scope.districts, MIDDLE)
        for district, penalty in name.named
    ]


def below_district(
    at: Opened, name: Found[District], district: District, penalty: int, typos: int = 0
) -> Opened:
    """Where reading goes on left of a district."""
    other = bool(name.kinds) and not name.kinds & district.kinds
    cost = at.penalty + penalty + OTHER_KIND * other + TYPO * typos
    sure = at.sure and not typos and not other
    return Opened(at.scope, name.start, cost, sure, bool(name.kinds), at.typos + typos)


def communes_left(line: Line, at: Opened, index: Index) -> Iterator[Reading]:
    """Communes directly left of their district; in a segment of its own the commune stands alone."""
    own_segment = bool(line.breaks[at.end])
    for name in names_at(line, at.end, index, LOWEST | RURAL):
        cost, sure = (0, True) if name.kinds else standing(line, name.start)
        if cost and own_segment and not after_hamlet(line, name.start):
            continue
        for place, penalty in of_kind(name):
            yield reading_of(at, name, place, penalty + cost, sure=sure)


def _alone(line: Line, at: Opened) -> Iterator[Reading]:
    """Communes directly left of the province: the form of the new map, or an old one that leaves out the district."""
    for name in names_at(line, at.end, at.scope.communes, LOWEST | RURAL):
        cost, sure = (0, True) if name.kinds else standing(line, name.start)
        like_district = not name.kinds and name.key in at.scope.districts
        if cost or (like_district and not after_hamlet(line, name.start)):
            continue
        cost += LIKE_DISTRICT * like_district
        sure = sure and not like_district
        for place, penalty in of_kind(name):
            yield reading_of(at, name, place, penalty + cost + no_district(place), sure=sure)


def after_hamlet(line: Line, start: int) -> bool:
    """True where nothing but a hamlet or a number stands directly left of a name, and so no commune of its own."""
    if not start:
        return True
    segment = next(place for place in reversed(line.starts()) if place < start)
    return line.words[segment] in HAMLET_WORDS or bool(
        line.breaks[start] and line.words[start - 1][0].isdigit()
    )


def of_kind(name: Found[Place]) -> Iterator[tuple[Place, int]]:
    """What bears the name; "huyện" is said of the lowest tier only where a district had no communes."""
    return (each for each in name.named if not name.kinds & RURAL or each[0].kinds & RURAL)


def no_district(place: Place) -> int:
    return NO_DISTRICT if place.is_old and place.district != place.code else 0


def reading_of(
    at: Opened, name: Found[Place], place: Place, penalty: int, *, sure: bool, typos: int = 0
) -> Reading:
    other = bool(name.kinds) and not name.kinds & place.kinds
    return Reading(
        place,
        at.penalty + penalty + OTHER_KIND * other + TYPO * typos,
        at.sure and sure and not other and not typos and name.key in place.keys,
        name.start,
        at.typos + typos,
    )


def standing(line: Line, start: int) -> tuple[int, bool]:
    """Cost and sureness of a name without kind word: does it stand by itself, or behind a number, or in a street?"""
    if not start:
        return 0, True
    before = line.words[start - 1]
    if before[0].isdigit():
        hamlet = any(word in HAMLET_WORDS for word in line.words[max(0, start - 3) : start - 1])
        return (0, True) if hamlet else (0 if line.breaks[start] else LOOSE, False)
    if line.breaks[start]:
        return 0, True
    return LOOSE, False
