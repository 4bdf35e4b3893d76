"""Writing down what bodies hand over when they are merged, or give back when a merger is annulled."""

from datetime import datetime
from uuid import UUID

from haicap.documents.models import CustodyRow
from haicap.documents.selectors.custody import held_by
from haicap.organisation import api as organisation


def hand_over(reorganisation: UUID, instrument: str, at: datetime) -> None:
    """A row for every succession of the reorganisation that has none and stands: who ends, with what it kept."""
    ties = [tie for tie in organisation.successions_of(reorganisation) if tie.until is None]
    held = held_by(tie.predecessor for tie in ties)
    CustodyRow.objects.bulk_create(
        (
            CustodyRow(
                succession_id=tie.id,
                instrument=instrument,
                files=held[tie.predecessor].files,
                size=held[tie.predecessor].size,
                at=at,
            )
            for tie in ties
        ),
        batch_size=5000,
    )
