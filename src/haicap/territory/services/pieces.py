"""Land without a commune that comes with the package."""

from collections.abc import Iterable, Mapping
from datetime import date

from haicap.territory.models import Mutation, Piece
from haicap.territory.selectors.units import require_unit


def load_pieces(rows: Iterable[Mapping[str, str]]) -> int:
    """Write the rows of `data/pieces.csv` that are not there yet; returns how many."""
    written = 0
    for row in rows:
        day = date.fromisoformat(row["on"])
        unit = require_unit(row["successor"], day)
        act = Mutation.objects.get(
            instrument__number=row["instrument"],
            clause=row["clause"],
            effective_on=day,
            annulled_by=None,
        )
        _, fresh = Piece.objects.get_or_create(
            successor_id=unit.state_id,
            name=row["name"],
            defaults={"managed_by": row["managed_by"], "mutation": act},
        )
        written += fresh
    return written
