"""What one body handed over to the next by a reorganisation. Who kept what when follows from the successions."""

from django.db import models
from django.db.models import Q


class CustodyRow(models.Model):
    """The files that the predecessor of a succession kept when it ended, counted with their recorded sizes.

    One row per succession, never one per file: its cost grows with bodies. An annulment ends the succession, so the
    predecessor keeps its files again, and what came meanwhile is handed over by a row of the new succession.
    """

    succession = models.OneToOneField(
        "organisation.Succession", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    instrument = models.TextField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()  # bytes
    at = models.DateTimeField()

    class Meta:
        db_table = "documents_custody"
        constraints = [
            models.CheckConstraint(
                condition=Q(files=0, size=0) | Q(files__gt=0, size__gte=models.F("files")),
                name="documents_custody_sizes",
            ),
        ]
