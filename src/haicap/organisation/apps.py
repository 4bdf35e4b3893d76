"""The apparatus as a Django app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Owns agencies, posts, people, accounts, appointments, delegations and tokens."""

    name = "haicap.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this package's refusals and its entries in the navigation."""
        from haicap.kernel import messages
        from haicap.organisation.menu import ENTRIES
        from haicap.organisation.messages import SENTENCES
        from haicap.ui import navigation

        messages.register(SENTENCES)
        navigation.register(*ENTRIES)
