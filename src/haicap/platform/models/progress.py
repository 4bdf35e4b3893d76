"""How far a long piece of work is, for whoever waits for it on a page."""

from django.db import models


class Progress(models.Model):
    """One named work: `done` of `total`; `finished_at` empty while it goes on."""

    name = models.TextField(primary_key=True)
    words = models.TextField(default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    reported_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "platform_progress"
