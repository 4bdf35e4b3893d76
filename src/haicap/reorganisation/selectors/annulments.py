"""Proposed annulments of plans, and what carrying one out today would do; it reads and writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Move, PersonId
from haicap.reorganisation.contract import (
    AnnullingAct,
    AnnulmentCard,
    AnnulmentId,
    AnnulmentStatus,
    Ceasing,
    Plan,
    Restoration,
    Restored,
    Signed,
)
from haicap.reorganisation.domain import annulments as rule
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import AnnulmentRow, PlanRow
from haicap.reorganisation.selectors import carriers, moves
from haicap.territory import api as territory
from haicap.territory.contract import Annulment, UnitCard, UnitId

SINCE = "since"  # what carriers call dossiers received from a day on


def card_of(row: AnnulmentRow) -> AnnulmentCard:
    """The card of one row."""
    return AnnulmentCard(
        id=AnnulmentId(row.id),
        status=AnnulmentStatus(row.status),
        act=AnnullingAct(row.instrument, row.reason, row.body, row.decided_on),
        author=PersonId(row.proposed_by),
        proposed=Signed(row.proposed_label, row.proposed_at),
        decided=Signed(row.decided_label, row.decided_at) if row.decided_at else None,
        note=row.note,
    )


def of_plans(plan_ids: Iterable[UUID]) -> Mapping[UUID, tuple[AnnulmentCard, ...]]:
    """All proposals by plan, oldest first. One query."""
    found: dict[UUID, list[AnnulmentCard]] = defaultdict(list)
    for row in AnnulmentRow.objects.filter(plan_id__in=list(plan_ids)).order_by("proposed_at", "id"):
        found[row.plan_id].append(card_of(row))
    return {plan: tuple(cards) for plan, cards in found.items()}


def act_on_the_map(plan: Plan, act: AnnullingAct, day: date) -> Annulment:
    """What the map is told: the plan's own clauses, no other plan's of the same instrument."""
    return Annulment(
        annuls=plan.enactment.instrument,
        instrument=act.instrument,
        body=act.body,
        subject="",
        decided_on=act.decided_on,
        effective_on=day,
        certainty="copy",
        clauses=tuple(change.clause for change in plan.enactment.changes),
    )


def in_the_way(plan: Plan, act: AnnullingAct, day: date) -> tuple[Refusal, ...]:
    """What would keep an applied plan from being annulled on `day`: the window, later acts on the map."""
    untimely = rule.untimely(plan.enactment.effective_on, plan.window_days, day)
    if untimely:
        return (untimely,)
    return territory.annullable(act_on_the_map(plan, act, day)) if plan.enactment.changes else ()


def restoration(row: PlanRow, act: AnnullingAct, day: date) -> Restoration:
    """What annulling the applied plan of `row` on `day` would do."""
    plan = plan_document.read(row.content)
    move = moves.again(row.id, plan, row.units)
    return Restoration(
        findings=in_the_way(plan, act, day),
        restores=_restored(move),
        ceases=_ceasing(move),
        last_day=rule.last_day(row.effective_on, plan.window_days),
    )


def _restored(move: Move) -> tuple[Restored, ...]:
    eve = move.on - timedelta(days=1)
    units = [UnitId(unit) for unit in (*move.heirs, *(before.unit_id for before, _ in move.kept))]
    held: dict[UnitId, Counter[str]] = defaultdict(Counter)
    for one in carriers.preview(units, eve):
        if one.name != SINCE and one.count:
            held[one.unit_id][one.name] += one.count
    cards = sorted((moves.standing(unit, eve) for unit in units), key=lambda card: card.code)
    return tuple(Restored(card.code, card.name, dict(sorted(held[card.unit_id].items()))) for card in cards)


def _ceasing(move: Move) -> tuple[Ceasing, ...]:
    """The units that began, and those that go on as they were before."""
    eve = move.on - timedelta(days=1)
    standing: list[UnitCard] = [*move.begun, *(after for _, after in move.kept)]
    newer = {
        one.unit_id: one.count
        for one in carriers.preview([card.unit_id for card in standing], move.on)
        if one.name == SINCE
    }
    return tuple(
        Ceasing(
            card.code,
            card.name,
            _said(moves.standing(move.main[card.unit_id], eve)),
            newer.get(card.unit_id, 0),
        )
        for card in sorted(standing, key=lambda card: card.code)
    )


def _said(unit: UnitCard) -> str:
    return f"{unit.name} ({unit.code})"
