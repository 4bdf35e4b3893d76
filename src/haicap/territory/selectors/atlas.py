"""The whole map in this process: 13,500 states and their lineage, read in three queries (about 8 MB).

A process keeps what it read until somebody changes the map (see `edition`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from haicap.territory.contract import (
    LineageCard,
    MutationCard,
    MutationKind,
    StateStatus,
    UnitCard,
    UnitId,
    UnitKind,
    UnitStateId,
)
from haicap.territory.models import LineageEdge, Mutation, UnitState
from haicap.territory.selectors.edition import Kept


@dataclass(frozen=True, slots=True)
class Entry:
    """A state's card and what ordering, search and history need of it."""

    card: UnitCard
    folded: str
    sort_key: str
    opened_by: int | None
    closed_by: int | None


@dataclass(frozen=True, slots=True)
class Atlas:
    """Entries by code and by unit (by first day), children of a unit (Vietnamese order), edges by state."""

    by_code: dict[str, list[Entry]]
    by_unit: dict[UnitId, list[Entry]]
    children: dict[UnitId, list[Entry]]
    provinces: list[Entry]
    arriving: dict[UnitStateId, list[LineageCard]]
    leaving: dict[UnitStateId, list[LineageCard]]
    mutations: dict[int, MutationCard]

    def entries(self) -> Iterator[Entry]:
        """Every state."""
        for entries in self.by_unit.values():
            yield from entries


def on(entries: list[Entry], day: date) -> Entry | None:
    """The one of a unit's or a code's states in force on `day`."""
    return next((entry for entry in entries if entry.card.in_force(day)), None)


def cards_of(states: Collection[UnitStateId]) -> dict[UnitStateId, UnitCard]:
    """The cards of these states; annulled ones have none."""
    cards = (entry.card for entry in atlas().entries())
    return {card.state_id: card for card in cards if card.state_id in states}


def _read() -> Atlas:
    """Every valid state; annulled ones and their edges never count."""
    by_unit: dict[UnitId, list[Entry]] = defaultdict(list)
    children: dict[UnitId, list[Entry]] = defaultdict(list)
    provinces: list[Entry] = []
    for parent, entry in _entries(by_unit):
        by_unit[entry.card.unit_id].append(entry)
        (provinces if parent is None else children[parent]).append(entry)
    for states in by_unit.values():
        states.sort(key=lambda entry: entry.card.valid_from)
    by_code: dict[str, list[Entry]] = defaultdict(list)
    for entry in (entry for entries in by_unit.values() for entry in entries):
        by_code[entry.card.code].append(entry)
    for siblings in (provinces, *children.values()):
        siblings.sort(key=lambda entry: (entry.sort_key, entry.card.state_id))
    for namesakes in by_code.values():
        namesakes.sort(key=lambda entry: entry.card.valid_from)
    mutations = _mutations()
    arriving, leaving = _edges(by_unit, mutations)
    return Atlas(dict(by_code), dict(by_unit), dict(children), provinces, arriving, leaving, mutations)


def _entries(seen: Mapping[UnitId, list[Entry]]) -> Iterator[tuple[UnitId | None, Entry]]:
    """Provinces first, because a commune's card names its province by the code of the state's first day."""
    rows = (
        UnitState.objects.filter(status=StateStatus.VALID)
        .order_by(F("parent_id").asc(nulls_first=True), "valid_from", "id")
        .values_list(
            "unit_id",
            "id",
            "code",
            "name",
            "kind",
            "parent_id",
            "valid_from",
            "valid_to",
            "district",
            "folded",
            "sort_key",
            "opened_by_id",
            "closed_by_id",
        )
    )
    for unit, pk, code, name, kind, parent, begins, ends, district, folded, order, opened, closed in rows:
        province = on(seen.get(UnitId(parent), []), begins) if parent else None
        in_province = province.card.code if province else code
        card = UnitCard(
            UnitId(unit), UnitStateId(pk), code, name, UnitKind(kind), in_province, begins, ends, district
        )
        yield (UnitId(parent) if parent else None), Entry(card, folded, order, opened, closed)


def _mutations() -> dict[int, MutationCard]:
    rows = Mutation.objects.order_by("id").values_list(
        "id",
        "kind",
        "effective_on",
        "instrument__decided_on",
        "instrument__number",
        "clause",
        "operational_on",
        "annulled_by_id",
        "recorded_at",
    )
    return {row[0]: MutationCard(row[0], MutationKind(row[1]), *row[2:]) for row in rows}


Edges = dict[UnitStateId, list[LineageCard]]


def _edges(
    by_unit: Mapping[UnitId, list[Entry]], mutations: Mapping[int, MutationCard]
) -> tuple[Edges, Edges]:
    """Edges by the state they arrive at and by the state they leave, each naming the state at its other end."""
    cards = {entry.card.state_id: entry.card for entries in by_unit.values() for entry in entries}
    arriving: Edges = defaultdict(list)
    leaving: Edges = defaultdict(list)
    rows = LineageEdge.objects.order_by("predecessor__sort_key", "successor__sort_key", "id").values_list(
        "predecessor_id",
        "successor_id",
        "quantifier",
        "mutation_id",
        "is_primary",
        "area_share",
        "population_share",
    )
    for old_id, new_id, quantifier, mutation_id, primary, area, people in rows:
        old, new = cards.get(UnitStateId(old_id)), cards.get(UnitStateId(new_id))
        act = mutations[mutation_id]
        if old is None or new is None:  # an end that was annulled
            continue
        law = (quantifier, act.instrument, act.clause, act.effective_on, mutation_id, primary, area, people)
        leaving[old.state_id].append(LineageCard(new, *law))
        arriving[new.state_id].append(LineageCard(old, *law))
    return dict(arriving), dict(leaving)


atlas: Kept[Atlas] = Kept(_read)
