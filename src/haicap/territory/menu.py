"""The map's entries in the public menu."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.ui.navigation import Entry

ENTRIES: Final = (
    Entry(_("Địa giới"), "territory:search", order=40),
    Entry(_("Địa chỉ"), "territory:address", order=42),
)
