"""Enacts a plan on the map: closes states, opens states and units, binds them, in one transaction.

Nothing that stood before the effective day changes; a plan with a fault is refused whole.
"""

from datetime import datetime

from django.db import transaction

from haicap.kernel.errors import RefusalError
from haicap.territory.contract import (
    Enactment,
    Finding,
    NewUnit,
    Quantifier,
    Succession,
)
from haicap.territory.domain.examine import faults
from haicap.territory.domain.plan import Plan
from haicap.territory.models import Mutation
from haicap.territory.selectors import edition
from haicap.territory.selectors.sheets import sheet_for
from haicap.territory.services.instruments import cite
from haicap.territory.services.states import (
    Bond,
    Opening,
    bind,
    close_states,
    lock_map,
    new_units,
    open_states,
)
from haicap.territory.services.successions import successions

_MOST_REASONS = 100


def examine(enactment: Enactment) -> tuple[Finding, ...]:
    """Every fault of the plan against the map as it stands, with its place; empty where it can be enacted.

    Codes (all `territory.plan_…`): empty, kind, instrument, instrument_differs, decided_late, clause_twice,
    enacted; unit_twice, unit_unknown, not_in_force, later_states, code_in_use, code_malformed, name,
    no_province, left_behind; edge_twice, edge_from_nowhere, edge_to_nowhere, quantifier, primary,
    whole_and_part, remainder, share_range, share_source, share_contradicts, share_sum, circular,
    no_successor, no_predecessor.
    """
    return tuple(faults(Plan(enactment, sheet_for(enactment))))


@transaction.atomic
def enact(enactment: Enactment, *, at: datetime) -> tuple[Succession, ...]:
    """Carry out the plan; `at` is when the register learns of it, with its zone.

    Returns every pair of states it bound: by an edge, as one unit that goes on, or as a commune that follows its
    province. Refused with the findings of `examine`. A second enactment waits until this one has ended.
    """
    lock_map()
    plan = Plan(enactment, sheet_for(enactment))
    found = tuple(faults(plan))
    if found:
        raise RefusalError(*found[:_MOST_REASONS])
    return _Writing(plan, at).carry_out()


class _Writing:
    """The rows of one plan that has no fault."""

    def __init__(self, plan: Plan, at: datetime) -> None:
        self.plan = plan
        self.on = plan.act.effective_on
        self.mutations = self._act(at)
        self.closed_by = {
            code: mutation
            for mutation, change in zip(self.mutations, plan.act.changes, strict=True)
            for code in change.ends
        }

    def carry_out(self) -> tuple[Succession, ...]:
        plan = self.plan
        ends = {card.state_id: self.closed_by[code] for code, card in plan.ended.items()}
        ends |= {one.card.state_id: self.closed_by[one.left] for one in plan.followers}
        close_states(ends, self.on)
        opened = self._open()
        bonds = self._bonds(opened)
        bind(bonds)
        edition.changed()
        pairs = [(bond.mutation, bond.predecessor, bond.successor, bond.quantifier) for bond in bonds]
        return successions(pairs + self._kept(opened, {(bond.predecessor, bond.successor) for bond in bonds}))

    def _act(self, at: datetime) -> list[int]:
        act = self.plan.act
        instrument = cite(act.instrument, act.body, act.subject, act.decided_on, act.certainty)
        rows = Mutation.objects.bulk_create(
            Mutation(
                kind=change.kind.value,
                effective_on=act.effective_on,
                operational_on=act.operational_on,
                recorded_at=at,
                instrument_id=instrument,
                clause=change.clause,
            )
            for change in act.changes
        )
        return [row.id for row in rows]

    def _open(self) -> dict[str, int]:
        """The ids of the states that begin, by code; provinces first, because communes stand in them."""
        fresh = [code for code in self.plan.begun if code not in self.plan.keepers]
        units = dict(zip(fresh, new_units(len(fresh)), strict=True))
        units |= {code: card.unit_id for code, card in self.plan.keepers.items()}
        openings = [
            self._opening(unit, units, mutation)
            for mutation, change in zip(self.mutations, self.plan.act.changes, strict=True)
            for unit in change.begins
        ]
        openings += [
            Opening(
                unit=card.unit_id,
                parent=units[joined],
                code=card.code,
                name=card.name,
                kind=card.kind,
                valid_from=self.on,
                opened_by=self.closed_by[left],
            )
            for card, left, joined in self.plan.followers
        ]
        return {one.code: pk for one, pk in zip(openings, open_states(openings), strict=True)}

    def _opening(self, unit: NewUnit, units: dict[str, int], mutation: int) -> Opening:
        parent = None
        if unit.province_code not in {"", unit.code}:
            standing = self.plan.sheet.by_code.get(unit.province_code, ())
            known = {card.code: card.unit_id for card in standing if card.in_force(self.on)}
            parent = units.get(unit.province_code) or known[unit.province_code]
        return Opening(
            unit=units[unit.code],
            parent=parent,
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            valid_from=self.on,
            opened_by=mutation,
        )

    def _bonds(self, opened: dict[str, int]) -> list[Bond]:
        return [
            Bond(
                predecessor=self.plan.ended[edge.predecessor_code].state_id,
                successor=opened[edge.successor_code],
                mutation=mutation,
                quantifier=edge.quantifier,
                is_primary=edge.is_primary,
                area_share=edge.area_share,
                population_share=edge.population_share,
                share_source=edge.share_source,
            )
            for mutation, change in zip(self.mutations, self.plan.act.changes, strict=True)
            for edge in change.edges
        ]

    def _kept(self, opened: dict[str, int], bound: set[tuple[int, int]]) -> list[tuple[int, int, int, str]]:
        """Units that go on without an edge: renamed, retyped, moved, or with their province."""
        pairs = [
            (self.closed_by[card.code], card.state_id, opened[code])
            for code, card in self.plan.keepers.items()
        ]
        pairs += [
            (self.closed_by[left], card.state_id, opened[card.code]) for card, left, _ in self.plan.followers
        ]
        return [(*pair, Quantifier.UNCHANGED.value) for pair in pairs if pair[1:] not in bound]
