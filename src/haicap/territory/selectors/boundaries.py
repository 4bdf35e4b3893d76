"""Boundaries that were loaded, for drawing."""

from collections.abc import Iterable

from haicap.territory.contract import BoundaryCard, UnitCard
from haicap.territory.domain.outlines import FINE
from haicap.territory.models import Boundary


def boundaries(cards: Iterable[UnitCard]) -> tuple[BoundaryCard, ...]:
    """The outlines there are of units in the states given, in their order. One query."""
    states = {card.state_id: card for card in cards}
    rows = {row.state_id: row for row in Boundary.objects.filter(state_id__in=states).order_by("state_id")}
    return tuple(
        BoundaryCard(
            card.unit_id,
            tuple(tuple((x / FINE, y / FINE) for x, y in ring) for ring in rows[state].rings),
            rows[state].source,
            rows[state].loaded_at,
        )
        for state, card in states.items()
        if state in rows
    )
