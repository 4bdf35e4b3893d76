"""The short way: an address whose last segments are exactly a commune, its district and its province.

Segments come again and again (63 provinces, 696 districts), so what a segment says is remembered. Anything that is
not exactly one unit is left to `reading`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.places import District, Index, Place, Scope
from haicap.territory.domain.addresses.reading import MARGIN
from haicap.territory.domain.addresses.words import HIGHEST, LOWEST, MIDDLE

REMEMBERED = 50_000  # segments; then all are forgotten
_LAST = 3  # segments looked at
_TWO = 2

_ENDS_IN_NUMBER = re.compile(r"\d\S*\s*$")
Named = TypeVar("Named", Place, District, Scope)


Segment = tuple[str, int, str]  # all words between two commas; the kind said first or 0; the words after it
_UNREADABLE: Segment = ("", 0, "")


_UNSEEN = object()


class PlainForms:
    """Plain addresses of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._provinces = gazetteer.provinces
        self._known: dict[tuple[int, str], Any] = {}  # by the identity of an index and a segment's text

    def place(self, text: str) -> Place | None:
        """The one place that a plain address names; None for everything else."""
        *left, last = text.rsplit(",", _LAST)
        if not left:
            return None
        scope = self._look(_only, self._provinces, last, HIGHEST)
        if scope is None:
            return None
        district = self._look(_only, scope.districts, left[-1], MIDDLE)
        if district is None:
            found: Place | None = self._look(_alone, scope.communes, left[-1], LOWEST)
            return found
        if len(left) == 1:
            return None
        place: Place | None = self._look(_only, district.communes, left[-2], LOWEST)
        if len(left) < _LAST or not _ENDS_IN_NUMBER.search(left[0]) or _segment_of(left[-2])[1]:
            return place
        return None

    def _look(self, how: Callable[..., Any], index: Mapping[str, Any], text: str, kinds: int) -> Any:
        key = (id(index), text)
        found = self._known.get(key, _UNSEEN)
        if found is _UNSEEN:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = how(index, _segment_of(text), kinds)
        return found


def _only(index: Mapping[str, list[tuple[Named, int]]], segment: Segment, kinds: int) -> Named | None:
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
