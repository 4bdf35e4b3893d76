"""Periodic reports: frozen once, then only acted upon. The database takes new rows and nothing else (migration 0001).

`PeriodicReport` holds what was frozen, `PeriodicAct` what was done with it, `PeriodicPaper` the sealed PDF.
"""

from django.db import models
from django.db.models import F, Q

from haicap.reporting.contract import Kind, Level, Step

_HASH = "^[0-9a-f]{64}$"


class PeriodicReport(models.Model):
    """One edition of a body's report of a period: `content` with the hash of its canonical JSON.

    `content` names the heads of the journals it was counted from; the rows behind its figures lie in `rows_file`.
    """

    id = models.UUIDField(primary_key=True)
    province = models.CharField(max_length=2)
    body = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", db_index=False)
    level = models.TextField(choices=[(level.value, level.value) for level in Level])
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in Kind])
    starts_on = models.DateField()
    ends_on = models.DateField()
    edition = models.PositiveSmallIntegerField()  # a report sent back is prepared anew as the next edition
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    rows_file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", db_index=False)
    rows_sha256 = models.CharField(max_length=64)
    rows_count = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_periodic_report"
        constraints = [
            # two people closing the same period: one of them is first
            models.UniqueConstraint(
                fields=["body", "kind", "starts_on", "edition"], name="reporting_periodic_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="reporting_periodic_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=_HASH, rows_sha256__regex=_HASH), name="reporting_periodic_hashes"
            ),
        ]
        indexes = [
            models.Index(fields=["province", "kind", "starts_on"], name="reporting_periodic_of_province")
        ]


class PeriodicAct(models.Model):
    """One step in the life of a report; where it stands is its last step."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveSmallIntegerField()
    step = models.TextField(choices=[(step.value, step.value) for step in Step])
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    appointment_id = models.BigIntegerField()
    actor_label = models.TextField()
    capacity = models.TextField(default="")
    note = models.TextField(default="")

    class Meta:
        db_table = "reporting_periodic_act"
        constraints = [
            models.UniqueConstraint(fields=["report", "seq"], name="reporting_periodic_act_order"),
            models.UniqueConstraint(fields=["report", "step"], name="reporting_periodic_act_once"),
            models.CheckConstraint(
                condition=~Q(step=Step.RETURNED.value) | ~Q(note=""), name="reporting_periodic_act_reason"
            ),
        ]


class PeriodicPaper(models.Model):
    """The report as a sealed PDF/A, made once, after it was signed."""

    report = models.OneToOneField(PeriodicReport, models.PROTECT, related_name="+", primary_key=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", db_index=False)
    file_sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_periodic_paper"
