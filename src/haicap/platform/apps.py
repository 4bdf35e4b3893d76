"""The platform as a Django app."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Owns the outbox and the record of law checks."""

    name = "haicap.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"
