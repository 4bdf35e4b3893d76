"""What every run of `check` said, for ever: append-only, each run chained to the one before (sql/links.sql)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class CheckRun(models.Model):
    """One run. `seq`, `previous_hash` and `hash` are given by the database; `findings` is that of `checks.runs`."""

    seq = models.BigIntegerField(primary_key=True)
    ran_at = models.DateTimeField()  # when its snapshot was taken
    seconds = models.FloatField()
    full = models.BooleanField()  # on all rows, or on what moved lately
    whole = models.BooleanField()  # every law of that depth, or some (`--only`)
    laws = ArrayField(models.TextField())
    findings = models.JSONField(default=dict)
    finding_count = models.PositiveIntegerField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "platform_check_run"
        indexes = [
            models.Index(fields=["full", "-seq"], name="platform_check_whole", condition=Q(whole=True))
        ]
