"""The conservation reports of a plan, one for each step that it proves, and the sealed paper made of each.

A report is written in the transaction that it proves, its paper after the commit; the database lets the paper be
noted once and nothing else be changed (migration 0005).
"""

from django.db import models
from django.db.models import Q

from haicap.reorganisation.contract import Proved
from haicap.reorganisation.models.plan import PlanRow


class ReportRow(models.Model):
    """One proof: `content` with the hash of its canonical JSON; `file` and its hash once it is sealed."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(PlanRow, on_delete=models.PROTECT, related_name="+")
    proved = models.TextField(choices=[(step.value, step.value) for step in Proved])
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    file_sha256 = models.CharField(max_length=64, default="")
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reorganisation_report"
        constraints = [
            models.UniqueConstraint(fields=["plan", "proved"], name="reorganisation_report_once"),
            models.CheckConstraint(
                condition=Q(proved__in=[step.value for step in Proved]), name="reorganisation_report_proved"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_sha256="", sealed_at__isnull=True)
                | Q(file__isnull=False, file_sha256__regex="^[0-9a-f]{64}$", sealed_at__isnull=False),
                name="reorganisation_report_sealed",
            ),
        ]
