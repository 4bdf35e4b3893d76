"""Which body goes on for which: what a reorganisation adds. Nothing of the bodies' records is rewritten by it.

A body that ended has exactly one heir, who owns everything it left behind until an officer gives single records
to somebody else. An annulment ends the row and lays a new one from the body that ends then (decision 0012).
"""

from django.db import models
from django.db.models import F, Q


class Succession(models.Model):
    """`successor` goes on for `predecessor` from `starts_on` until before `ended_on` (empty: until today)."""

    id = models.BigAutoField(primary_key=True)
    predecessor = models.ForeignKey(
        "organisation.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    successor = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, related_name="+")
    reorganisation = models.UUIDField(db_index=True)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "organisation_succession"
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="organisation_succession_two_ends"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="organisation_succession_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(ended_on__isnull=True),
                name="organisation_succession_one_heir",
            ),
        ]
