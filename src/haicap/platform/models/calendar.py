"""The dated calendar as rows that are never overwritten: each belongs to the versions [since, until).

A deadline names the version it was computed with, so that any version can be read again (law I-D2).
"""

from django.db import models

from haicap.kernel.worktime import Certainty, DayKind


class CalendarVersion(models.Model):
    """One load or declaration; its number is given in order, and the highest one is in force."""

    number = models.PositiveIntegerField(primary_key=True)
    origin = models.TextField()  # "shipped", the name of a file, or "declared"
    digest = models.TextField()  # of the rows that were loaded; tells whether a shipped file is already in
    note = models.TextField(default="")
    loaded_at = models.DateTimeField()
    recounted_count = models.PositiveIntegerField(
        default=0, db_default=0
    )  # provisional deadlines it has changed

    class Meta:
        db_table = "platform_calendar_version"
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="platform_calendar_version_from_1")
        ]


class VersionedRow(models.Model):
    """What days and hours share: their place, and the versions they belong to."""

    province_code = models.TextField(default="", blank=True)
    unit_code = models.TextField(default="", blank=True)
    since = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+")
    until = models.ForeignKey(CalendarVersion, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CalendarDayRow(VersionedRow):
    """One dated exception; where it came from and how sure it is stand beside it."""

    on = models.DateField()
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in DayKind])
    name = models.TextField()
    source = models.TextField()
    certainty = models.TextField(choices=[(certainty.value, certainty.value) for certainty in Certainty])

    class Meta:
        db_table = "platform_calendar_day"
        constraints = [
            models.UniqueConstraint(
                fields=["on", "province_code", "unit_code"],
                condition=models.Q(until__isnull=True),
                name="platform_calendar_day_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="platform_calendar_day_versions_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_code="") | ~models.Q(province_code=""),
                name="platform_calendar_day_unit_has_province",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(DayKind)), name="platform_calendar_day_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(certainty__in=list(Certainty)),
                name="platform_calendar_day_certainty_known",
            ),
        ]


class CalendarHoursRow(VersionedRow):
    """One stretch of hours: office time of every working day, or with a weekday extra hours of the counter."""

    weekday = models.PositiveSmallIntegerField(null=True)
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        db_table = "platform_calendar_hours"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="platform_calendar_hours_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=True) | models.Q(weekday__lte=6),
                name="platform_calendar_hours_weekday_known",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="platform_calendar_hours_versions_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_code="") | ~models.Q(province_code=""),
                name="platform_calendar_hours_unit_has_province",
            ),
        ]
