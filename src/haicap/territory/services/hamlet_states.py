"""The rows of hamlets: acts, states that begin and end, under one lock. What may be done is decided by the verbs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from haicap.kernel.errors import refuse
from haicap.kernel.text import clean, fold, sort_key
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    NewHamlet,
    StateStatus,
    UnitCard,
    UnitId,
)
from haicap.territory.models import Hamlet, HamletState
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.selectors.hamlets import cards_of_hamlets, divided_from


@dataclass(frozen=True, slots=True)
class Begun:
    """A state that begins with its act."""

    hamlet: HamletId
    unit: UnitId
    named: NewHamlet
    act: ActRow


def lock_hamlets() -> None:
    """Nobody else changes hamlets until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE territory_hamlet IN SHARE ROW EXCLUSIVE MODE")


def record(change: HamletChange, act: HamletAct, at: datetime) -> ActRow:
    """The act's row. Refused: territory.hamlet_officer where nobody answers for it."""
    if not act.officer.strip():
        raise refuse("territory.hamlet_officer", field="officer")
    return ActRow.objects.create(
        change=change.value,
        instrument=clean(act.instrument),
        clause=clean(act.clause),
        decided_on=act.decided_on,
        effective_on=act.effective_on,
        officer=clean(act.officer),
        reason=clean(act.reason),
        evidence=clean(act.evidence),
        recorded_at=at,
    )


def open_cards(hamlets: Iterable[HamletId], day: date) -> tuple[HamletCard, ...]:
    """The hamlets as they stand on `day`, each in its last state. Refused: territory.hamlet_unknown (or ended),
    territory.hamlet_later_states.
    """
    wanted = set(hamlets)
    rows = HamletState.objects.filter(hamlet__in=wanted, status=StateStatus.VALID, valid_to=None)
    cards = cards_of_hamlets(rows)
    for missing in sorted(wanted - {card.hamlet_id for card in cards}):
        raise refuse("territory.hamlet_unknown", field="hamlets", hamlet=missing)
    for card in cards:
        if card.valid_from >= day:
            facts = {"name": card.name, "day": card.valid_from}
            raise refuse("territory.hamlet_later_states", field="effective_on", **facts)
    return cards


def new_hamlets(count: int) -> list[HamletId]:
    """Identities for hamlets that begin."""
    return [HamletId(row.id) for row in Hamlet.objects.bulk_create(Hamlet() for _ in range(count))]


def put(states: Sequence[Begun]) -> tuple[HamletCard, ...]:
    """Write states that begin on the day of their act; the cards in the same order."""
    rows = HamletState.objects.bulk_create(
        HamletState(
            hamlet_id=one.hamlet,
            unit_id=one.unit,
            kind=one.named.kind.value,
            name=clean(one.named.name),
            folded=fold(one.named.name),
            sort_key=sort_key(clean(one.named.name)),
            valid_from=one.act.effective_on,
            opened_by=one.act,
        )
        for one in states
    )
    ids = [row.id for row in rows]
    found = {card.state_id: card for card in cards_of_hamlets(HamletState.objects.filter(id__in=ids))}
    return tuple(found[pk] for pk in ids)


def close(cards: Iterable[HamletCard], act: ActRow) -> None:
    """End the states on the day of the act."""
    states = HamletState.objects.filter(id__in=[card.state_id for card in cards])
    states.update(valid_to=act.effective_on, closed_by=act)


def fork_of(card: HamletCard, heir: UnitCard, day: date) -> UnitId:
    """The unit whose division on `day` makes it a question whether the hamlet is `heir`'s.

    Refused: territory.hamlet_not_divided, territory.not_a_successor.
    """
    state, heirs = divided_from(card, day) or (card.unit, [])
    if len(heirs) < 2 or heirs[0].effective_on != day:  # noqa: PLR2004 - a division has two heirs
        raise refuse("territory.hamlet_not_divided", field="hamlets", name=card.name, day=day)
    if heir.unit_id not in {edge.unit.unit_id for edge in heirs}:
        candidates = ", ".join(f"{edge.unit.name} ({edge.unit.code})" for edge in heirs)
        raise refuse("territory.not_a_successor", field="successor", name=heir.name, candidates=candidates)
    return state.unit_id
