"""A plan of acts laid beside the map of its eve: which state every code of it means, which units go on.

Doubtful plans pass here as well: `examine` names what is wrong with them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from haicap.territory.contract import KEEPING, Change, Edge, Enactment, NewUnit, UnitCard, UnitId


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of the map a plan speaks of: all states of its codes and of their units, and who stands in whom.

    `children`: every state whose province is the unit. `done`: (instrument, clause, effective day) of acts in
    force. `instruments`: (body, decided on) of the known instruments of the plan.
    """

    by_code: Mapping[str, Sequence[UnitCard]]
    by_unit: Mapping[UnitId, Sequence[UnitCard]]
    children: Mapping[UnitId, Sequence[UnitCard]]
    done: frozenset[tuple[str, str, date]]
    instruments: Mapping[str, tuple[str, date | None]]


class Follower(NamedTuple):
    """A commune that goes over to another province because its own, `left`, goes whole to `joined` (codes)."""

    card: UnitCard
    left: str
    joined: str


@dataclass(frozen=True)
class Plan:
    """An enactment and the sheet of the map it is read against."""

    act: Enactment
    sheet: Sheet

    @property
    def eve(self) -> date:
        """The last day of the states that end."""
        return self.act.effective_on - timedelta(days=1)

    def changes(self) -> Iterator[tuple[str, Change]]:
        """Each change with its place."""
        for number, change in enumerate(self.act.changes):
            yield f"changes.{number}", change

    def edges(self) -> Iterator[tuple[str, Edge]]:
        """Each edge with its place."""
        for place, change in self.changes():
            for number, edge in enumerate(change.edges):
                yield f"{place}.edges.{number}", edge

    def on_eve(self, code: str) -> UnitCard | None:
        """Who carries the code on the eve."""
        return next((card for card in self.sheet.by_code.get(code, ()) if card.in_force(self.eve)), None)

    @cached_property
    def ended(self) -> dict[str, UnitCard]:
        """The states that end, by code; codes that mean nothing on the eve are left out."""
        codes = (code for change in self.act.changes for code in change.ends)
        return {code: card for code in codes if (card := self.on_eve(code))}

    @cached_property
    def begun(self) -> dict[str, NewUnit]:
        """The states that begin, by code."""
        return {unit.code: unit for change in self.act.changes for unit in change.begins}

    @cached_property
    def keepers(self) -> dict[str, UnitCard]:
        """By the code of a state that begins: the state that ends, where both are of one unit."""
        kept: dict[str, UnitCard] = {}
        for change in self.act.changes:
            if change.kind in KEEPING:
                for unit in change.begins:
                    before = self.ended.get(former(change, unit.code))
                    if before is not None:
                        kept[unit.code] = before
        return kept

    @cached_property
    def leaving(self) -> dict[str, list[tuple[str, Edge]]]:
        """Edges with their places by the code of their predecessor."""
        found: dict[str, list[tuple[str, Edge]]] = defaultdict(list)
        for place, edge in self.edges():
            found[edge.predecessor_code].append((place, edge))
        return dict(found)

    @cached_property
    def gone(self) -> dict[str, UnitCard]:
        """The states, by code, whose unit ends with them."""
        kept = {card.unit_id for card in self.keepers.values()}
        return {code: card for code, card in self.ended.items() if card.unit_id not in kept}

    @cached_property
    def followers(self) -> list[Follower]:
        """Standing communes that the plan does not name and whose province ends and goes whole to one successor."""
        return [
            Follower(child, code, edges[0][1].successor_code)
            for code, card in self.gone.items()
            if card.is_province and len(edges := self.leaving.get(code, [])) == 1
            for child in self.sheet.children.get(card.unit_id, ())
            if child.in_force(self.eve) and child.code not in self.ended
        ]


def former(change: Change, code: str) -> str:
    """The code under which the unit that begins as `code` ended: its own, or the only one where it was recoded."""
    if code not in change.ends and len(change.ends) == len(change.begins) == 1:
        return change.ends[0]
    return code
