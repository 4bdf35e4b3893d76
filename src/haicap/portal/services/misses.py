"""Counting a wrong guess."""

from datetime import datetime

from django.db import connection

from haicap.portal.domain.guessing import window_of
from haicap.portal.models import Miss

# one statement, so that guesses at the same moment are all counted
_COUNT = """
INSERT INTO portal_miss (place, window_at, count) VALUES (%s, %s, 1)
ON CONFLICT (place, window_at) DO UPDATE SET count = portal_miss.count + 1
"""


def count_miss(*, place: str, at: datetime) -> None:
    """Add one to the misses of `place` in the window of `at`; what is past is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [place, window_of(at)])
    Miss.objects.filter(window_at__lt=window_of(at)).delete()
