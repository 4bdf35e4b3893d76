"""Plans of acts that the data files already know, and the map as it was before them: to replay a reform."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from haicap.territory.contract import Change, Edge, Enactment, MutationKind, NewUnit
from haicap.territory.domain.build import REFORM, Tables
from haicap.territory.domain.register import Instrument, MutationKey, Register, State


def until(tables: Tables, day: date) -> Tables:
    """The rows that were known on `day`, its last hour included: acts that take effect later are not in them."""
    kept = dict(tables)
    kept["changes"] = [row for row in tables["changes"] if row["on"] <= day.isoformat()]
    kept["counts"] = [row for row in tables["counts"] if row["on"] <= day.isoformat()]
    if day < REFORM:
        kept |= {name: [] for name in tables if name.endswith(REFORM.isoformat())}
    return kept


def drafted(register: Register, instruments: Sequence[str]) -> Enactment | None:
    """What `instruments` did on one day as a plan that carries the first one's name; None where the first is unknown.

    Acts of other instruments have theirs behind the clause, also those by which a province ended that day in which
    the plan's communes stood: a commune cannot go over to a province that is not there.
    """
    known = {one.number: one for one in register.instruments}
    keys = [one.key for one in register.mutations if one.key[0] in instruments]
    if instruments[0] not in known or not keys:
        return None
    effective_on = keys[0][2]
    keys += _provinces_ended(register.states, set(keys), effective_on)
    first: Instrument = known[instruments[0]]
    kinds = {one.key: one.kind for one in register.mutations}
    return Enactment(
        instrument=first.number,
        body=first.body,
        subject=first.subject,
        decided_on=first.decided_on,
        effective_on=effective_on,
        operational_on=None,
        certainty=first.certainty,
        changes=tuple(_changes(register, keys, kinds, first.number)),
    )


def _provinces_ended(
    states: Iterable[State], keys: Collection[MutationKey], on: date
) -> Iterator[MutationKey]:
    parents = {state.parent for state in states if state.closed_by in keys and state.parent}
    lasting = {state.unit for state in states if state.in_force(on)}
    found = {
        state.closed_by: None
        for state in states
        if state.unit in parents - lasting and state.closed_by and state.closed_by not in keys
    }
    yield from found


def _changes(
    register: Register, keys: Sequence[MutationKey], kinds: dict[MutationKey, MutationKind], first: str
) -> Iterator[Change]:
    provinces = {state.unit: state.code for state in register.states if state.parent is None}
    ends: dict[MutationKey, list[str]] = defaultdict(list)
    begins: dict[MutationKey, list[NewUnit]] = defaultdict(list)
    edges: dict[MutationKey, list[Edge]] = defaultdict(list)
    for state in register.states:
        if state.closed_by:
            ends[state.closed_by].append(state.code)
        if state.opened_by:
            province = provinces[state.parent] if state.parent else ""
            begins[state.opened_by].append(NewUnit(state.code, state.name, state.kind, province))
    for edge in register.edges:
        told = (edge.predecessor[0], edge.successor[0], edge.quantifier.value, edge.is_primary)
        edges[edge.mutation].append(Edge(*told))
    for key in keys:
        instrument, clause, _ = key
        cited = clause if instrument == first else f"{clause} ({instrument})"
        yield Change(kinds[key], cited, tuple(ends[key]), tuple(begins[key]), tuple(edges[key]))
