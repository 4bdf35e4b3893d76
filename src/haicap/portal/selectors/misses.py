"""Reading the counters against guessing."""

from datetime import datetime

from haicap.portal.domain.guessing import window_of
from haicap.portal.models import Miss


def misses(*, place: str, at: datetime) -> int:
    """How often `place` has missed in the window of `at`."""
    row = Miss.objects.filter(place=place, window_at=window_of(at)).values_list("count", flat=True).first()
    return row or 0
