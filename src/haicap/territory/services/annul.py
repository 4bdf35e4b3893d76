"""Undoes an enacted act by a new one: what stood before stands again, and what happened stays readable.

From the start: the states the act began become annulled and never count, those it ended go on as if never
ended; their ending is kept beside them as an annulled state, which the act's edges then leave. Later: the states
the act began end on the day of the annulment, and the units it ended have new states from that day.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from haicap.kernel.errors import RefusalError
from haicap.territory.contract import (
    Annulment,
    MutationKind,
    Quantifier,
    StateStatus,
    Succession,
    UnitStateId,
)
from haicap.territory.models import LineageEdge, Mutation, UnitState
from haicap.territory.selectors import edition
from haicap.territory.selectors.atlas import cards_of
from haicap.territory.selectors.undoing import Undoing, obstacles, undoing
from haicap.territory.services.instruments import cite
from haicap.territory.services.states import Bond, Opening, bind, close_states, lock_map, open_states
from haicap.territory.services.successions import Pair, successions


@transaction.atomic
def annul(annulment: Annulment, *, at: datetime) -> tuple[Succession, ...]:
    """Annul what an instrument (or some of its clauses) did; `at` is when the register learns of it.

    Returns for each state that no longer counts the states that stand in its place again. Refused:
    territory.annul_unknown (no such act in force), territory.annul_several_days (name the clauses of one day),
    territory.annul_built_upon (a later act rests on what it began, or the old code or province is gone),
    territory.plan_enacted (the annulling act has been carried out).
    """
    lock_map()
    found = undoing(annulment)
    for refusal in obstacles(annulment, found):
        raise RefusalError(refusal)
    work = _Undoing(annulment, found, at)
    pairs = work.from_the_start() if annulment.effective_on <= found.acted_on else work.from_a_later_day()
    edition.changed()
    return successions(pairs, work.cards)


class _Undoing:
    """The rows of an annulment that nothing stands in the way of."""

    def __init__(self, annulment: Annulment, found: Undoing, at: datetime) -> None:
        self.annulment = annulment
        self.begun, self.ended, self.edges = found.begun, found.ended, found.edges
        self.cards = cards_of({UnitStateId(state.id) for state in self.begun})
        self.act = self._record(found.mutations, at)

    def _record(self, annulled: Iterable[Mutation], at: datetime) -> int:
        told = self.annulment
        act = Mutation.objects.create(
            kind=MutationKind.ANNULLED.value,
            effective_on=told.effective_on,
            recorded_at=at,
            instrument_id=cite(told.instrument, told.body, told.subject, told.decided_on, told.certainty),
            clause=told.clause,
        )
        Mutation.objects.filter(id__in=[one.id for one in annulled]).update(annulled_by=act)
        return act.id

    def from_the_start(self) -> list[Pair]:
        """What began never counts; what ended goes on, and its ending is kept as an annulled state."""
        UnitState.objects.filter(id__in=[state.id for state in self.begun]).update(
            status=StateStatus.ANNULLED.value
        )
        endings = open_states([replace(_again(one), status=StateStatus.ANNULLED) for one in self.ended])
        kept = {state.id: ending for state, ending in zip(self.ended, endings, strict=True)}
        UnitState.objects.filter(id__in=list(kept)).update(valid_to=None, closed_by=None)
        pairs = self._pairs({state.id: state.id for state in self.ended})
        for edge in self.edges:
            edge.predecessor_id = kept[edge.predecessor_id]
        LineageEdge.objects.bulk_update(self.edges, ["predecessor"], batch_size=1000)
        return pairs

    def from_a_later_day(self) -> list[Pair]:
        """What began ends on the day; what ended stands again from it, bound to what stood between."""
        day = self.annulment.effective_on
        close_states({UnitStateId(state.id): self.act for state in self.begun}, day)
        openings = [
            replace(_again(one), valid_from=day, valid_to=None, opened_by=self.act, closed_by=None)
            for one in self.ended
        ]
        again = {state.id: pk for state, pk in zip(self.ended, open_states(openings), strict=True)}
        codes = {state.id: state.code for state in (*self.begun, *self.ended)}
        bind(
            Bond(
                predecessor=edge.successor_id,
                successor=again[edge.predecessor_id],
                mutation=self.act,
                quantifier=Quantifier.RESTORED,
                is_primary=codes[edge.successor_id] == codes[edge.predecessor_id],
            )
            for edge in self.edges
        )
        return self._pairs(again)

    def _pairs(self, standing: dict[int, int]) -> list[Pair]:
        """Each state that began with the states that stand in its place again: along its edges, else of its unit."""
        bound = [(edge.successor_id, edge.predecessor_id) for edge in self.edges]
        own = {state.unit_id: state.id for state in self.ended}
        along = {begun for begun, _ in bound}
        bound += [
            (state.id, own[state.unit_id])
            for state in self.begun
            if state.id not in along and state.unit_id in own
        ]
        return [(self.act, begun, standing[ended], Quantifier.RESTORED.value) for begun, ended in bound]


def _again(state: UnitState) -> Opening:
    return Opening(
        unit=state.unit_id,
        parent=state.parent_id,
        code=state.code,
        name=state.name,
        kind=state.kind,
        valid_from=state.valid_from,
        opened_by=state.opened_by_id,
        district=state.district,
        valid_to=state.valid_to,
        closed_by=state.closed_by_id,
    )
