"""Rules for the edges of a plan: what is given away is given once and whole, and everybody comes from somewhere."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from haicap.territory.contract import (
    AREALESS,
    EDGELESS,
    PEOPLELESS,
    REMAINDERS,
    WHOLE,
    Edge,
    Finding,
    MutationKind,
    Quantifier,
)
from haicap.territory.domain.plan import Plan

_ONE = Decimal(1)
_ROUNDING = Decimal("0.000001")  # shares are written with eight places


def edge_faults(plan: Plan) -> Iterator[Finding]:
    """Everything wrong with the edges."""
    yield from _ends_of_edges(plan)
    for code, edges in plan.leaving.items():
        yield from _remainders(code, edges)
        yield from _shares(code, edges)
    yield from _circles(plan)
    yield from _unbound(plan)


def _ends_of_edges(plan: Plan) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for place, edge in plan.edges():
        pair = (edge.predecessor_code, edge.successor_code)
        facts = {"old": pair[0], "new": pair[1]}
        if pair in seen:
            yield Finding("territory.plan_edge_twice", facts, place)
        seen.add(pair)
        if pair[0] not in plan.ended:
            yield Finding("territory.plan_edge_from_nowhere", facts, f"{place}.predecessor_code")
        if pair[1] not in plan.begun:
            yield Finding("territory.plan_edge_to_nowhere", facts, f"{place}.successor_code")
        if edge.quantifier not in set(Quantifier) - {Quantifier.RESTORED}:
            facts = {**facts, "quantifier": edge.quantifier}
            yield Finding("territory.plan_quantifier", facts, f"{place}.quantifier")
        if edge.is_primary != (pair[0] == pair[1]):
            yield Finding("territory.plan_primary", facts, f"{place}.is_primary")


def _remainders(code: str, edges: Sequence[tuple[str, Edge]]) -> Iterator[Finding]:
    """A unit goes whole to one successor, or is divided and exactly one successor takes what is left."""
    whole = sum(edge.quantifier in WHOLE for _, edge in edges)
    left = sum(edge.quantifier in REMAINDERS for _, edge in edges)
    facts = {"unit": code, "left": left, "whole": whole}
    if whole and len(edges) > 1:
        yield Finding("territory.plan_whole_and_part", facts, edges[0][0])
    elif not whole and (len(edges) == 1 or left != 1):
        yield Finding("territory.plan_remainder", facts, edges[0][0])


def _shares(code: str, edges: Sequence[tuple[str, Edge]]) -> Iterator[Finding]:
    for place, edge in edges:
        given = (edge.area_share, edge.population_share)
        if any(share is not None and not 0 <= share <= _ONE for share in given):
            yield Finding("territory.plan_share_range", {"unit": code}, place)
        if any(share is not None for share in given) and not edge.share_source.strip():
            yield Finding("territory.plan_share_source", {"unit": code}, f"{place}.share_source")
    yield from _sum(code, edges, "area_share", lambda edge: edge.area_share, AREALESS)
    yield from _sum(code, edges, "population_share", lambda edge: edge.population_share, PEOPLELESS)


def _sum(
    code: str,
    edges: Sequence[tuple[str, Edge]],
    column: str,
    share: Callable[[Edge], Decimal | None],
    without: frozenset[Quantifier],
) -> Iterator[Finding]:
    """Shares of one dimension add up to 1 where all are given, to no more where some are not known."""
    empty = [(place, edge) for place, edge in edges if edge.quantifier in without]
    for place, edge in empty:
        if share(edge):
            facts = {"unit": code, "quantifier": edge.quantifier}
            yield Finding("territory.plan_share_contradicts", facts, f"{place}.{column}")
    given = [share(edge) for _, edge in edges if edge.quantifier not in without]
    known = [one for one in given if one is not None]
    total = sum(known, Decimal(0))
    if known and (total > _ONE + _ROUNDING or (len(known) == len(given) and total < _ONE - _ROUNDING)):
        yield Finding("territory.plan_share_sum", {"unit": code, "total": total}, f"{edges[0][0]}.{column}")


def _circles(plan: Plan) -> Iterator[Finding]:
    """Units that go whole into each other would each be the other's ancestor."""
    heir = {
        edge.predecessor_code: edge.successor_code
        for _, edge in plan.edges()
        if edge.quantifier in WHOLE and edge.predecessor_code != edge.successor_code
    }
    settled: set[str] = set()
    for start in heir:
        path: dict[str, None] = {}
        code = start
        while code in heir and code not in settled and code not in path:
            path[code] = None
            code = heir[code]
        if code in path:
            circle = [*path][[*path].index(code) :]
            place = next(place for place, edge in plan.edges() if edge.predecessor_code == code)
            yield Finding("territory.plan_circular", {"units": " → ".join([*circle, code])}, place)
        settled.update(path)


def _unbound(plan: Plan) -> Iterator[Finding]:
    """Whoever ends has a successor, whoever begins a predecessor, unless it is one unit that goes on."""
    came = {edge.successor_code for _, edge in plan.edges()}
    for place, change in plan.changes():
        gone = change.kind is MutationKind.TIER_ABOLISHED
        for number, code in enumerate(change.ends):
            alone = code in plan.gone or (code in plan.ended and change.kind not in EDGELESS)
            if alone and code not in plan.leaving and not gone:
                facts = {"unit": code, "name": plan.ended[code].name}
                yield Finding("territory.plan_no_successor", facts, f"{place}.ends.{number}")
        for number, unit in enumerate(change.begins):
            alone = unit.code not in plan.keepers or change.kind not in EDGELESS
            if alone and unit.code not in came:
                facts = {"unit": unit.code, "name": unit.name}
                yield Finding("territory.plan_no_predecessor", facts, f"{place}.begins.{number}")
