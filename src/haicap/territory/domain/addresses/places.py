"""The places an address may name: communes, districts, and the scope that a province's name opens.

Indexes are made when first asked for: a single address touches one province, not the country.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.names import Names

# what a unit's official name begins with
_KINDS = {
    "thành phố": words.CITY,
    "tỉnh": words.PROVINCE,
    "quận": words.QUARTER,
    "huyện": words.RURAL,
    "thị xã": words.TOWN,
    "xã": words.COMMUNE,
    "phường": words.WARD,
    "thị trấn": words.TOWNSHIP,
    "đặc khu": words.SPECIAL_ZONE,
}

REFORM = date(2025, 7, 1)  # first day of the new map (article 2 of resolutions 1654-1687/NQ-UBTVQH15)

# penalties of readings that are possible but not the plain one
NEW_IN_DISTRICT = 10  # a unit of the new map under a district, which had ended
NEIGHBOUR = 10  # a unit of the old map under the new province that its own province joined
HALF_NAME = 12  # "Xuân Hương" for "Xuân Hương - Đà Lạt"


def parted(name: str) -> tuple[int, str]:
    """A full official name as its kind and its bare name: "Xã Tam Bố" is a commune called "Tam Bố"."""
    first, _, rest = name.partition(" ")
    if first.lower() in _KINDS:
        return _KINDS[first.lower()], rest
    second, _, rest = rest.partition(" ")
    return _KINDS[f"{first} {second}".lower()], rest


def keys_of(bare: str) -> tuple[str, ...]:
    """The folded words of a bare name as an index knows them, first the official ones, then other ways to part them."""
    apart = dict.fromkeys((bare, bare.replace("' ", "'"), bare.replace("'", "' ")))
    keys = (" ".join(word for word in words.tokens(each) if word not in words.BREAKS) for each in apart)
    return tuple(dict.fromkeys(keys))


class Part(NamedTuple):
    """What a unit gave to one successor, and the law that says so."""

    successor: "Place"
    quantifier: str
    instrument: str
    clause: str


class Place:
    """A unit of the lowest tier: of the old map (`district` is set) or of the new one.

    `later` are the names it was given afterwards with their first days; `parts` what became of an old unit.
    """

    __slots__ = ("bare", "code", "district", "keys", "kinds", "later", "name", "parts", "province")

    def __init__(
        self,
        code: str,
        name: str,
        province: str,
        *,
        district: str = "",
        later: Sequence[tuple[date, str]] = (),
        parts: Sequence[Part] = (),
    ) -> None:
        self.code = code
        self.name = name
        self.province = province
        self.district = district
        self.later = later
        self.parts = parts
        self.kinds, self.bare = parted(name)
        names = [self.bare]
        for _, renamed in later:
            kind, bare = parted(renamed)
            self.kinds |= kind
            names.append(bare)
        self.keys = tuple(dict.fromkeys(key for bare in dict.fromkeys(names) for key in keys_of(bare)))

    def __repr__(self) -> str:
        return f"Place({self.code}, {self.name}, {self.district or self.province})"

    @property
    def is_old(self) -> bool:
        """True for a unit of the map before the reform."""
        return bool(self.district)

    def standing(self, day: date) -> tuple[str, date | None]:
        """Its name on `day` and since when it bears it; None where the register does not know."""
        if self.is_old:
            return self.name, None
        if not self.later:
            return self.name, REFORM
        return next(
            ((name, since) for since, name in reversed(self.later) if since <= day), (self.name, REFORM)
        )


Index = Names[Place]


class District:
    """A district of the old map, or a name that districts once had, with the communes beneath it."""

    def __init__(self, code: str, name: str, load: Callable[[], list[Place]]) -> None:
        self.code = code
        self.name = name
        self.kinds, bare = parted(name)
        self.keys = keys_of(bare)
        self._load = load

    @cached_property
    def places(self) -> list[Place]:
        """Its communes; a district without any stands for itself."""
        return self._load()

    @cached_property
    def reached(self) -> list[Place]:
        """The new units that received something of it."""
        return list(dict.fromkeys(part.successor for place in self.places for part in place.parts))

    @cached_property
    def communes(self) -> Index:
        """What may stand left of its name."""
        return _index((self.places, 0), (self.reached, NEW_IN_DISTRICT))


class Scope:
    """What may stand left of a province's name: its own districts, those that joined it, its new units."""

    def __init__(
        self,
        kinds: int,
        own: Sequence[District],
        joined: Sequence[District],
        new: Callable[[], Iterable[Place]],
    ) -> None:
        self.kinds = kinds
        self.own = own
        self.joined = joined
        self._new = new

    @cached_property
    def districts(self) -> Names[District]:
        """Districts by name; written without blanks ("dalat") it is found too."""
        found: Names[District] = Names()
        for districts, penalty in ((self.own, 0), (self.joined, NEIGHBOUR)):
            for district in districts:
                for key in {*district.keys, district.keys[0].replace(" ", "")}:
                    found.add(key, district, penalty)
        return found

    @cached_property
    def communes(self) -> Index:
        """Units of the lowest tier: new ones that lie in the province or reach into it, its old ones, joined ones."""
        reached = dict.fromkeys(place for district in self.own for place in district.reached)
        new = dict.fromkeys((*self._new(), *reached))
        own, joined = (
            dict.fromkeys(place for district in districts for place in district.places)
            for districts in (self.own, self.joined)
        )
        return _index((new, 0), (own, 0), (joined, NEIGHBOUR))


def _index(*groups: tuple[Iterable[Place], int]) -> Index:
    found: Index = Names()
    for places, penalty in groups:
        for place in places:
            for key in place.keys:
                found.add(key, place, penalty)
            if " - " in place.bare:
                for part in place.bare.split(" - "):
                    found.add(keys_of(part)[0], place, penalty + HALF_NAME)
    return found
