"""Carries out an officer's decision: to which successor of a divided commune a hamlet belongs, and why."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from haicap.kernel.errors import refuse
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    NewHamlet,
    StateStatus,
    UnitCard,
)
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.models import HamletAssignment, HamletState
from haicap.territory.selectors.hamlets import cards_of_hamlets
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.hamlet_states import Begun, close, fork_of, lock_hamlets, put, record


@transaction.atomic
def assign_hamlets(
    hamlets: Collection[HamletId], successor: str, act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Give each hamlet of a divided commune to `successor` (a code on the day of the division), from that day on.

    `act.effective_on` is the day of the division; `act.reason` is needed, `act.evidence` says what it rests on.
    Deciding the same again changes nothing; deciding otherwise replaces the former decision, which stays readable.
    Returns the hamlets where they are now. Refused: territory.unknown_unit, .hamlet_unknown, .hamlet_officer,
    .hamlet_reason, .hamlet_not_divided (its commune was not divided on that day), .not_a_successor, .hamlets_none,
    .hamlet_later_states (a decision to be replaced on which later acts rest).
    """
    if not hamlets:
        raise refuse("territory.hamlets_none", field="hamlets")
    if not act.reason.strip():
        raise refuse("territory.hamlet_reason", field="reason")
    lock_hamlets()
    heir = require_unit(successor, act.effective_on, field="successor")
    decided = {
        HamletId(one.hamlet_id): one
        for one in HamletAssignment.objects.filter(
            hamlet__in=hamlets, replaced_by=None, act__effective_on=act.effective_on
        ).order_by("id")
    }
    fresh = [
        hamlet
        for hamlet in dict.fromkeys(hamlets)
        if hamlet not in decided or decided[hamlet].successor_id != heir.unit_id
    ]
    if fresh:
        row = record(HamletChange.ASSIGNED, act, at)
        for hamlet in fresh:
            if hamlet in decided:
                _take_back(decided[hamlet], row)
            _assign(hamlet, heir, row)
    return tuple(_last(hamlet, act.effective_on) for hamlet in dict.fromkeys(hamlets))


def _assign(hamlet: HamletId, heir: UnitCard, act: ActRow) -> None:
    card = _last(hamlet, act.effective_on)
    divided = fork_of(card, heir, act.effective_on)
    close([card], act)
    HamletAssignment.objects.create(hamlet_id=hamlet, divided_id=divided, successor_id=heir.unit_id, act=act)
    put([Begun(hamlet, heir.unit_id, NewHamlet(card.name, card.kind), act)])


def _last(hamlet: HamletId, day: date) -> HamletCard:
    rows = HamletState.objects.filter(hamlet=hamlet, status=StateStatus.VALID, valid_to=None)
    cards = cards_of_hamlets(rows)
    if not cards:
        raise refuse("territory.hamlet_unknown", field="hamlets", hamlet=hamlet)
    if cards[0].valid_from > day:
        facts = {"name": cards[0].name, "day": cards[0].valid_from}
        raise refuse("territory.hamlet_later_states", field="effective_on", **facts)
    return cards[0]


def _take_back(standing: HamletAssignment, act: ActRow) -> None:
    """The state that the former decision opened is annulled, the one before it stands open again."""
    states = HamletState.objects.filter(hamlet=standing.hamlet_id, status=StateStatus.VALID)
    opened = states.filter(opened_by=standing.act_id).order_by("id").first()
    if opened is None:  # the decision merged or divided it
        raise refuse("territory.hamlet_unknown", field="hamlets", hamlet=standing.hamlet_id)
    if opened.valid_to is not None:
        raise refuse(
            "territory.hamlet_later_states", field="effective_on", name=opened.name, day=opened.valid_to
        )
    states.filter(id=opened.id).update(status=StateStatus.ANNULLED.value)
    states.filter(closed_by=standing.act_id).update(valid_to=None, closed_by=None)
    standing.replaced_by = act
    standing.save(update_fields=["replaced_by"])
