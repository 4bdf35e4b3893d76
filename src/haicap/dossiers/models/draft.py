"""What was typed and not yet handed in. Its id becomes the dossier's id, so sending it twice makes one dossier."""

from django.db import models


class Draft(models.Model):
    """An unfinished intake of one appointment."""

    id = models.UUIDField(primary_key=True)
    province = models.CharField(max_length=2)
    appointment = models.ForeignKey("organisation.Appointment", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        db_table = "dossiers_draft"
