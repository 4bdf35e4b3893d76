"""Entries of the main navigation, by the roles that use them."""

from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Role
from haicap.ui.navigation import Entry

_RECEIVERS = frozenset({Role.RECEIVER.value, Role.CENTRE_DIRECTOR.value})
_COUNTER = _RECEIVERS | {Role.RETURNER.value}

ENTRIES = (
    Entry(_("Tiếp nhận"), "counter:intake", _RECEIVERS, order=10),
    Entry(_("Trả kết quả"), "counter:hand_over", _COUNTER, order=12),
    Entry(_("Quầy hôm nay"), "counter:today", _COUNTER, order=14),
)
