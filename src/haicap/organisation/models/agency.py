"""Agencies of a two-tier province, their other codes, the units they receive for, and their counters.

Not the map: a unit is a place (`territory`), an agency is a body that acts in it (Law 72/2025/QH15 on the
organisation of local government; Decree 150/2025/NĐ-CP on the bodies of a commune's committee).
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from haicap.organisation.contract import AgencyKind


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Private to `organisation`."""

    def in_force(self, day: date) -> "AgencyQuerySet":
        """Agencies that exist on `day` (`valid_to` is the first day they no longer do)."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lte=day)


class Agency(models.Model):
    """One body. `committee` is the committee or department it belongs to; empty for those themselves.

    `province_code` and `unit_code` are the labels of the day of founding; the identity of the place is
    `unit`.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.TextField(unique=True)
    code_is_working = models.BooleanField(default=True)  # ours, until the state publishes one
    name = models.TextField()
    name_en = models.TextField(default="")
    name_folded = models.TextField()
    name_sorted = models.TextField()
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in AgencyKind])
    slug = (
        models.TextField()
    )  # "office", "economic", "health" …: what routing tables call it inside its committee
    province_code = models.TextField()
    unit = models.ForeignKey("territory.Unit", on_delete=models.PROTECT, related_name="+")
    unit_code = models.TextField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    phone = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        db_table = "organisation_agency"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AgencyKind]),
                name="organisation_agency_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="organisation_agency_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="organisation_agency_has_code"),
            # one living body of a kind and a slug per unit: founding twice can never double it
            models.UniqueConstraint(
                fields=["unit", "kind", "slug"],
                condition=Q(valid_to__isnull=True),
                name="organisation_agency_once_per_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["province_code", "name_sorted", "id"], name="organisation_agency_listed"),
            models.Index(fields=["committee"], name="organisation_agency_committee"),
        ]


class AgencyAlias(models.Model):
    """Another code an agency is or was known by; a dossier number printed with it stays findable."""

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.TextField(unique=True)
    source = models.TextField()

    class Meta:
        db_table = "organisation_agency_alias"


class ServiceArea(models.Model):
    """For which units a centre or a branch receives; exactly one receiving agency per unit."""

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    unit = models.OneToOneField("territory.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "organisation_service_area"


class Counter(models.Model):
    """One counter (quầy) of a centre; `fields` are the Vietnamese names of the fields it receives, empty =
    all.
    """

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    name_en = models.TextField(default="")
    fields = ArrayField(models.TextField(), default=list, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "organisation_counter"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                condition=Q(closed_on__isnull=True),
                name="organisation_counter_numbered_once",
            )
        ]
