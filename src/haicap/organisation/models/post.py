"""Posts and people. A post says what may be done; a person is only a name until appointed to one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from haicap.organisation.contract import Capacity, Role
from haicap.organisation.models.agency import Agency


class Post(models.Model):
    """A post (vị trí việc làm) of an agency: its roles, its fields (empty = all), how many may hold it.

    `capacity` is that in which its holder signs: "" themselves, TM., KT. … (Decree 30/2020/NĐ-CP, Appendix
    I).
    """

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    title_en = models.TextField(default="", blank=True)
    roles = ArrayField(models.TextField())
    fields = ArrayField(models.TextField(), default=list, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    capacity = models.TextField(default=Capacity.SELF, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "organisation_post"
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in Role]),
                name="organisation_post_roles_known",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="organisation_post_has_a_seat"),
            models.CheckConstraint(
                condition=Q(capacity__in=[one.value for one in Capacity]),
                name="organisation_post_capacity_known",
            ),
            models.UniqueConstraint(
                fields=["agency", "title"],
                condition=Q(closed_on__isnull=True),
                name="organisation_post_once_per_agency",
            ),
        ]


class Person(models.Model):
    """Somebody who works here: a name and nothing more (Law 91/2025/QH15: only what the purpose needs).

    `left_on` is the last day of employment; no right of theirs may outlive it (law I-Z2).
    """

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    name_folded = models.TextField()
    name_sorted = models.TextField()
    left_on = models.DateField(null=True)

    class Meta:
        db_table = "organisation_person"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="organisation_person_has_name")]
        indexes = [models.Index(fields=["name_sorted", "id"], name="organisation_person_listed")]
