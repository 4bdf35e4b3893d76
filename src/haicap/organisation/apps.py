"""The apparatus as a Django app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Owns agencies, posts, people, accounts, appointments, delegations and tokens."""

    name = "haicap.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this package's refusals."""
        from haicap.kernel import messages
        from haicap.organisation.messages import SENTENCES

        messages.register(SENTENCES)
