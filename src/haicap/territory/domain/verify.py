"""What must hold before a register is believed; each broken rule is named by its own refusal code.

The same rules in SQL, for what stands in the database: `haicap.territory.checks`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from haicap.kernel.errors import Refusal
from haicap.territory.contract import PROVINCE_KINDS, REMAINDERS, SINCE_UNKNOWN, WHOLE, Quantifier
from haicap.territory.domain.register import Counts, Register, State, StateKey, UnitKey


def verify(register: Register, counts: Counts) -> Iterator[Refusal]:
    """Every place where `register` breaks a rule; nothing where it may be believed."""
    yield from _overlaps(register.states)
    yield from _orphans(register.states)
    yield from _dangling(register)
    yield from _counts(register.states, counts)
    yield from _remainders(register)
    yield from _lineage(register)


def _overlaps(states: Iterable[State]) -> Iterator[Refusal]:
    """No two states of a unit, and no two holders of a code, on one day."""
    labels: tuple[Callable[[State], object], ...] = (lambda state: state.code, lambda state: state.unit)
    for label in labels:
        groups: dict[object, list[State]] = defaultdict(list)
        for state in states:
            groups[label(state)].append(state)
        for group in groups.values():
            group.sort(key=lambda state: state.valid_from)
            for earlier, later in pairwise(group):
                if earlier.valid_to is None or later.valid_from < earlier.valid_to:
                    yield Refusal("territory.overlap", {"unit": later.code, "name": later.name})


def _orphans(states: Iterable[State]) -> Iterator[Refusal]:
    """A commune stands in one province all its days; a province in none."""
    times: dict[UnitKey, list[State]] = defaultdict(list)
    for state in states:
        if state.kind in PROVINCE_KINDS:
            times[state.unit].append(state)
    for state in states:
        if state.kind in PROVINCE_KINDS:
            held = state.parent is None
        else:
            held = state.parent is not None and _covered(state, times[state.parent])
        if not held:
            yield Refusal("territory.orphan", {"unit": state.code, "name": state.name})


def _covered(state: State, times: list[State]) -> bool:
    reached: date | None = state.valid_from
    for time in sorted(times, key=lambda time: time.valid_from):
        if reached is not None and time.in_force(reached):
            reached = time.valid_to
    return reached is None or (state.valid_to is not None and state.valid_to <= reached)


def _dangling(register: Register) -> Iterator[Refusal]:
    """An edge binds the state that ends to the one that begins, on the day of its act; acts are cited."""
    states = {state.key: state for state in register.states}
    cited = {instrument.number for instrument in register.instruments}
    for mutation in register.mutations:
        if mutation.key[0] not in cited:
            yield Refusal("territory.uncited", {"instrument": mutation.key[0]})
    for edge in register.edges:
        old, new = states.get(edge.predecessor), states.get(edge.successor)
        if old is None or new is None or not old.valid_to == new.valid_from == edge.mutation[2]:
            yield Refusal("territory.dangling", {"old": edge.predecessor[0], "new": edge.successor[0]})


def _counts(states: Iterable[State], counts: Counts) -> Iterator[Refusal]:
    for day, expected in counts.items():
        found = Counter(state.kind for state in states if state.in_force(day))
        for kind in sorted(set(expected) | set(found)):
            if found[kind] != expected.get(kind, 0):
                facts = {"day": day, "kind": kind, "expected": expected.get(kind, 0), "found": found[kind]}
                yield Refusal("territory.counts_differ", facts)


def _remainders(register: Register) -> Iterator[Refusal]:
    """A unit goes whole to one successor, or is divided and exactly one clause takes what is left."""
    given: dict[StateKey, list[Quantifier]] = defaultdict(list)
    for edge in register.edges:
        given[edge.predecessor].append(edge.quantifier)
    for (code, _), shares in given.items():
        whole = sum(share in WHOLE for share in shares)
        left = sum(share in REMAINDERS for share in shares)
        if (whole, left) != ((1, 0) if len(shares) == 1 else (0, 1)):
            yield Refusal("territory.remainder", {"unit": code, "left": left, "whole": whole})


def _lineage(register: Register) -> Iterator[Refusal]:
    """Every unit that begins comes from somewhere, every unit that ends goes somewhere."""
    came = {edge.successor for edge in register.edges}
    went = {edge.predecessor for edge in register.edges}
    begins: dict[UnitKey, State] = {}
    ends: dict[UnitKey, State] = {}
    for state in sorted(register.states, key=lambda state: state.valid_from):
        begins.setdefault(state.unit, state)
        ends[state.unit] = state
    for state in begins.values():
        if state.valid_from != SINCE_UNKNOWN and state.key not in came:
            yield Refusal("territory.no_predecessor", {"unit": state.code, "name": state.name})
    for state in ends.values():
        if state.valid_to is not None and state.key not in went:
            yield Refusal("territory.no_successor", {"unit": state.code, "name": state.name})
