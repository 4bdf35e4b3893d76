"""The citizen's entries in the public menu."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.ui.navigation import Entry

ENTRIES: Final = (
    Entry(_("Trang đầu"), "portal:home", order=10),
    Entry(_("Thủ tục"), "portal:search", order=20),
    Entry(_("Tra cứu hồ sơ"), "portal:track", order=30),
    Entry(_("Số liệu"), "portal:figures", order=40),
)
