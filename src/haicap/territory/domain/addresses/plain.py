"""The short way: an address whose last segments are exactly a commune, its district and its province.

Segments come again and again (63 provinces, 696 districts), so what a segment says is remembered. Anything that is
not exactly one unit is left to `reading`.
"""

from functools import lru_cache
from typing import TypeVar

from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.names import Names
from haicap.territory.domain.addresses.places import District, Index, Place, Scope
from haicap.territory.domain.addresses.reading import MARGIN
from haicap.territory.domain.addresses.words import HIGHEST, LOWEST, MIDDLE

REMEMBERED = 50_000  # segments; then the oldest are forgotten
_LAST = 3  # segments looked at, and whatever stands left of them
_TWO = 2

Named = TypeVar("Named", Place, District, Scope)


Segment = tuple[str, int, str]  # all words between two commas; the kind said first or 0; the words after it
_UNREADABLE: Segment = ("", 0, "")


class PlainForms:
    """Plain addresses of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._provinces = gazetteer.provinces
        self._last = lru_cache(REMEMBERED)(self._province)
        self._before_last = lru_cache(REMEMBERED)(self._district_or_commune)
        self._third = lru_cache(REMEMBERED)(self._commune)

    def place(self, text: str) -> Place | None:
        """The one place that a plain address names; None for everything else."""
        *left, last = text.rsplit(",", _LAST)
        scope = self._last(last)
        if scope is None or not left:
            return None
        found = self._before_last(scope, left[-1])
        if not isinstance(found, District):
            return found
        if len(left) == 1:
            return None
        place = self._third(found, left[-2])
        if place is None or len(left) < _LAST or _segment_of(left[-2])[1]:
            return place
        return None if _ends_in_number(left[0]) else place  # "Tổ 5, 12" would be two numbers

    def _province(self, text: str) -> Scope | None:
        return _only(self._provinces, _segment_of(text), HIGHEST)

    def _district_or_commune(self, scope: Scope, text: str) -> District | Place | None:
        segment = _segment_of(text)
        return _only(scope.districts, segment, MIDDLE) or _alone(scope.communes, segment, LOWEST)

    def _commune(self, district: District, text: str) -> Place | None:
        return _only(district.communes, _segment_of(text), LOWEST)


def _ends_in_number(text: str) -> bool:
    return any(letter.isdigit() for word in text.split()[-1:] for letter in word)


def _only(index: Names[Named], segment: Segment, kinds: int) -> Named | None:
    """The one thing of `index` that bears the name of a segment, kind and all."""
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
    found = [each for each, penalty in named if penalty < MARGIN and (not said or each.kinds & said)]
    return found[0] if len(found) == 1 else None


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
    found = words.tokens(text)
    if "-" in found:
        found = [word for word in found if word != "-"]
    if not found or "," in found:
        return _UNREADABLE
    name = " ".join(found)
    first, _, rest = name.partition(" ")
    if first in words.KIND_BEGINNINGS and len(found) > _TWO:
        kinds = words.KIND_WORDS.get(f"{first} {found[1]}", 0)
        if kinds:
            return name, kinds, rest.partition(" ")[2]
    kinds = words.KIND_WORDS.get(first, 0) if rest else 0
    return name, kinds, rest if kinds else name
