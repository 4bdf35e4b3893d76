"""The platform as a Django app."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Owns the outbox, the calendar and the record of law checks."""

    name = "haicap.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the words of refusals known."""
        from haicap.kernel import messages
        from haicap.platform.messages import SENTENCES

        messages.register(SENTENCES)
