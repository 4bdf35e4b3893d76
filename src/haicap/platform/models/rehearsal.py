"""The marker of a copy on which people only rehearse. It stays for ever: the database refuses to change it."""

from django.db import models
from django.db.models import F, Q


class Rehearsal(models.Model):
    """What this copy is called, which database it was copied from and when, from which day on it only reads."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.TextField()
    source = models.TextField()
    made_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # the first official day

    class Meta:
        db_table = "platform_rehearsal"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="platform_rehearsal_one"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="platform_rehearsal_dates_in_order",
            ),
        ]
