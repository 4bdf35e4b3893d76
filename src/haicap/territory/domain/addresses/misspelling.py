"""One misspelt name in an address: the nearest names in the place where a name must stand."""

from collections.abc import Iterator
from typing import TypeVar

from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.line import COMMA, Found, Line, spans_at
from haicap.territory.domain.addresses.names import Names
from haicap.territory.domain.addresses.nearness import MOST_ERRORS, allowed, letters, within
from haicap.territory.domain.addresses.places import District, Place, Scope
from haicap.territory.domain.addresses.reading import (
    TYPO,
    Districts,
    Opened,
    Reading,
    below_district,
    communes_left,
    no_district,
    reading_of,
)
from haicap.territory.domain.addresses.words import HIGHEST, LOWEST, MIDDLE

Named = TypeVar("Named", Place, District, Scope)


def wrong_commune(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """The district is read; the commune is misspelt."""
    for district, below in districts:
        for near, typos in names_near(line, below.end, district.communes, LOWEST):
            for place, cost in near.named:
                yield reading_of(below, near, place, cost, sure=False, typos=typos)


def wrong_district(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """The district is misspelt; the commune is read."""
    for near, typos in names_near(line, at.end, at.scope.districts, MIDDLE):
        for district, penalty in near.named:
            below = below_district(at, near, district, penalty, typos)
            yield from communes_left(line, below, district.communes)


def wrong_alone(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """The commune alone, misspelt; only where its bounds are plain."""
    if districts or claims_district(line, at):
        return
    for near, typos in names_near(line, at.end, at.scope.communes, LOWEST):
        if near.kinds or line.breaks[near.start] == COMMA:
            for place, penalty in near.named:
                cost = penalty + no_district(place)
                yield reading_of(at, near, place, cost, sure=False, typos=typos)


def wrong_pairs(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    for district, below in districts:
        for near, typos in names_near(line, below.end, district.communes, LOWEST):
            for place, penalty in near.named:
                if near.kinds:
                    yield reading_of(below, near, place, penalty, sure=False, typos=typos)


def wrong_province(line: Line, gazetteer: Gazetteer) -> Iterator[Opened]:
    """The province at the end, misspelt."""
    for near, typos in names_near(line, len(line.words), gazetteer.provinces, HIGHEST):
        for scope, _ in near.named:
            yield Opened(scope, near.start, TYPO * typos, sure=False, said=bool(near.kinds), typos=typos)


def claims_district(line: Line, at: Opened) -> bool:
    """True where a kind word says that a district is named."""
    return any(kinds for _, kinds, _ in spans_at(line, at.end, MIDDLE))


def names_near(line: Line, end: int, index: Names[Named], kinds: int) -> list[tuple[Found[Named], int]]:
    """The names of `index` nearest to the unknown words before `end`, with the number of wrong letters."""
    spans = spans_at(line, end, kinds)
    for errors in range(1, MOST_ERRORS + 1):
        near = [
            (Found(start, said, key, index[key]), errors)
            for start, said, written in spans
            if errors <= allowed(written)
            for key in _alike(written, index, errors)
            if key != written and within(written, key, errors)
        ]
        if near:
            return near
    return []


def _alike(written: str, index: Names[Named], errors: int) -> list[str]:
    """Names that may be so far away: each error changes one letter of the length, two of those that occur."""
    bits, most = letters(written), 2 * errors
    return [
        name
        for length in range(len(written) - errors, len(written) + errors + 1)
        for name, others in index.by_length.get(length, ())
        if (others ^ bits).bit_count() <= most
    ]
