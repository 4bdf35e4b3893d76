"""Proposals to annul an applied plan, decided by another person; decided once, never rewritten (sql/annulments.sql)."""

import uuid

from django.db import models
from django.db.models import F, Q

from haicap.reorganisation.contract import AnnulmentStatus
from haicap.reorganisation.models.plan import PlanRow


class AnnulmentRow(models.Model):
    """One proposal: the annulling act, why, who proposed and who decided it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(PlanRow, on_delete=models.PROTECT, related_name="+")
    status = models.TextField(choices=[(status.value, status.value) for status in AnnulmentStatus])
    instrument = models.TextField()
    body = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True)  # the annulling act
    reason = models.TextField()
    proposed_by = models.BigIntegerField()  # person
    proposed_label = models.TextField()
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_label = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        db_table = "reorganisation_annulment"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in AnnulmentStatus]),
                name="reorganisation_annulment_status",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S", instrument__regex=r"\S"),
                name="reorganisation_annulment_told",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=AnnulmentStatus.WAITING.value, decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(
                    ~Q(status=AnnulmentStatus.WAITING.value),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="reorganisation_annulment_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnnulmentStatus.CONFIRMED.value) | ~Q(decided_by=F("proposed_by")),
                name="reorganisation_annulment_two_people",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status=AnnulmentStatus.WAITING.value),
                name="reorganisation_annulment_one_waits",
            ),
        ]
