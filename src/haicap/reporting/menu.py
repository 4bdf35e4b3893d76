"""Entries of the main navigation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.reporting.domain.periodic_rights import READERS
from haicap.ui.navigation import Entry

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry(_("Báo cáo định kỳ"), "reporting_periodic", frozenset(READERS), order=50),
)
