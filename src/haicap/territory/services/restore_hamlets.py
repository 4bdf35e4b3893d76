"""Undoes what a paper did to hamlets, from a later day on: what it ended stands again, what it began ends.

The act that undoes is one more act; what stood in between stays readable.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from haicap.kernel.errors import refuse
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    NewHamlet,
    StateStatus,
    UnitId,
)
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.models import HamletAssignment, HamletEdge, HamletState
from haicap.territory.selectors.hamlets import cards_of_hamlets, home_of
from haicap.territory.selectors.units import state_on
from haicap.territory.services.hamlet_states import Begun, close, lock_hamlets, put, record


@transaction.atomic
def restore_hamlets(
    acts: Collection[int], homes: Mapping[HamletId, UnitId], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Undo `acts` (of one day) from `act.effective_on`, which is later; the map is already as it is to be.

    `homes`: the unit each hamlet belonged to before them. One that the acts left alone, and that others changed since
    in a unit that is no more, goes back to its own with the name it has now. Returns the states that begin.
    Refused: territory.hamlet_later_states (a later act rests on what the acts began), .hamlet_officer.
    """
    lock_hamlets()
    day = act.effective_on
    valid = HamletState.objects.filter(status=StateStatus.VALID)
    begun = cards_of_hamlets(valid.filter(opened_by__in=acts))
    ended = cards_of_hamlets(valid.filter(closed_by__in=acts))
    for card in begun:
        if card.valid_to is not None or card.valid_from >= day:
            facts = {"name": card.name, "day": card.valid_to or card.valid_from}
            raise refuse("territory.hamlet_later_states", field="effective_on", **facts)
    stranded = _stranded({one: homes[one] for one in homes.keys() - {card.hamlet_id for card in begun}}, day)
    if not (begun or ended or stranded):
        return ()
    row = record(HamletChange.RESTORED, act, at)
    close([*begun, *stranded], row)
    again = put([_again(card, homes, row) for card in (*ended, *stranded)])
    _bind(acts, {card.state_id: new for card, new in zip(ended, again, strict=False)}, row)
    HamletAssignment.objects.filter(act__in=acts, replaced_by=None).update(replaced_by=row)
    return again


def _again(card: HamletCard, homes: Mapping[HamletId, UnitId], row: ActRow) -> Begun:
    unit = homes.get(card.hamlet_id) or _home_before(card)
    return Begun(card.hamlet_id, unit, NewHamlet(card.name, card.kind), row)


def _home_before(card: HamletCard) -> UnitId:
    """Where the hamlet belonged on the last day of the state; the unit it was listed in where nobody can tell."""
    last = (card.valid_to or card.valid_from) - timedelta(days=1)
    return (home_of(card, last) or card.unit).unit_id


def _stranded(homes: Mapping[HamletId, UnitId], day: date) -> tuple[HamletCard, ...]:
    """Hamlets whose last state is of a unit that is no more, while the one they came from stands again."""
    rows = HamletState.objects.filter(hamlet__in=homes, status=StateStatus.VALID, valid_to=None)
    return tuple(
        card
        for card in cards_of_hamlets(rows)
        if card.valid_from < day and home_of(card, day) is None and state_on(homes[card.hamlet_id], day)
    )


def _bind(acts: Collection[int], again: Mapping[int, HamletCard], row: ActRow) -> None:
    """What was merged or divided is followed by the hamlets it came from."""
    edges = HamletEdge.objects.filter(act__in=acts).order_by("id")
    HamletEdge.objects.bulk_create(
        HamletEdge(
            act=row, predecessor_id=edge.successor_id, successor_id=again[edge.predecessor_id].state_id
        )
        for edge in edges
    )
