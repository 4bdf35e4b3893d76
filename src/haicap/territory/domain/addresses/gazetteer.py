"""The gazetteer: the rows of the register as places, found by the name of their province.

`shipped` reads the data files of the package (no database, no Django). Rows are only sorted at first and made into
places district by district when somebody asks, so that a single address is answered within milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from importlib.resources import files

from haicap.territory.domain.addresses.names import Names
from haicap.territory.domain.addresses.places import District, Part, Place, Scope, keys_of, parted

Rows = Sequence[Sequence[str]]
OLD, NEW = "2025-06-30", "2025-07-01"
TABLES = (
    f"provinces-{OLD}",
    f"districts-{OLD}",
    f"communes-{OLD}",
    f"provinces-{NEW}",
    f"communes-{NEW}",
    f"lineage-{NEW}",
    "changes",
    "address-names",
)


@lru_cache(maxsize=1)
def shipped() -> "Gazetteer":
    """The gazetteer of the data files in `territory/data`."""
    return Gazetteer(shipped_tables())


@lru_cache(maxsize=1)
def shipped_tables() -> dict[str, Rows]:
    """The rows of the data files, read once."""
    data = files("haicap.territory") / "data"
    return {
        name: [tuple(line.split(",")) for line in (data / f"{name}.csv").read_text("utf-8").splitlines()[1:]]
        for name in TABLES
    }


class Gazetteer:
    """All places of the old and the new map. `tables`: the rows of `TABLES`, without their heads."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self._old_provinces: dict[str, str] = dict(map(_pair, tables[f"provinces-{OLD}"]))
        self._new_provinces: dict[str, str] = dict(map(_pair, tables[f"provinces-{NEW}"]))
        self._districts = {code: (name, province) for code, name, province in tables[f"districts-{OLD}"]}
        self._names = tables["address-names"]
        self._old = _grouped(tables[f"communes-{OLD}"])  # by district
        self._new = {row[0]: row for row in tables[f"communes-{NEW}"]}
        self._later: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for on, code, name, *_ in sorted(map(tuple, tables["changes"])):
            self._later[code].append((date.fromisoformat(on), name))
        self._parts: dict[str, list[Sequence[str]]] = defaultdict(list)
        self._former: dict[str, list[Sequence[str]]] = defaultdict(list)
        for row in tables[f"lineage-{NEW}"]:
            self._parts[row[0]].append(row)
            self._former[row[1]].append(row)
        self._made: dict[str, Place] = {}

    @cached_property
    def provinces(self) -> Names[Scope]:
        """What each name of a province opens; names that were merged open what they were."""
        found: Names[Scope] = Names()
        for code, name in self._old_provinces.items():
            scope = self._scope(code, name)
            key = keys_of(parted(name)[1])[0]
            aliases = (row[1] for row in self._names if row[0] == "province" and code in row[2].split())
            for each in {key, key.replace(" ", ""), *aliases}:
                found.add(each, scope, 0)
        return found

    @cached_property
    def country(self) -> Scope:
        """Everything, for an address without a province."""
        districts = [district for found in self._by_province.values() for district in found]
        return Scope(0, districts, (), lambda: map(self.new, self._new))

    def new(self, code: str) -> Place:
        """The unit of the new map that bears `code`."""
        if code not in self._made:
            _, name, province = self._new[code]
            self._made[code] = Place(code, name, province, later=self._later.get(code, ()))
        return self._made[code]

    def former(self, place: Place) -> Iterable[tuple[Place, Part]]:
        """The old units a new one was formed from, each with what it gave."""
        for old, _, quantifier, instrument, clause in self._former[place.code]:
            yield self._old_by_code[old], Part(place, quantifier, instrument, clause)

    def law(self, place: Place) -> Part:
        """The law by which a new unit was formed; empty where the data files do not know it."""
        former = self._former.get(place.code)
        return Part(place, *former[0][2:]) if former else Part(place, "", "", "")

    def province_name(self, code: str, *, old: bool, day: date) -> str:
        """The full name of a province of the old or the new map on `day`."""
        if old:
            return self._old_provinces[code]
        if code not in self._later:
            return self._new_provinces[code]
        renamed = (name for since, name in reversed(self._later[code]) if since <= day)
        return next(renamed, self._new_provinces[code])

    def full_name(self, place: Place, day: date) -> str:
        """A unit with what it belongs to: "Xã Tam Bố, Huyện Di Linh, Tỉnh Lâm Đồng"."""
        name, _ = place.standing(day)
        province = self.province_name(place.province, old=place.is_old, day=day)
        if place.district in ("", place.code):
            return f"{name}, {province}"
        return f"{name}, {self._districts[place.district][0]}, {province}"

    @cached_property
    def _old_by_code(self) -> dict[str, Place]:
        found = (
            place for districts in self._by_province.values() for each in districts for place in each.places
        )
        return {place.code: place for place in found}

    @cached_property
    def _by_province(self) -> dict[str, list[District]]:
        made = {
            code: District(code, name, partial(self._load, code))
            for code, (name, _) in self._districts.items()
        }
        found: dict[str, list[District]] = defaultdict(list)
        for code, (_, province) in self._districts.items():
            found[province].append(made[code])
        for (
            level,
            name,
            codes,
            *_,
        ) in self._names:  # former districts, with the communes of those that followed
            if level == "district":
                heirs = [made[code] for code in codes.split()]
                found[self._districts[heirs[0].code][1]].append(District("", name, partial(_together, heirs)))
        return found

    def _scope(self, code: str, name: str) -> Scope:
        """The old province `code`, and where the new one bears its name, all that this one is made of."""
        successor = self._parts[code][0][1]
        kinds = parted(name)[0]
        if keys_of(parted(self._new_provinces[successor])[1]) != keys_of(parted(name)[1]):
            return Scope(kinds, self._by_province[code], (), tuple)
        kinds |= parted(self._new_provinces[successor])[0]
        for _, later in self._later.get(successor, ()):
            kinds |= parted(later)[0]
        kin = [row[0] for row in self._former[successor] if row[0] != code]
        joined = [district for each in kin for district in self._by_province[each]]
        new = [row[0] for row in self._new.values() if row[2] == successor]
        return Scope(kinds, self._by_province[code], joined, lambda: map(self.new, new))

    def _load(self, district: str) -> list[Place]:
        """The communes of a district; one without any stands among the communes under its own code."""
        _, province = self._districts[district]
        found = []
        for code, name, _ in self._old[district]:
            parts = tuple(Part(self.new(new), *law) for _, new, *law in self._parts[code])
            found.append(Place(code, name, province, district=district, parts=parts))
        return found


def _pair(row: Sequence[str]) -> tuple[str, str]:
    return row[0], row[1]


def _together(districts: Iterable[District]) -> list[Place]:
    return [place for district in districts for place in district.places]


def _grouped(rows: Rows) -> dict[str, list[Sequence[str]]]:
    """Rows by their last column."""
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in rows:
        found[row[-1]].append(row)
    return found
