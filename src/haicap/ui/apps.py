"""The shared screens as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Owns the base templates, the style sheet and the template tags."""

    name = "haicap.ui"
    label = "ui"

    def ready(self) -> None:
        """Make the API's own sentences known."""
        from haicap.kernel import messages
        from haicap.ui.messages import SENTENCES

        messages.register(SENTENCES)
