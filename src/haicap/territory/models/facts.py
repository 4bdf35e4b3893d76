"""What is told of states: figures with day and source, land without a unit, the codes of other systems."""

from django.db import models
from django.db.models import F, Func, Q

from haicap.territory.contract import COUNTED, Measure, Precision

_COUNTED = sorted(one.value for one in COUNTED)


class Observation(models.Model):
    """One figure of one state of a unit, or of one hamlet, on a day, as one source gives it.

    A correction replaces it and stays beside it.
    """

    id = models.BigAutoField(primary_key=True)
    state = models.ForeignKey("territory.UnitState", null=True, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("territory.Hamlet", null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.TextField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    reference_on = models.DateField()
    source = models.TextField()
    precision = models.TextField()
    recorded_at = models.DateTimeField()
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "territory_observation"
        constraints = [
            models.UniqueConstraint(
                fields=["state", "measure", "reference_on", "source"],
                condition=Q(replaced_by__isnull=True),
                name="territory_observation_once",
            ),
            models.UniqueConstraint(
                fields=["hamlet", "measure", "reference_on", "source"],
                condition=Q(replaced_by__isnull=True),
                name="territory_observation_once_hamlet",
            ),
            models.CheckConstraint(
                condition=Q(state__isnull=False, hamlet__isnull=True)
                | Q(state__isnull=True, hamlet__isnull=False, measure__in=_COUNTED),
                name="territory_observation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(measure__in=[one.value for one in Measure]), name="territory_observation_measure"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=[one.value for one in Precision]),
                name="territory_observation_precision",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0)
                & (~Q(measure__in=_COUNTED) | Q(value=Func(F("value"), function="trunc"))),
                name="territory_observation_value",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="territory_observation_source"),
        ]


class Piece(models.Model):
    """Land that belonged to no commune and went by an act into one."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    managed_by = models.TextField(default="", blank=True)
    successor = models.ForeignKey("territory.UnitState", on_delete=models.PROTECT, related_name="+")
    mutation = models.ForeignKey("territory.Mutation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "territory_piece"
        constraints = [
            models.UniqueConstraint(fields=["successor", "name"], name="territory_piece_once"),
        ]


class CodeAlias(models.Model):
    """What another system calls a unit, from `valid_from` to before `valid_to`."""

    id = models.BigAutoField(primary_key=True)
    system = models.TextField()
    alias = models.TextField()
    unit = models.ForeignKey("territory.Unit", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        db_table = "territory_code_alias"
        constraints = [
            models.UniqueConstraint(fields=["system", "alias", "valid_from"], name="territory_alias_once"),
            models.UniqueConstraint(
                fields=["system", "alias"],
                condition=Q(valid_to__isnull=True),
                name="territory_alias_one_open",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="territory_alias_days",
            ),
        ]
