"""Reporting as a Django app."""

from django.apps import AppConfig

from haicap.kernel import messages
from haicap.ui import navigation


class ReportingConfig(AppConfig):
    """Owns frozen periodic reports and what units declared; counts nothing by itself."""

    name = "haicap.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make sentences and entries of the menu known."""
        from haicap.reporting.menu import ENTRIES
        from haicap.reporting.messages import SENTENCES

        messages.register(SENTENCES)
        navigation.register(*ENTRIES)
