"""Entries of the main navigation, by the roles that use them."""

from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Role
from haicap.ui.navigation import Entry

_RECEIVERS = frozenset({Role.RECEIVER.value, Role.CENTRE_DIRECTOR.value})

ENTRIES = (Entry(_("Tiếp nhận"), "counter:intake", _RECEIVERS, order=10),)
