"""How often each place has guessed wrongly in one window of time. Holds no address, only a keyed digest of it.

Shared by all processes, because a limit that each process counts for itself is no limit.
"""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class Miss(models.Model):
    """One place and window; rows of past windows are removed with the next miss."""

    place = models.CharField(max_length=64)
    window_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "portal_miss"
        constraints = [
            UniqueConstraint(fields=["place", "window_at"], name="portal_miss_once"),
            CheckConstraint(condition=Q(count__gte=1), name="portal_miss_counts"),
        ]
