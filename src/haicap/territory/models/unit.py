"""Units and their dated states: who a unit is, and what it was called and where it belonged on which days.

No extension is needed to keep states apart: an equality inside the exclusion is written as the overlap of two
one-point ranges. A code becomes a number for that by a leading 1, which keeps "68" and "00068" different.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from haicap.territory.contract import PROVINCE_KINDS, StateStatus, UnitKind


class Days(Func):
    """The days of a state: from `valid_from` to before `valid_to`, open where that is empty."""

    function = "daterange"
    output_field = DateRangeField()


class OnePoint(Func):
    """A bigint as a range of itself alone, so that `&&` says "equal"."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class CodeNumber(Func):
    """A code as a number of its own."""

    template = "('1' || %(expressions)s)::bigint"


class Unit(models.Model):
    """An identity and nothing else: what changes about a unit is in its states."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        db_table = "territory_unit"


class UnitState(models.Model):
    """One state of one unit. `valid_from` 0001-01-01 says: since when is not known."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    name = models.TextField()
    folded = models.TextField()
    sort_key = models.TextField()
    kind = models.TextField()
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    district = models.TextField(default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    opened_by = models.ForeignKey(
        "territory.Mutation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_by = models.ForeignKey(
        "territory.Mutation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.TextField(default=StateStatus.VALID.value)

    class Meta:
        db_table = "territory_unit_state"
        constraints = [
            ExclusionConstraint(
                name="territory_state_one_a_day",
                expressions=[
                    (OnePoint(F("unit")), RangeOperators.OVERLAPS),
                    (Days(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=StateStatus.VALID.value),
            ),
            ExclusionConstraint(
                name="territory_code_one_a_day",
                expressions=[
                    (OnePoint(CodeNumber(F("code"))), RangeOperators.OVERLAPS),
                    (Days(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=StateStatus.VALID.value),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="territory_state_days",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{2}|[0-9]{3}|[0-9]{5})$"), name="territory_state_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in UnitKind]), name="territory_state_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(PROVINCE_KINDS), parent__isnull=True)
                | (~Q(kind__in=sorted(PROVINCE_KINDS)) & Q(parent__isnull=False)),
                name="territory_state_parent",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(valid_to__isnull=False),
                name="territory_state_closed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in StateStatus]),
                name="territory_state_status",
            ),
        ]
