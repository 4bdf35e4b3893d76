"""Procedures, their versions in time, and who did what to them.

A version in use never changes: `0002_guards` lets the database refuse any change of an approved row except
its end, and keeps two approved versions of one procedure from being in force on the same day. Variants,
components and steps are read and written as a whole with their version, so they are its columns, not tables.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from haicap.kernel.limits import OnSupplement
from haicap.procedures.contract import Certainty, FeeRule, Level, VersionStatus
from haicap.procedures.domain.codes import PATTERN

CATALOGUE = "catalogue"  # origin of versions loaded with the product
PROVINCE = "province"  # origin of versions made here, by two people


# Two pairs of eyes: who approves is not who proposed; versions shipped with the product name neither.
_approved = Q(status=VersionStatus.APPROVED.value)
SHIPPED = Q(origin=CATALOGUE, proposed_by__isnull=True, approved_by__isnull=True) & _approved
DECIDED = Q(origin=PROVINCE, proposed_by__isnull=False, approved_by__isnull=False) & _approved
DECIDED &= ~Q(approved_by=F("proposed_by"))
IN_WORK = Q(origin=PROVINCE, approved_by__isnull=True) & ~_approved
IN_WORK &= Q(proposed_by__isnull=False) | ~Q(status=VersionStatus.PROPOSED.value)


def _one_of(column: str, kind: type[StrEnum], name: str) -> models.CheckConstraint:
    known = Q(**{f"{column}__in": [one.value for one in kind]})
    return models.CheckConstraint(condition=known, name=name)


class Field(models.Model):
    """A field of work (lĩnh vực); the key is ASCII and stable."""

    key = models.TextField(primary_key=True)
    name = models.TextField(unique=True)
    name_en = models.TextField()

    class Meta:
        db_table = "procedures_field"
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="procedures_field_key_plain"
            )
        ]


class Procedure(models.Model):
    """One procedure of the national database; all that changes stands in its versions."""

    id = models.BigAutoField(primary_key=True)
    code = models.TextField(unique=True)

    class Meta:
        db_table = "procedures_procedure"
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=PATTERN), name="procedures_procedure_code_shape")
        ]


class VersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions by state and day."""

    def approved(self) -> Self:
        """Those that are or were law here."""
        return self.filter(status=VersionStatus.APPROVED)

    def in_force(self, day: date) -> Self:
        """Approved ones on `day`; at most one of each procedure."""
        return self.approved().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def open_work(self) -> Self:
        """Drafts and proposals; at most one of each procedure."""
        return self.filter(status__in=[VersionStatus.DRAFT, VersionStatus.PROPOSED])


class ProcedureVersion(models.Model):
    """One version, in force from `valid_from` to the day before `valid_to` (empty: until further notice)."""

    id = models.BigAutoField(primary_key=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    status = models.TextField()
    origin = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    name = models.TextField()
    name_en = models.TextField()
    folded = models.TextField()  # fold(name), law I-Y1
    field = models.ForeignKey(Field, models.PROTECT, related_name="+", db_index=False)
    levels = ArrayField(models.TextField())
    certainty = models.TextField()
    source = models.TextField()
    on_supplement = models.TextField()
    fee_vnd = models.BigIntegerField(null=True)
    fee_rule = models.TextField()
    fee_note = models.TextField()
    result_name = models.TextField()
    result_name_en = models.TextField()
    note = models.TextField()
    variants = models.JSONField()
    components = models.JSONField()
    steps = models.JSONField()

    proposed_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)  # raised by every save of a draft

    objects = VersionQuerySet.as_manager()

    class Meta:
        db_table = "procedures_version"
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_version_number_once"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(status__in=[VersionStatus.DRAFT.value, VersionStatus.PROPOSED.value]),
                name="procedures_version_one_in_work",
            ),
            _one_of("status", VersionStatus, "procedures_version_status_known"),
            _one_of("certainty", Certainty, "procedures_version_certainty_known"),
            _one_of("on_supplement", OnSupplement, "procedures_version_on_supplement_known"),
            models.CheckConstraint(
                condition=Q(levels__contained_by=[one.value for one in Level], levels__len__gt=0),
                name="procedures_version_levels_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_version_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(fee_rule=FeeRule.FREE.value, fee_vnd=0)
                | Q(fee_rule=FeeRule.FIXED.value, fee_vnd__gt=0)
                | Q(fee_rule__in=[FeeRule.COUNCIL.value, FeeRule.NOT_STATED.value], fee_vnd__isnull=True),
                name="procedures_version_fee_fits_rule",
            ),
            models.CheckConstraint(
                condition=SHIPPED | DECIDED | IN_WORK, name="procedures_version_two_people"
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.APPROVED.value, approved_at__isnull=False)
                | ~Q(status=VersionStatus.APPROVED.value) & Q(approved_at__isnull=True),
                name="procedures_version_approval_dated",
            ),
        ]


class ProcedureEvent(models.Model):
    """One act on a version: drafted, edited, submitted, rejected, approved, withdrawn. Only ever added to."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    act = models.TextField()
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="+", null=True, db_index=False
    )
    person_name = models.TextField()  # as it was on that day
    at = models.DateTimeField()
    note = models.TextField(default="")

    class Meta:
        db_table = "procedures_event"
