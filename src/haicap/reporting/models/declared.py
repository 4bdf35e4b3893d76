"""Figures that officials wrote down. Rows are only added; a correction is a new row that names the one it replaces."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from haicap.reporting.contract import Qualifier


class DeclaredPaper(models.Model):
    """A file of declared figures, as it was handed in."""

    id = models.UUIDField(primary_key=True)
    province = models.CharField(max_length=2)
    name = models.TextField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    appointment_id = models.BigIntegerField()
    actor_label = models.TextField()

    class Meta:
        db_table = "reporting_declared_paper"
        constraints = [
            models.UniqueConstraint(fields=["province", "sha256"], name="reporting_declared_paper_once")
        ]


class DeclaredRow(models.Model):
    """One figure of one unit and period. `counted` is what our dossiers came to when it was written down."""

    id = models.BigAutoField(primary_key=True)
    province = models.CharField(max_length=2)
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    name = models.TextField()
    name_en = models.TextField()
    counts = ArrayField(models.TextField())
    value = models.DecimalField(max_digits=18, decimal_places=2)
    qualifier = models.TextField(choices=[(each.value, each.value) for each in Qualifier])
    source = models.TextField()
    reason = models.TextField(default="")
    counted = models.BigIntegerField()
    agrees = models.BooleanField(null=True)  # null: the qualifier leaves it open
    paper = models.ForeignKey(DeclaredPaper, models.PROTECT, related_name="+", null=True)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    appointment_id = models.BigIntegerField()
    actor_label = models.TextField()

    class Meta:
        db_table = "reporting_declared"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="reporting_declared_days_in_order"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="reporting_declared_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="reporting_declared_has_source"),
            # typed by hand and not what we count, or a correction: only with a reason
            models.CheckConstraint(
                condition=~Q(reason="")
                | Q(replaces__isnull=True, paper__isnull=False)
                | Q(replaces__isnull=True, agrees=True),
                name="reporting_declared_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_on", "ends_on"], name="reporting_declared_of_unit")]
