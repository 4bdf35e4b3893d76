"""The dated map as a Django app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Owns units, their states and their lineage."""

    name = "haicap.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the refusals of this package their words, and its pages their places in the menu."""
        from haicap.kernel import messages
        from haicap.territory.menu import ENTRIES
        from haicap.territory.messages import SENTENCES
        from haicap.ui import navigation

        messages.register(SENTENCES)
        navigation.register_public(*ENTRIES)
