"""What an annulment would undo, and what stands in its way: read before anybody does it (`services/annul.py`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.territory.contract import Annulment, MutationKind, StateStatus
from haicap.territory.models import LineageEdge, Mutation, UnitState


@dataclass(frozen=True, slots=True)
class Undoing:
    """The annulled act's mutations, all of one day, the states they began and ended, and their edges."""

    mutations: tuple[Mutation, ...]
    acted_on: date
    begun: tuple[UnitState, ...]
    ended: tuple[UnitState, ...]
    edges: tuple[LineageEdge, ...]


def undoing(annulment: Annulment) -> Undoing:
    """The states between which the annulled act stands.

    Refused: territory.annul_unknown (no such act in force), territory.annul_several_days.
    """
    mutations = _annulled(annulment)
    days = {mutation.effective_on for mutation in mutations}
    if len(days) > 1:
        raise refuse("territory.annul_several_days", field="clauses", instrument=annulment.annuls)
    ids = [mutation.id for mutation in mutations]
    valid = UnitState.objects.filter(status=StateStatus.VALID).order_by("id")
    return Undoing(
        mutations,
        days.pop(),
        tuple(valid.filter(opened_by__in=ids)),
        tuple(valid.filter(closed_by__in=ids)),
        tuple(LineageEdge.objects.filter(mutation__in=ids).order_by("id")),
    )


def obstacles(annulment: Annulment, found: Undoing) -> Iterator[Refusal]:
    """Later acts that rest on what the act began, a code or a province that is gone, the annulling act itself."""
    instrument, clause = annulment.instrument, annulment.clause
    acts = Mutation.objects.filter(instrument__number=instrument, clause=clause, annulled_by=None)
    if acts.filter(effective_on=annulment.effective_on).exists():
        yield Refusal("territory.plan_enacted", {"instrument": instrument, "clause": clause}, "clause")
    for state in _in_the_way(found, max(annulment.effective_on, found.acted_on)):
        facts = {"instrument": annulment.annuls, "unit": state.code, "name": state.name}
        yield Refusal("territory.annul_built_upon", facts, "annuls")


def annullable(annulment: Annulment) -> tuple[Refusal, ...]:
    """All that `annul` would refuse as the map stands, each reason once; empty where nothing is in the way."""
    try:
        found = undoing(annulment)
    except RefusalError as refused:
        return refused.refusals
    named: list[Refusal] = []
    for one in obstacles(annulment, found):
        if one not in named:
            named.append(one)
    return tuple(named)


def _annulled(annulment: Annulment) -> tuple[Mutation, ...]:
    rows = Mutation.objects.filter(instrument__number=annulment.annuls, annulled_by=None)
    rows = rows.exclude(kind=MutationKind.ANNULLED)
    if annulment.clauses:
        rows = rows.filter(clause__in=annulment.clauses)
    found = tuple(rows.order_by("id"))
    if not found:
        raise refuse("territory.annul_unknown", field="annuls", instrument=annulment.annuls)
    return found


def _in_the_way(found: Undoing, day: date) -> Iterator[UnitState]:
    """States that a later act touched, that stand below what would vanish, that carry a code which would live again,
    or whose province is gone.
    """
    valid = UnitState.objects.filter(status=StateStatus.VALID)
    going = {state.id for state in found.begun}
    vanishing = {state.unit_id for state in found.begun} - {state.unit_id for state in found.ended}
    yield from (state for state in found.begun if state.valid_to is not None)
    reaching = valid.exclude(id__in=going).exclude(valid_to__lte=day).order_by("id")
    yield from reaching.filter(parent_id__in=vanishing)
    yield from reaching.filter(code__in=[state.code for state in found.ended])
    units = {state.unit_id for state in found.ended}
    parents = {state.parent_id for state in found.ended if state.parent_id and state.parent_id not in units}
    there = reaching.filter(unit_id__in=parents, valid_from__lte=day, valid_to=None)
    missing = parents - set(there.values_list("unit_id", flat=True))
    yield from (state for state in found.ended if state.parent_id in missing)
