"""The map as values: states, the acts between them, who became what. Built by `build`, judged by `verify`.

Rule of identity: a change of name, kind or parent leaves the unit the same and opens a new state; a merger
or a division makes a new unit, bound to the old ones by edges (docs/reference/territory.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haicap.territory.contract import MutationKind, Quantifier, UnitKind

StateKey = tuple[str, date]  # code and first day: unique, because a code names one unit a day
UnitKey = StateKey  # the unit's first state
MutationKey = tuple[str, str, date]  # instrument, clause, effective day
Counts = Mapping[date, Mapping[UnitKind, int]]

_KINDS = {
    "Thành phố ": UnitKind.CITY,
    "Tỉnh ": UnitKind.PROVINCE,
    "Xã ": UnitKind.COMMUNE,
    "Phường ": UnitKind.WARD,
    "Thị trấn ": UnitKind.TOWNSHIP,
    "Đặc khu ": UnitKind.SPECIAL_ZONE,
    "Huyện ": UnitKind.ISLAND_DISTRICT,
}


def kind_of(name: str) -> UnitKind:
    """The kind that a full official name says; ValueError for a name without one."""
    for prefix, kind in _KINDS.items():
        if name.startswith(prefix):
            return kind
    raise ValueError(f"a name without its kind: {name!r}")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal act; `certainty`: `copy` its text was read in a published copy, `listed` only its listing."""

    number: str
    body: str
    decided_on: date | None
    subject: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """What one clause does on one day."""

    key: MutationKey
    kind: MutationKind


@dataclass(frozen=True, slots=True)
class State:
    """A unit's name, kind, place and code from `valid_from` to before `valid_to`."""

    code: str
    name: str
    kind: UnitKind
    valid_from: date
    valid_to: date | None
    unit: UnitKey
    parent: UnitKey | None
    district: str
    opened_by: MutationKey | None
    closed_by: MutationKey | None

    @property
    def key(self) -> StateKey:
        """Code and first day."""
        return self.code, self.valid_from

    def in_force(self, day: date) -> bool:
        """True where the state holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Edge:
    """`predecessor` gave `quantifier` of itself to `successor`; primary where its code lives on there."""

    predecessor: StateKey
    successor: StateKey
    quantifier: Quantifier
    mutation: MutationKey

    @property
    def is_primary(self) -> bool:
        """True where the successor inherited the predecessor's code."""
        return self.predecessor[0] == self.successor[0]


@dataclass(frozen=True, slots=True)
class Register:
    """The whole map with its history."""

    instruments: tuple[Instrument, ...]
    mutations: tuple[Mutation, ...]
    states: tuple[State, ...]
    edges: tuple[Edge, ...]
