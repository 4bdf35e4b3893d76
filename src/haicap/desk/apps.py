"""The officials' pages as a Django app without tables."""

from django.apps import AppConfig

from haicap.kernel import messages
from haicap.ui import navigation


class DeskConfig(AppConfig):
    """Owns the counter's and the office's pages and their entries in the main navigation."""

    name = "haicap.desk"
    label = "desk"

    def ready(self) -> None:
        """Make sentences and navigation known."""
        from haicap.desk.menu import ENTRIES
        from haicap.desk.messages import SENTENCES

        messages.register(SENTENCES)
        navigation.register(*ENTRIES)
