"""Writing down what bodies hand over when they are merged, or give back when a merger is annulled."""

from datetime import datetime
from uuid import UUID

from haicap.documents.models import CustodyRow
from haicap.documents.selectors.custody import held_by
from haicap.organisation import api as organisation
from haicap.platform.bulk import copy_rows


def hand_over(reorganisation: UUID, instrument: str, at: datetime) -> None:
    """A row for every succession of the reorganisation that has none and stands: who ends, with what it kept."""
    ties = [tie for tie in organisation.successions_of(reorganisation) if tie.until is None]
    held = held_by(tie.predecessor for tie in ties)
    columns = ("succession_id", "instrument", "files", "size", "at")
    copy_rows(CustodyRow, columns, ((tie.id, instrument, *held[tie.predecessor], at) for tie in ties))
