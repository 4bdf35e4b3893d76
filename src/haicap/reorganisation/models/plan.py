"""A plan and what became of it. What was approved cannot change: the content's hash is part of every later step."""

import uuid

from django.db import models
from django.db.models import F, Q

from haicap.reorganisation.contract import PlanStatus

_LATER = [PlanStatus.APPROVED.value, PlanStatus.APPLIED.value, PlanStatus.ANNULLED.value]
_DONE = [PlanStatus.APPLIED.value, PlanStatus.ANNULLED.value]


class PlanRow(models.Model):
    """One plan. `content` is its document, `units` the ids it bound when applied, `report` the last proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    province = models.TextField()
    status = models.TextField(choices=[(status.value, status.value) for status in PlanStatus])
    instrument = models.TextField()
    effective_on = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    proposed_by = models.BigIntegerField()  # person
    proposed_label = models.TextField()
    proposed_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approved_label = models.TextField(default="")
    approved_at = models.DateTimeField(null=True)
    applied_label = models.TextField(default="")
    applied_at = models.DateTimeField(null=True)
    annulled_label = models.TextField(default="")
    annulled_at = models.DateTimeField(null=True)
    annulled_on = models.DateField(null=True)
    units = models.JSONField(default=dict)
    report = models.JSONField(null=True)
    report_sha256 = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "reorganisation_plan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in PlanStatus]),
                name="reorganisation_plan_status",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_LATER) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="reorganisation_plan_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="reorganisation_plan_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DONE) | Q(applied_at__isnull=False, report__isnull=False),
                name="reorganisation_plan_proved",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.ANNULLED.value)
                | Q(annulled_at__isnull=False, annulled_on__gt=F("effective_on")),
                name="reorganisation_plan_annulled",
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(status__in=[PlanStatus.WITHDRAWN.value, PlanStatus.ANNULLED.value]),
                name="reorganisation_plan_once",
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-effective_on", "id"], name="reorganisation_plan_listed")
        ]
