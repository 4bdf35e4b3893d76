"""The daily roots of the journal chains: append-only, one row a day (law I-A3)."""

from django.db import models


class DailyRoot(models.Model):
    """`heads` is {unit id: [entries, digest]}; digests are SHA-256 in hexadecimal. See `domain.roots`."""

    day = models.DateField(primary_key=True)
    made_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64, unique=True)
    heads = models.JSONField()

    class Meta:
        db_table = "dossiers_root"
