"""Papers as a Django app."""

from django.apps import AppConfig

from haicap.kernel import messages


class DocumentsConfig(AppConfig):
    """Owns stored files and issued forms."""

    name = "haicap.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sentences of this package known."""
        from haicap.documents.messages import MESSAGES

        messages.register(MESSAGES)
