"""Boundaries of units for drawing: one for each state, replaced when a better file is loaded. No survey."""

from django.db import models


class Boundary(models.Model):
    """The outline of one state: `rings` are lists of [longitude, latitude] in hundred-thousandths of a degree."""

    state = models.OneToOneField(
        "territory.UnitState", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    rings = models.JSONField()
    source = models.TextField()
    sha256 = models.TextField()  # of the file it came with
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "territory_boundary"
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="territory_boundary_source"),
        ]
