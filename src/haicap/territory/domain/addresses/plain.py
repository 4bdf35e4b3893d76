"""The short way: an address whose last segments are exactly a commune, its district and its province.

Segments come again and again (63 provinces, 696 districts), so what a segment says is remembered. Anything that is
not exactly one unit is left to `reading`.
"""

from functools import lru_cache
from typing import TypeVar

from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.names import Names
from haicap.territory.domain.addresses.places import NEIGHBOUR, District, Index, Place, Scope
from haicap.territory.domain.addresses.reading import MARGIN
from haicap.territory.domain.addresses.words import HIGHEST, KIND_BEGINNINGS, KIND_WORDS, LOWEST, MIDDLE

REMEMBERED = 50_000  # segments; then the oldest are forgotten
_LAST = 3  # segments looked at, and whatever stands left of them

Named = TypeVar("Named", Place, District, Scope)


Segment = tuple[str, int, str]  # all words between two commas; the kind said first or 0; the words after it
_UNREADABLE: Segment = ("", 0, "")


class PlainForms:
    """Plain addresses of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._provinces = gazetteer.provinces
        self._last = lru_cache(REMEMBERED)(self._province)
        self._before_last = lru_cache(REMEMBERED)(self._district_or_commune)

    def place(self, text: str) -> Place | None:
        """The one place that a plain address names; None for everything else."""
        dashed = "," not in text
        *left, last = text.rsplit(" - " if dashed else ",", _LAST)
        scope = self._last(last) if left else None
        if scope is None or (dashed and not _segment_of(left[-1])[1]):  # "Tân Hà - Lâm Hà" may be one name
            return None
        found = self._before_last(scope, left[-1])
        if not isinstance(found, District):
            return found
        if len(left) == 1:
            return None
        segment = _segment_of(left[-2])
        place = _only(found.communes, segment, LOWEST)
        if place is None or len(left) < _LAST or segment[1]:
            return place
        return None if _ends_in_number(left[0]) else place  # "Tổ 5, 12" would be two numbers

    def _province(self, text: str) -> Scope | None:
        return _only(self._provinces, _segment_of(text), HIGHEST)

    def _district_or_commune(self, scope: Scope, text: str) -> District | Place | None:
        segment = _segment_of(text)
        return (
            _only(scope.districts, segment, MIDDLE)
            or _only(scope.districts, segment, MIDDLE, NEIGHBOUR)  # none of its own, one that joined it
            or _alone(scope.communes, segment, LOWEST)
        )


def _ends_in_number(text: str) -> bool:
    return any(letter.isdigit() for word in text.split()[-1:] for letter in word)


def _only(index: Names[Named], segment: Segment, kinds: int, most: int = 0) -> Named | None:
    """The one thing of `index`, with `most` penalty, that bears the name of a segment, kind and all."""
    name, said, rest = segment
    named = index.get(name)
    if said & kinds:
        if named:  # the kind word may be the first word of the name itself: "Phương Liên" without accents
            return None
        named = index.get(rest)
    elif name.isdigit():
        return None
    if not named:
        return None
    only = None
    for each, penalty in named:
        if penalty <= most and (not said or each.kinds & said):
            if only:
                return None
            only = each
    return only


def _alone(index: Index, segment: Segment, kinds: int) -> Place | None:
    """The commune of an address without a district, where old and new units of its name mean the same."""
    name, said, rest = segment
    if not said or said & ~kinds or name in index:
        return None
    found = [place for place, penalty in index.get(rest, ()) if penalty < MARGIN and place.kinds & said]
    meant = {part.successor for place in found for part in place.parts} | {
        each for each in found if not each.is_old
    }
    return found[0] if len(meant) == 1 and len({place.bare for place in found}) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def _segment_of(text: str) -> Segment:
    name = words.spelled(text)
    if "," in name:
        return _UNREADABLE
    if "-" in name:
        name = " ".join(word for word in name.split() if word != "-")
    first, _, rest = name.partition(" ")
    if first in KIND_BEGINNINGS:
        second, _, after = rest.partition(" ")
        kinds = KIND_WORDS.get(f"{first} {second}", 0) if after else 0
        if kinds:
            return name, kinds, after
    kinds = KIND_WORDS.get(first, 0) if rest else 0
    return name, kinds, rest if kinds else name
