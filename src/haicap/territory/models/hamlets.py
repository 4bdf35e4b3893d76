"""Hamlets, their dated states, the acts between them, and what officers decided for divided communes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from haicap.territory.contract import HamletChange, HamletKind, StateStatus
from haicap.territory.models.unit import Days, OnePoint

_REASONED = [HamletChange.ASSIGNED.value, HamletChange.RETIRED.value]


class Hamlet(models.Model):
    """An identity and nothing else."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        db_table = "territory_hamlet"


class HamletAct(models.Model):
    """What one paper did to hamlets from one day on; never changed."""

    id = models.BigAutoField(primary_key=True)
    change = models.TextField()
    instrument = models.TextField()
    clause = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True)
    effective_on = models.DateField()
    officer = models.TextField()
    reason = models.TextField(default="", blank=True)
    evidence = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "territory_hamlet_act"
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=[one.value for one in HamletChange]), name="territory_hamlet_change"
            ),
            models.CheckConstraint(
                condition=~Q(officer="") & (~Q(change__in=_REASONED) | ~Q(reason="")),
                name="territory_hamlet_officer",
            ),
        ]


class HamletState(models.Model):
    """A hamlet's name, kind and commune from `valid_from` to before `valid_to`."""

    id = models.BigAutoField(primary_key=True)
    hamlet = models.ForeignKey(Hamlet, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    name = models.TextField()
    folded = models.TextField()
    sort_key = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    opened_by = models.ForeignKey(HamletAct, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(HamletAct, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.TextField(default=StateStatus.VALID.value)

    class Meta:
        db_table = "territory_hamlet_state"
        constraints = [
            ExclusionConstraint(
                name="territory_hamlet_one_a_day",
                expressions=[
                    (OnePoint(F("hamlet")), RangeOperators.OVERLAPS),
                    (Days(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=StateStatus.VALID.value),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="territory_hamlet_days",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in HamletKind]), name="territory_hamlet_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in StateStatus]), name="territory_hamlet_status"
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, valid_to__isnull=True)
                | Q(closed_by__isnull=False, valid_to__isnull=False),
                name="territory_hamlet_closed",
            ),
        ]


class HamletEdge(models.Model):
    """Which hamlets became which, where they were merged or divided."""

    id = models.BigAutoField(primary_key=True)
    act = models.ForeignKey(HamletAct, on_delete=models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(HamletState, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(HamletState, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "territory_hamlet_edge"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="territory_hamlet_edge_once"),
        ]


class HamletAssignment(models.Model):
    """An officer gave a hamlet of a divided commune to one successor; a later decision replaces it."""

    id = models.BigAutoField(primary_key=True)
    hamlet = models.ForeignKey(Hamlet, on_delete=models.PROTECT, related_name="+")
    divided = models.ForeignKey("territory.Unit", on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("territory.Unit", on_delete=models.PROTECT, related_name="+")
    act = models.ForeignKey(HamletAct, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(HamletAct, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "territory_hamlet_assignment"
        constraints = [
            models.UniqueConstraint(
                fields=["hamlet", "divided"],
                condition=Q(replaced_by__isnull=True),
                name="territory_hamlet_assigned_once",
            ),
        ]
