"""What was said of a unit's readiness and of its trial. Rows are only added: the youngest counts, the others are the
journal.
"""

from django.db import models
from django.db.models import F, Q

from haicap.reorganisation.domain.readiness import State


class _Said(models.Model):
    """Who said it, when, of which unit of which province."""

    id = models.BigAutoField(primary_key=True)
    province = models.TextField()
    unit_id = models.BigIntegerField()
    no = models.PositiveIntegerField()  # from 1, without gap: whoever comes second is told so
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    who = models.TextField()

    class Meta:
        abstract = True


class ReadinessRow(_Said):
    """One entry about one item."""

    item = models.TextField()
    state = models.TextField()
    evidence = models.TextField(default="")
    file_id = models.UUIDField(null=True)
    file_name = models.TextField(default="")
    responsible = models.TextField(default="")
    due_on = models.DateField(null=True)
    note = models.TextField(default="")
    # where it was said on the copy of a trial: which, when it was brought here and by whom
    trial = models.TextField(default="")
    brought_at = models.DateTimeField(null=True)
    brought_by = models.TextField(default="")

    class Meta:
        db_table = "reorganisation_readiness"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "item", "no"], name="reorganisation_readiness_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="reorganisation_readiness_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE.value) | ~Q(evidence="") | Q(file_id__isnull=False),
                name="reorganisation_readiness_proved",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.NOT_NEEDED.value) | ~Q(note=""),
                name="reorganisation_readiness_reason",
            ),
            models.CheckConstraint(
                condition=Q(trial="", brought_at__isnull=True, brought_by="")
                | (~Q(trial="") & Q(brought_at__isnull=False) & ~Q(brought_by="")),
                name="reorganisation_readiness_origin",
            ),
        ]


class TrialRow(_Said):
    """The dates of a unit's trial as they were set."""

    decided_on = models.DateField(null=True)
    instrument = models.TextField(default="")
    starts_on = models.DateField()
    official_on = models.DateField()
    address = models.TextField(default="")

    class Meta:
        db_table = "reorganisation_trial"
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "no"], name="reorganisation_trial_once"),
            models.CheckConstraint(
                condition=Q(official_on__gt=F("starts_on")), name="reorganisation_trial_dates_in_order"
            ),
        ]
