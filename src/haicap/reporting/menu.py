"""Entries of the main navigation."""

from typing import Final

from haicap.ui.navigation import Entry

ENTRIES: Final[tuple[Entry, ...]] = ()
