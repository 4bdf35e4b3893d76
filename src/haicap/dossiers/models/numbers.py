"""Counters of dossier numbers: one locked row per receiving agency and local day, taken in the intake transaction."""

from django.db import models


class NumberCounter(models.Model):
    """Numbers 1 … `last` of that day are given; a sequence would leave gaps after a crash."""

    pk = models.CompositePrimaryKey("agency_id", "day")
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    last = models.PositiveIntegerField()
    carried = models.BooleanField(
        default=False, db_default=False
    )  # holds numbers of another system, gaps and all

    class Meta:
        db_table = "dossiers_counter"
