"""The catalogue as a Django app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Owns fields, procedures, their versions and the history of changes."""

    name = "haicap.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this package's refusals."""
        from haicap.kernel import messages
        from haicap.procedures.messages import SENTENCES

        messages.register(SENTENCES)
