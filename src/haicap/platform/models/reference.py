"""Which shipped reference data the database already holds."""

from django.db import models


class LoadedReference(models.Model):
    """One loader and the fingerprint of the data files it has loaded; lets a start skip what did not change."""

    name = models.TextField(primary_key=True)
    fingerprint = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "platform_loaded_reference"
