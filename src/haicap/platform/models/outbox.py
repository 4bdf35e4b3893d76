"""What happened and is still to be told, written in the transaction of the act itself."""

from django.db import models


class OutboxEvent(models.Model):
    """One event (CloudEvents 1.0 names); `delivered_at` stays empty until every listener has done its part."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    type = models.TextField()
    subject = models.TextField()
    data = models.JSONField()
    happened_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    parked_reason = models.TextField(default="")

    class Meta:
        db_table = "platform_outbox"
        indexes = [
            models.Index(
                fields=["id"],
                name="platform_outbox_waiting",
                condition=models.Q(delivered_at__isnull=True, parked_reason=""),
            )
        ]
