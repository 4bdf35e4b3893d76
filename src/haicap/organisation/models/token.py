"""Keys for the API, each bound to one appointment. Only the hash is kept; the key itself is shown once."""

from django.db import models
from django.db.models import F, Q

from haicap.organisation.models.appointment import Appointment


class ApiToken(models.Model):
    """`token_hash` is the SHA-256 of a random 256-bit key; `hint` its last four characters, to tell keys
    apart.
    """

    id = models.BigAutoField(primary_key=True)
    token_hash = models.TextField(unique=True)
    hint = models.TextField()
    name = models.TextField()
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "organisation_api_token"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="organisation_api_token_expires"
            )
        ]
