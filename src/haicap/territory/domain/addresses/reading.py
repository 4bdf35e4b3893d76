"""Reading an address from right to left: province, district, commune. Nothing here decides; it lists what it may mean.

The plain readings are looked up; only where there is none are words skipped, and last typing errors forgiven, one
name at a time. Every liberty taken costs a penalty, so that `answer` can tell the plain reading from its rivals.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.line import (
    COMMA,
    Found,
    Line,
    marked_names,
    names_at,
    spans_at,
)
from haicap.territory.domain.addresses.nearness import Letters, allowed, distance, letters
from haicap.territory.domain.addresses.places import District, Place, Scope
from haicap.territory.domain.addresses.words import HAMLET_WORDS, HIGHEST, LOWEST, MIDDLE, RURAL

Named = TypeVar("Named", Place, District, Scope)
Index = Mapping[str, list[tuple[Named, int]]]

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


def readings(line: Line, gazetteer: Gazetteer) -> list[Reading]:
    """All that `line` may mean at the first level of liberty that means anything; may cut or turn the line."""
    opened = list(_provinces(line, gazetteer))
    under_province = (reading for at in opened for reading in _first(_UNDER_PROVINCE, line, at))
    if any(at.said for at in opened):
        return list(under_province)
    country = _Opened(gazetteer.country, len(line.words), NO_PROVINCE)
    fitting = [at for at in opened if not at.penalty]
    return (
        ([] if fitting else _first((_pairs,), line, country))
        or list(under_province)
        or (
            []
            if opened
            else [each for at in _misspelt(line, gazetteer) for each in _first((_plain,), line, at)]
        )
        or _first(_IN_COUNTRY, line, country)
    )


class _Opened(NamedTuple):
    """A scope, the word before which the rest of the address ends, and what reading so far cost."""

    scope: Scope
    end: int
    penalty: int = 0
    sure: bool = True
    said: bool = False
    typos: int = 0


def _provinces(line: Line, gazetteer: Gazetteer) -> Iterator[_Opened]:
    """The province at the end, or at the beginning of an address turned round, or before something unknown."""
    end, sure = len(line.words), True
    found = list(names_at(line, end, gazetteer.provinces, HIGHEST))
    if not found:
        for place in reversed(line.starts()[1:]):
            found = list(names_at(line, place, gazetteer.provinces, HIGHEST))
            if found and found[-1].start == 0:
                line.turned()
                found = list(names_at(line, end, gazetteer.provinces, HIGHEST))
                break
            if found:
                end, sure = place, False
                break
    for name in found:
        for scope, _ in name.named:
            other = bool(name.kinds) and not name.kinds & scope.kinds
            yield _Opened(scope, name.start, OTHER_KIND * other, sure, bool(name.kinds) and not other)


Districts = Sequence[tuple[District, _Opened]]
Stage = Callable[[Line, _Opened, Districts], Iterable[Reading]]


def _first(stages: Iterable[Stage], line: Line, at: _Opened) -> list[Reading]:
    """What the first stage finds that finds anything."""
    districts = _districts(line, at)
    return next((found for stage in stages if (found := list(stage(line, at, districts)))), [])


def _plain(line: Line, at: _Opened, districts: Districts) -> Iterable[Reading]:
    """District and commune, or the commune alone, directly left of what was read."""
    deep = [reading for district, below in districts for reading in _communes(line, below, district.communes)]
    alone = list(_alone(line, at))
    if any(reading.penalty < at.penalty + MARGIN for reading in deep):
        begins = min(reading.begins for reading in deep)  # "Xã Tân Hà Lâm Hà" is one name and two
        return [*(reading for reading in alone if reading.sure and reading.begins <= begins), *deep]
    return [*deep, *alone]


def _districts(line: Line, at: _Opened) -> Districts:
    """Districts directly left of the province, each with where reading goes on."""
    return [
        (district, _below(at, name, district, penalty))
        for name in names_at(line, at.end, at.scope.districts, MIDDLE)
        for district, penalty in name.named
    ]


def _below(at: _Opened, name: Found[District], district: District, penalty: int, typos: int = 0) -> _Opened:
    """Where reading goes on left of a district."""
    other = bool(name.kinds) and not name.kinds & district.kinds
    cost = at.penalty + penalty + OTHER_KIND * other + TYPO * typos
    sure = at.sure and not typos and not other
    return _Opened(at.scope, name.start, cost, sure, bool(name.kinds), at.typos + typos)


def _communes(line: Line, at: _Opened, index: Index[Place]) -> Iterator[Reading]:
    """Communes directly left of their district; in a segment of its own the commune stands alone."""
    own_segment = bool(line.breaks[at.end])
    for name in names_at(line, at.end, index, LOWEST | RURAL):
        cost, sure = (0, True) if name.kinds else _standing(line, name.start)
        if cost and own_segment and not _after_hamlet(line, name.start):
            continue
        for place, penalty in _of_kind(name):
            yield _reading(at, name, place, penalty + cost, sure=sure)


def _alone(line: Line, at: _Opened) -> Iterator[Reading]:
    """Communes directly left of the province: the form of the new map, or an old one that leaves out the district."""
    for name in names_at(line, at.end, at.scope.communes, LOWEST | RURAL):
        cost, sure = (0, True) if name.kinds else _standing(line, name.start)
        like_district = not name.kinds and name.key in at.scope.districts
        if cost or (like_district and not _after_hamlet(line, name.start)):
            continue
        cost += LIKE_DISTRICT * like_district
        sure = sure and not like_district
        for place, penalty in _of_kind(name):
            yield _reading(at, name, place, penalty + cost + _no_district(place), sure=sure)


def _after_hamlet(line: Line, start: int) -> bool:
    """True where nothing but a hamlet or a number stands directly left of a name, and so no commune of its own."""
    if not start:
        return True
    segment = next(place for place in reversed(line.starts()) if place < start)
    return line.words[segment] in HAMLET_WORDS or bool(
        line.breaks[start] and line.words[start - 1][0].isdigit()
    )


def _of_kind(name: Found[Place]) -> Iterator[tuple[Place, int]]:
    """What bears the name; "huyện" is said of the lowest tier only where a district had no communes."""
    return (each for each in name.named if not name.kinds & RURAL or each[0].kinds & RURAL)


def _no_district(place: Place) -> int:
    return NO_DISTRICT if place.is_old and place.district != place.code else 0


def _reading(
    at: _Opened, name: Found[Place], place: Place, penalty: int, *, sure: bool, typos: int = 0
) -> Reading:
    other = bool(name.kinds) and not name.kinds & place.kinds
    return Reading(
        place,
        at.penalty + penalty + OTHER_KIND * other + TYPO * typos,
        at.sure and sure and not other and not typos and name.key in place.keys,
        name.start,
        at.typos + typos,
    )


def _standing(line: Line, start: int) -> tuple[int, bool]:
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


def _further_left(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """The district is read; the commune, with its kind word, stands behind words that mean nothing to us."""
    for district, below in districts:
        yield from _nearest(line, below, district.communes)


def _nearest(line: Line, at: _Opened, index: Index[Place]) -> Iterator[Reading]:
    """The rightmost commune with its kind word left of `at.end`, however far."""
    alone = index is at.scope.communes
    for name in marked_names(line, at.end - 1, index, LOWEST):
        for place, penalty in name.named:
            cost = penalty + SKIPPED + (_no_district(place) if alone else 0)
            yield _reading(at, name, place, cost, sure=False)


def _wrong_commune(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """The district is read; the commune is misspelt."""
    for district, below in districts:
        for near, typos in _near(line, below.end, district.communes, LOWEST):
            for place, cost in near.named:
                yield _reading(below, near, place, cost, sure=False, typos=typos)


def _wrong_district(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """The district is misspelt; the commune is read."""
    for near, typos in _near(line, at.end, at.scope.districts, MIDDLE):
        for district, penalty in near.named:
            below = _below(at, near, district, penalty, typos)
            yield from _communes(line, below, district.communes)


def _skipping(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """No district is read, and something unknown stands where it should; it must not claim to be another one."""
    if districts or _claims_district(line, at):
        return
    yield from _nearest(line, at, at.scope.communes)


def _claims_district(line: Line, at: _Opened) -> bool:
    """True where a kind word says that a district is named."""
    return any(kinds for _, kinds, _ in spans_at(line, at.end, MIDDLE))


def _wrong_alone(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """The commune alone, misspelt; only where its bounds are plain."""
    if districts or _claims_district(line, at):
        return
    for near, typos in _near(line, at.end, at.scope.communes, LOWEST):
        if near.kinds or line.breaks[near.start] == COMMA:
            for place, penalty in near.named:
                cost = penalty + _no_district(place)
                yield _reading(at, near, place, cost, sure=False, typos=typos)


def _whole_district(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """No commune is named, and the law gave the whole district to one unit: islands, above all."""
    for district, below in districts:
        claimed = below.end and any(kinds for _, kinds, _ in spans_at(line, below.end, LOWEST))
        if len(district.reached) == 1 and not claimed:
            sure = below.sure and below.said and _after_hamlet(line, below.end)
            yield Reading(district.reached[0], below.penalty, sure, below.end)


def _misspelt(line: Line, gazetteer: Gazetteer) -> Iterator[_Opened]:
    """The province at the end, misspelt."""
    for near, typos in _near(line, len(line.words), gazetteer.provinces, HIGHEST):
        for scope, _ in near.named:
            yield _Opened(scope, near.start, TYPO * typos, sure=False, said=bool(near.kinds), typos=typos)


def _pairs(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    for district, below in districts:
        for name in names_at(line, below.end, district.communes, LOWEST | RURAL):
            for place, penalty in _of_kind(name):
                if name.kinds or (below.said and _standing(line, name.start) == (0, True)):
                    yield _reading(below, name, place, penalty, sure=True)


def _wrong_pairs(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    for district, below in districts:
        for near, typos in _near(line, below.end, district.communes, LOWEST):
            for place, penalty in near.named:
                if near.kinds:
                    yield _reading(below, near, place, penalty, sure=False, typos=typos)


def _marked(line: Line, at: _Opened, districts: Districts) -> Iterator[Reading]:
    """A commune with its kind word and nothing after it: what bears that name, and never sure."""
    for name in names_at(line, at.end, at.scope.communes, LOWEST | RURAL):
        for place, penalty in name.named:
            if name.kinds & place.kinds:
                yield _reading(at, name, place, penalty + _no_district(place), sure=False)


_UNDER_PROVINCE: tuple[Stage, ...] = (
    _plain,
    _further_left,
    _wrong_commune,
    _wrong_district,
    _skipping,
    _wrong_alone,
    _whole_district,
)
# without a province a kind word must show that units are meant
_IN_COUNTRY: tuple[Stage, ...] = (_pairs, _wrong_pairs, _marked, _whole_district)


_LETTERS = Letters()  # of the names of the gazetteer, no more


def _near(line: Line, end: int, index: Index[Named], kinds: int) -> list[tuple[Found[Named], int]]:
    """The names of `index` nearest to the unknown words before `end`, with the number of wrong letters."""
    best: list[tuple[Found[Named], int]] = []
    least = 0
    for start, said, written in spans_at(line, end, kinds):
        limit, length, bits = allowed(written), len(written), letters(written)
        for key, named in index.items():
            # a single error changes one letter of the length and two of the bits
            if not -limit <= len(key) - length <= limit or (_LETTERS[key] ^ bits).bit_count() > 2 * limit:
                continue
            typos = distance(written, key, limit)
            if typos and (not best or typos <= least):
                if typos < least:
                    best.clear()
                least = limit = typos
                best.append((Found(start, said, key, named), typos))
    return best
