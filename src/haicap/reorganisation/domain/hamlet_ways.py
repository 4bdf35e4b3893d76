"""Where the hamlets of a commune come to lie by a plan of units alone: they follow its people, as the map does."""

from collections.abc import Mapping
from dataclasses import dataclass

from haicap.territory.contract import EDGELESS, PEOPLELESS, Change, Edge, Enactment, Quantifier


@dataclass(frozen=True, slots=True)
class Ways:
    """By the code of a commune that a plan ends: the codes, on the day, of those that get its people.

    One: its hamlets go along. Several: it is divided and they wait for a decision. None: nobody gets them.
    """

    heirs: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    def of(self, code: str) -> tuple[str, ...]:
        """The heirs; a commune that the plan does not end is its own."""
        return self.heirs.get(code, (code,))

    def stays(self, code: str) -> bool:
        """True where the plan lets the code's commune be."""
        return code not in self.heirs


def ways(enactment: Enactment) -> Ways:
    """The ways of a plan that the map would take."""
    edges: dict[str, list[Edge]] = {}
    for change in enactment.changes:
        for edge in change.edges:
            edges.setdefault(edge.predecessor_code, []).append(edge)
    return Ways(
        heirs={
            code: _of_people(edges[code]) if code in edges else _as_itself(change, code)
            for change in enactment.changes
            for code in change.ends
        },
        names={unit.code: unit.name for change in enactment.changes for unit in change.begins},
    )


def _of_people(edges: list[Edge]) -> tuple[str, ...]:
    """As `territory` reads edges: land without people carries no hamlets."""
    everybody = [edge for edge in edges if edge.quantifier == Quantifier.PART_AREA_FULL_POP]
    peopled = everybody or [edge for edge in edges if edge.quantifier not in PEOPLELESS]
    return tuple(dict.fromkeys(edge.successor_code for edge in peopled))


def _as_itself(change: Change, code: str) -> tuple[str, ...]:
    """A unit that goes on without edges: under its code, or the only new one; one of an abolished tier does not."""
    begun = [unit.code for unit in change.begins]
    if change.kind not in EDGELESS or not begun:
        return ()
    return (code,) if code in begun else tuple(begun[:1])
