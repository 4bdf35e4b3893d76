"""People at the counter as a Django app without tables."""

from django.apps import AppConfig

from haicap.kernel import messages


class PartiesConfig(AppConfig):
    """Owns the words about citizen cards."""

    name = "haicap.parties"
    label = "parties"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        from haicap.parties.messages import MESSAGES

        messages.register(MESSAGES)
