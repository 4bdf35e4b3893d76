"""The catalogue as a Django app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Owns fields, procedures, their versions and the history of changes."""

    name = "haicap.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this package's refusals and its entry in the main navigation."""
        from django.utils.translation import gettext_lazy as _

        from haicap.kernel import messages
        from haicap.organisation.contract import Role
        from haicap.procedures.messages import SENTENCES
        from haicap.ui import navigation

        messages.register(SENTENCES)
        administrators = frozenset({Role.BUSINESS_ADMIN.value})
        navigation.register(
            navigation.Entry(_("Danh mục thủ tục"), "procedures:list", administrators, order=82)
        )
