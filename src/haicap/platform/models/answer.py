"""Answers already given to requests that carry a key of their sender's."""

from django.db import models


class GivenAnswer(models.Model):
    """One key of one appointment: the fingerprint of what was said, and what was answered.

    `status` is 0 while the first request is still at work; nobody else ever sees that, its transaction is open.
    """

    pk = models.CompositePrimaryKey("appointment_id", "key")
    appointment_id = models.BigIntegerField()
    key = models.UUIDField()
    said_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    headers = models.JSONField(default=dict)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "platform_given_answer"
        indexes = [models.Index(fields=["given_at"], name="platform_answer_given_at")]
