"""Who holds which post when, and who stands in for whom: the only source of rights.

That one person cannot hold one post twice on the same day is kept by the database; the equality inside the
exclusion is the overlap of two one-point ranges, so it needs no extension.
"""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from haicap.organisation.contract import Capacity, Role
from haicap.organisation.models.post import Person, Post


def on(day: date) -> Q:
    """Rows in force on `day`: from `starts_on` to `ends_on`, the last day included."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Term(Func):
    """The days from `starts_on` to `ends_on`, both included, open where there is no last day."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


class OnePoint(Func):
    """A key as a range of itself alone, so that `&&` says "equal"."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class Appointment(models.Model):
    """One person in one post from `starts_on` to the end of `ends_on` (empty: until further notice)."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    act_number = models.TextField(default="", blank=True)
    # the appointment in a body that was merged away: it stays as it was, this one goes on in the successor
    continues = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "organisation_appointment"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="organisation_appointment_dates_in_order",
            ),
            ExclusionConstraint(
                name="organisation_appointment_once_a_day",
                expressions=[
                    (OnePoint(F("person")), RangeOperators.OVERLAPS),
                    (OnePoint(F("post")), RangeOperators.OVERLAPS),
                    (Term(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Delegation(models.Model):
    """Part of an appointment's roles lent to another person for a time, by a written act.

    It is always lent by an appointment, never by another delegation, so substitutes cannot form a chain.
    """

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.TextField())
    capacity = models.TextField()
    act_number = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        db_table = "organisation_delegation"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="organisation_delegation_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in Role], roles__len__gt=0),
                name="organisation_delegation_roles_known",
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=[one.value for one in Capacity]),
                name="organisation_delegation_capacity_known",
            ),
            models.CheckConstraint(condition=~Q(act_number=""), name="organisation_delegation_has_act"),
        ]
