"""Reports that were not submitted in time: marked once by the night, kept though they come later (migration 0003)."""

from django.db import models

from haicap.reporting.contract import Kind


class PeriodicOverdue(models.Model):
    """`body` had not submitted its report of a period on `due_on`."""

    pk = models.CompositePrimaryKey("body_id", "kind", "starts_on")
    body = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in Kind])
    starts_on = models.DateField()
    province = models.CharField(max_length=2)
    due_on = models.DateField()
    marked_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_periodic_overdue"
