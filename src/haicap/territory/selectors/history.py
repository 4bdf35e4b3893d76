"""States with the acts around them: what is announced, what a unit went through, what was annulled."""

from collections.abc import Iterator
from datetime import date

from haicap.territory.contract import StateCard, StateStatus, UnitCard, UnitId, UnitKind, UnitStateId
from haicap.territory.models import UnitState
from haicap.territory.selectors.atlas import Entry, atlas, on


def state_card(card: UnitCard) -> StateCard:
    """The whole state behind a card, with what opened and closed it; also of one that was annulled since."""
    entries = atlas().by_unit.get(card.unit_id, [])
    entry = next((entry for entry in entries if entry.card.state_id == card.state_id), None)
    return _told(entry) if entry else next(_annulled(id=card.state_id))


def announced(day: date) -> tuple[StateCard, ...]:
    """States decided but not yet in force on `day`, earliest first: the map of tomorrow, apart from today's."""
    coming = [entry for entry in atlas().entries() if entry.card.valid_from > day]
    coming.sort(key=lambda entry: (entry.card.valid_from, entry.card.code))
    return tuple(_told(entry) for entry in coming)


def chronicle(unit_id: UnitId) -> tuple[StateCard, ...]:
    """Every state the register ever gave a unit, by first day, annulled ones in their place before what replaced them.

    What the register said at a moment follows from `recorded_at` of the acts: a state counted from the record of
    the act that opened it until the record of the act that annulled that one.
    """
    cards = [*_annulled(unit=unit_id), *(_told(entry) for entry in atlas().by_unit.get(unit_id, []))]
    return tuple(
        sorted(cards, key=lambda card: (card.unit.valid_from, not card.annulled, card.unit.state_id))
    )


def _told(entry: Entry, *, annulled: bool = False) -> StateCard:
    found = atlas()
    province = on(found.by_code.get(entry.card.province_code, []), entry.card.valid_from)
    return StateCard(
        unit=entry.card,
        province_name=province.card.name if province else "",
        opened_by=found.mutations.get(entry.opened_by or 0),
        closed_by=found.mutations.get(entry.closed_by or 0),
        annulled=annulled,
    )


def _annulled(**which: int) -> Iterator[StateCard]:
    found = atlas()
    for row in UnitState.objects.filter(status=StateStatus.ANNULLED, **which).order_by("id"):
        province = on(found.by_unit.get(UnitId(row.parent_id or 0), []), row.valid_from)
        card = UnitCard(
            UnitId(row.unit_id),
            UnitStateId(row.id),
            row.code,
            row.name,
            UnitKind(row.kind),
            province.card.code if province else row.code,
            row.valid_from,
            row.valid_to,
            row.district,
        )
        yield _told(Entry(card, row.folded, row.sort_key, row.opened_by_id, row.closed_by_id), annulled=True)
