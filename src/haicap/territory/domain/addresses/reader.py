"""In which order liberties are taken with an address; the first stage that means anything ends the reading.

As it is written; words between the names skipped; one name misspelt; no province. To read first: `reading`.
"""

from collections.abc import Iterable, Iterator

from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.line import Line, marked_names, names_at, spans_at
from haicap.territory.domain.addresses.misspelling import (
    claims_district,
    wrong_alone,
    wrong_commune,
    wrong_district,
    wrong_pairs,
    wrong_province,
)
from haicap.territory.domain.addresses.places import Index
from haicap.territory.domain.addresses.reading import (
    NO_PROVINCE,
    OTHER_KIND,
    SKIPPED,
    Districts,
    Opened,
    Reading,
    Stage,
    after_hamlet,
    districts_left,
    no_district,
    of_kind,
    plain,
    reading_of,
    standing,
)
from haicap.territory.domain.addresses.words import HIGHEST, LOWEST, RURAL


def readings(line: Line, gazetteer: Gazetteer) -> list[Reading]:
    """All that `line` may mean at the first level of liberty that means anything; may cut or turn the line."""
    opened = list(_provinces(line, gazetteer))
    if any(at.said for at in opened):
        return _under(opened, _UNDER_PROVINCE, line)
    country = Opened(gazetteer.country, len(line.words), NO_PROVINCE)
    fitting = any(not at.penalty for at in opened)
    return (
        ([] if fitting else _first((_pairs,), line, country))
        or _under(opened, _UNDER_PROVINCE, line)
        or ([] if opened else _under(wrong_province(line, gazetteer), (plain,), line))
        or _first(_IN_COUNTRY, line, country)
    )


def _under(opened: Iterable[Opened], stages: Iterable[Stage], line: Line) -> list[Reading]:
    return [reading for at in opened for reading in _first(stages, line, at)]


def _provinces(line: Line, gazetteer: Gazetteer) -> Iterator[Opened]:
    """The province at the end, or at the beginning of an address turned round, or before something unknown."""
    end, sure = len(line.words), True
    found = names_at(line, end, gazetteer.provinces, HIGHEST)
    if not found:
        for place in reversed(line.starts()[1:]):
            found = names_at(line, place, gazetteer.provinces, HIGHEST)
            if found and found[-1].start == 0:
                line.turned()
                found = names_at(line, end, gazetteer.provinces, HIGHEST)
                break
            if found:
                end, sure = place, False
                break
    for name in found:
        for scope, _ in name.named:
            other = bool(name.kinds) and not name.kinds & scope.kinds
            yield Opened(scope, name.start, OTHER_KIND * other, sure, bool(name.kinds) and not other)


def _first(stages: Iterable[Stage], line: Line, at: Opened) -> list[Reading]:
    """What the first stage finds that finds anything."""
    districts = districts_left(line, at)
    for stage in stages:
        found = list(stage(line, at, districts))
        if found:
            return found
    return []


def _further_left(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """The district is read; the commune, with its kind word, stands behind words that mean nothing to us."""
    for district, below in districts:
        yield from _nearest(line, below, district.communes)


def _nearest(line: Line, at: Opened, index: Index) -> Iterator[Reading]:
    """The rightmost commune with its kind word left of `at.end`, however far."""
    alone = index is at.scope.communes
    for name in marked_names(line, at.end - 1, index, LOWEST):
        for place, penalty in name.named:
            cost = penalty + SKIPPED + (no_district(place) if alone else 0)
            yield reading_of(at, name, place, cost, sure=False)


def _skipping(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """No district is read, and something unknown stands where it should; it must not claim to be another one."""
    if districts or claims_district(line, at):
        return
    yield from _nearest(line, at, at.scope.communes)


def _whole_district(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """No commune is named, and the law gave the whole district to one unit: islands, above all."""
    for district, below in districts:
        claimed = below.end and any(kinds for _, kinds, _ in spans_at(line, below.end, LOWEST))
        if len(district.reached) == 1 and not claimed:
            sure = below.sure and below.said and after_hamlet(line, below.end)
            yield Reading(district.reached[0], below.penalty, sure, below.end)


def _pairs(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    for district, below in districts:
        for name in names_at(line, below.end, district.communes, LOWEST | RURAL):
            for place, penalty in of_kind(name):
                if name.kinds or (below.said and standing(line, name.start) == (0, True)):
                    yield reading_of(below, name, place, penalty, sure=True)


def _marked(line: Line, at: Opened, districts: Districts) -> Iterator[Reading]:
    """A commune with its kind word and nothing after it: what bears that name, and never sure."""
    for name in names_at(line, at.end, at.scope.communes, LOWEST | RURAL):
        for place, penalty in name.named:
            if name.kinds & place.kinds:
                yield reading_of(at, name, place, penalty + no_district(place), sure=False)


_UNDER_PROVINCE: tuple[Stage, ...] = (
    plain,
    _further_left,
    wrong_commune,
    wrong_district,
    _skipping,
    wrong_alone,
    _whole_district,
)
# without a province a kind word must show that units are meant
_IN_COUNTRY: tuple[Stage, ...] = (_pairs, wrong_pairs, _marked, _whole_district)
