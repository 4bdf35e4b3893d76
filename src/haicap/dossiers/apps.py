"""The dossier as a Django app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Owns dossiers, their journal, numbers and drafts."""

    name = "haicap.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Give the refusals their words."""
        from haicap.dossiers.messages import SENTENCES
        from haicap.kernel import messages

        messages.register(SENTENCES)
