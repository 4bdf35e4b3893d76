"""Reorganisation as a Django app."""

from django.apps import AppConfig

from haicap.kernel import messages
from haicap.ui import navigation


class ReorganisationConfig(AppConfig):
    """Owns plans, their approvals and their conservation reports."""

    name = "haicap.reorganisation"
    label = "reorganisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sentences known."""
        from haicap.reorganisation.menu import ENTRIES
        from haicap.reorganisation.messages import SENTENCES

        messages.register(SENTENCES)
        navigation.register(*ENTRIES)
