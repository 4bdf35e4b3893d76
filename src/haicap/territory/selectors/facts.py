"""What is known of a unit on a day: its figures, the land that came to it, its names in other systems."""

from datetime import date

from django.db.models import Q

from haicap.territory.contract import (
    Measure,
    ObservationCard,
    PieceCard,
    Precision,
    UnitCard,
    UnitId,
    UnitStateId,
)
from haicap.territory.models import CodeAlias, Observation, Piece
from haicap.territory.selectors.atlas import atlas
from haicap.territory.selectors.units import require_unit, state_on


def observations(code: str, day: date) -> tuple[ObservationCard, ...]:
    """The latest figure of each measure and source that was known of the unit's territory on `day`.

    A new name or kind leaves the figures standing; a change of territory does not, so figures from before one
    are not given. Ordered by measure, latest reference day first. Unknown code: territory.unknown_unit.
    """
    cards = {card.state_id: card for card in _same_land(require_unit(code, day))}
    rows = Observation.objects.filter(state__in=list(cards), replaced_by=None, reference_on__lte=day)
    found: dict[tuple[str, str], ObservationCard] = {}
    for row in rows.order_by("measure", "-reference_on", "source", "id"):
        found.setdefault(
            (row.measure, row.source),
            ObservationCard(
                unit=cards[UnitStateId(row.state_id or 0)],
                measure=Measure(row.measure),
                value=row.value,
                reference_on=row.reference_on,
                source=row.source,
                precision=Precision(row.precision),
            ),
        )
    return tuple(found.values())


def _same_land(card: UnitCard) -> list[UnitCard]:
    """The state and those before it from which it differs in name, kind or province only."""
    found = atlas()
    states: list[UnitCard] = []
    for entry in reversed(found.by_unit[card.unit_id]):
        if entry.card.valid_from <= card.valid_from:
            states.append(entry.card)
            if found.arriving.get(entry.card.state_id):
                break
    return states


def pieces(code: str, day: date) -> tuple[PieceCard, ...]:
    """Land without a commune that an act put into the unit; by name. Unknown code: territory.unknown_unit."""
    cards = {card.state_id: card for card in _same_land(require_unit(code, day))}
    rows = Piece.objects.filter(successor__in=list(cards)).select_related("mutation__instrument")
    return tuple(
        PieceCard(
            name=row.name,
            managed_by=row.managed_by,
            successor=cards[UnitStateId(row.successor_id)],
            instrument=row.mutation.instrument.number,
            clause=row.mutation.clause,
            effective_on=row.mutation.effective_on,
        )
        for row in rows.order_by("name", "id")
    )


def unit_by_alias(system: str, alias: str, day: date) -> UnitCard | None:
    """The unit that another system called so on `day`; None where it called nobody so, or the unit was no more."""
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    row = CodeAlias.objects.filter(held, system=system, alias=alias).order_by("id").first()
    return state_on(UnitId(row.unit_id), day) if row else None
