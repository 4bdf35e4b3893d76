"""Writing states, units and edges in bulk; every verb that changes the map writes through these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from haicap.kernel.text import fold, sort_key
from haicap.platform.bulk import copy_rows, fresh_ids
from haicap.territory.contract import StateStatus, UnitStateId
from haicap.territory.models import LineageEdge, Unit, UnitState
from haicap.territory.selectors import edition

_STATE = (
    *("id", "unit_id", "code", "name", "folded", "sort_key", "kind", "parent_id", "district"),
    *("valid_from", "valid_to", "opened_by_id", "closed_by_id", "status"),
)
_EDGE = (
    *("predecessor_id", "successor_id", "mutation_id", "quantifier", "is_primary"),
    *("area_share", "population_share", "share_source"),
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A state to be written; ids of its unit, its province and its acts."""

    unit: int
    parent: int | None
    code: str
    name: str
    kind: str
    valid_from: date
    opened_by: int | None
    district: str = ""
    valid_to: date | None = None
    closed_by: int | None = None
    status: StateStatus = StateStatus.VALID


@dataclass(frozen=True, slots=True)
class Bond:
    """An edge to be written, between ids of states."""

    predecessor: int
    successor: int
    mutation: int
    quantifier: str
    is_primary: bool
    area_share: Decimal | None = None
    population_share: Decimal | None = None
    share_source: str = ""


def lock_map() -> None:
    """Nobody else changes the map until this transaction ends; what others committed before is seen."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE territory_unit IN SHARE ROW EXCLUSIVE MODE")
    edition.edition.forget()


def new_units(count: int) -> list[int]:
    """Ids of `count` new units."""
    ids = fresh_ids(Unit, count)
    copy_rows(Unit, ("id",), [(pk,) for pk in ids])
    return ids


def open_states(openings: Sequence[Opening]) -> list[int]:
    """Write the states; returns their ids in the same order."""
    ids = fresh_ids(UnitState, len(openings))
    rows = (
        (
            pk,
            one.unit,
            one.code,
            one.name,
            fold(one.name),
            sort_key(one.name),
            str(one.kind),
            one.parent,
            one.district,
            one.valid_from,
            one.valid_to,
            one.opened_by,
            one.closed_by,
            one.status.value,
        )
        for pk, one in zip(ids, openings, strict=True)
    )
    copy_rows(UnitState, _STATE, rows)
    return ids


def close_states(mutations: Mapping[UnitStateId, int], on: date) -> None:
    """Close states (ids) on a day, each by its mutation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE territory_unit_state SET valid_to = %s, closed_by_id = given.mutation "
            "FROM unnest(%s::bigint[], %s::bigint[]) AS given (state, mutation) WHERE id = given.state",
            [on, list(mutations), list(mutations.values())],
        )


def bind(bonds: Iterable[Bond]) -> None:
    """Write edges."""
    rows = (
        (
            bond.predecessor,
            bond.successor,
            bond.mutation,
            str(bond.quantifier),
            bond.is_primary,
            bond.area_share,
            bond.population_share,
            bond.share_source,
        )
        for bond in bonds
    )
    copy_rows(LineageEdge, _EDGE, rows)
