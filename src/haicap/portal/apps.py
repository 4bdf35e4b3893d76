"""The citizen's side as a Django app."""

from django.apps import AppConfig

from haicap.kernel import messages


class PortalConfig(AppConfig):
    """Owns the public pages and the counters against guessing."""

    name = "haicap.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sentences and the menu known."""
        from haicap.portal.menu import ENTRIES
        from haicap.portal.messages import SENTENCES
        from haicap.ui import navigation

        messages.register(SENTENCES)
        navigation.register_public(*ENTRIES)
