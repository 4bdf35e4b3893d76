"""What was said of things that bear an old name. Rows are only added: the youngest counts, the rest is the journal."""

from django.db import models
from django.db.models import F, Q


class LeftoverRow(models.Model):
    """One entry about one kind of thing of one state of a unit."""

    id = models.BigAutoField(primary_key=True)
    province = models.TextField()
    state_id = models.BigIntegerField()
    kind = models.TextField()
    no = models.PositiveIntegerField()  # from 1, without gap: whoever comes second is told so
    total = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    responsible = models.TextField(default="", blank=True)
    due_on = models.DateField(null=True)
    evidence = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    who = models.TextField()

    class Meta:
        db_table = "reorganisation_leftover"
        constraints = [
            models.UniqueConstraint(fields=["state_id", "kind", "no"], name="reorganisation_leftover_once"),
            models.CheckConstraint(
                condition=Q(changed__lte=F("total")), name="reorganisation_leftover_counts"
            ),
            models.CheckConstraint(
                condition=Q(changed=0) | ~Q(evidence=""), name="reorganisation_leftover_proved"
            ),
        ]
