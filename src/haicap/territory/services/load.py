"""Brings the map in the data files into the database: all of it once, later only what is new.

Rows are recognised by what they say (a state by code and first day), never by their ids, which belong to the
installation. Nothing that stands is changed, except that a state still open may be closed by a later act.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib import resources

from django.db import transaction

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.platform.bulk import copy_rows, fresh_ids
from haicap.territory.contract import LoadedCard, StateStatus
from haicap.territory.domain.build import FILES, Tables, build, declared_counts
from haicap.territory.domain.register import MutationKey, Register, State, StateKey, UnitKey
from haicap.territory.domain.verify import verify
from haicap.territory.models import Instrument, LineageEdge, Mutation, UnitState
from haicap.territory.selectors import edition
from haicap.territory.services.observe import import_observations
from haicap.territory.services.pieces import load_pieces
from haicap.territory.services.states import Bond, Opening, bind, lock_map, new_units, open_states

_MOST_REASONS = 20


def load(tables: Tables | None = None) -> LoadedCard:
    """Load the map of the data files (or `tables`, shaped alike); running it again writes nothing.

    Returns how many rows were written. A map that breaks a rule is refused as a whole with the codes of
    `domain.verify`, one that contradicts what stands in the database with `territory.conflict`.
    """
    rows = data_files() if tables is None else tables
    register = build(rows)
    broken = list(verify(register, declared_counts(rows)))
    if broken:
        raise RefusalError(*broken[:_MOST_REASONS])
    with transaction.atomic():
        lock_map()  # two loaders at once: the second waits, then finds nothing to do
        written = _write(register)
        edition.changed()
        if tables is None:
            load_pieces(data_file("pieces"))
            import_observations(data_file("observations"), at=clock.now())
    return written


def data_files() -> Tables:
    """The rows of the data files that come with the package."""
    return {name: data_file(name) for name in FILES}


def data_file(name: str) -> list[dict[str, str]]:
    """The rows of one of them."""
    text = (resources.files("haicap.territory") / "data" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _write(register: Register) -> LoadedCard:
    instruments = _write_instruments(register)
    mutations, new_mutations = _write_mutations(register, instruments)
    standing = _standing(register)
    closed = _close(register.states, standing, mutations)
    units, new_units = _write_units(register.states, standing)
    states = _write_states(register.states, standing, units, mutations)
    edges = _write_edges(register, states, mutations)
    return LoadedCard(new_units, len(states) - len(standing), new_mutations, edges, closed)


def _write_instruments(register: Register) -> dict[str, int]:
    rows = [Instrument(**asdict(one)) for one in register.instruments]
    Instrument.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Instrument.objects.values_list("number", "id").order_by("id"))


def _write_mutations(
    register: Register, instruments: Mapping[str, int]
) -> tuple[dict[MutationKey, int], int]:
    known: dict[MutationKey, int] = {
        (number, clause, on): pk
        for number, clause, on, pk in Mutation.objects.filter(annulled_by=None)
        .values_list("instrument__number", "clause", "effective_on", "id")
        .order_by("id")
    }
    fresh = [one for one in register.mutations if one.key not in known]
    ids = fresh_ids(Mutation, len(fresh))
    rows = [
        (pk, one.kind.value, one.key[2], instruments[one.key[0]], one.key[1], clock.now())
        for pk, one in zip(ids, fresh, strict=True)
    ]
    copy_rows(Mutation, ("id", "kind", "effective_on", "instrument_id", "clause", "recorded_at"), rows)
    return known | {one.key: pk for pk, one in zip(ids, fresh, strict=True)}, len(fresh)


def _standing(register: Register) -> dict[StateKey, UnitState]:
    """The states of the register that the database already has; one that says something else is refused."""
    rows = UnitState.objects.filter(status=StateStatus.VALID).order_by("id")
    stored = {(row.code, row.valid_from): row for row in rows}
    standing = {state.key: stored[state.key] for state in register.states if state.key in stored}
    for state in register.states:
        row = standing.get(state.key)
        if row is not None and not _agree(row, state):
            raise refuse("territory.conflict", unit=state.code, valid_from=state.valid_from)
    return standing


def _agree(row: UnitState, state: State) -> bool:
    """Same name; the same end, or one of the two does not know of an end yet."""
    return row.name == state.name and (
        None in {row.valid_to, state.valid_to} or row.valid_to == state.valid_to
    )


def _close(
    states: Iterable[State], standing: Mapping[StateKey, UnitState], mutations: Mapping[MutationKey, int]
) -> int:
    closed = 0
    for state in states:
        row = standing.get(state.key)
        if row and row.valid_to is None and state.valid_to is not None and state.closed_by is not None:
            row.valid_to = state.valid_to
            row.closed_by_id = mutations[state.closed_by]
            row.save(update_fields=["valid_to", "closed_by"])
            closed += 1
    return closed


def _write_units(
    states: Iterable[State], standing: Mapping[StateKey, UnitState]
) -> tuple[dict[UnitKey, int], int]:
    known = {state.unit: standing[state.key].unit_id for state in states if state.key in standing}
    fresh = [unit for unit in dict.fromkeys(state.unit for state in states) if unit not in known]
    return known | dict(zip(fresh, new_units(len(fresh)), strict=True)), len(fresh)


def _write_states(
    states: Iterable[State],
    standing: Mapping[StateKey, UnitState],
    units: Mapping[UnitKey, int],
    mutations: Mapping[MutationKey, int],
) -> dict[StateKey, int]:
    fresh = [state for state in states if state.key not in standing]
    ids = open_states([_opening(state, units, mutations) for state in fresh])
    known = {key: row.id for key, row in standing.items()}
    return known | {state.key: pk for pk, state in zip(ids, fresh, strict=True)}


def _opening(state: State, units: Mapping[UnitKey, int], mutations: Mapping[MutationKey, int]) -> Opening:
    return Opening(
        unit=units[state.unit],
        parent=units[state.parent] if state.parent else None,
        code=state.code,
        name=state.name,
        kind=state.kind,
        district=state.district,
        valid_from=state.valid_from,
        valid_to=state.valid_to,
        opened_by=mutations[state.opened_by] if state.opened_by else None,
        closed_by=mutations[state.closed_by] if state.closed_by else None,
    )


def _write_edges(
    register: Register, states: Mapping[StateKey, int], mutations: Mapping[MutationKey, int]
) -> int:
    known = set(LineageEdge.objects.values_list("predecessor_id", "successor_id").order_by("id"))
    ends = {edge: (states[edge.predecessor], states[edge.successor]) for edge in register.edges}
    fresh = [edge for edge in register.edges if ends[edge] not in known]
    bind(Bond(*ends[edge], mutations[edge.mutation], edge.quantifier, edge.is_primary) for edge in fresh)
    return len(fresh)
