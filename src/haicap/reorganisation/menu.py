"""Entries of the main navigation: readiness, and the work after a merger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Role
from haicap.reorganisation.domain import campaigns, leftovers
from haicap.reorganisation.domain.readiness import FILLERS, READERS
from haicap.ui.navigation import Entry

ENTRIES: Final = (
    Entry(
        _("Phương án sắp xếp"),
        "reorganisation_plans",
        frozenset({Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER}),
        order=62,
    ),
    Entry(
        _("Thôn, tổ dân phố"),
        "reorganisation_hamlets_own",
        frozenset({Role.CHAIR, Role.BUSINESS_ADMIN}),
        order=64,
    ),
    Entry(_("Sẵn sàng vận hành"), "readiness:board", frozenset({*FILLERS, *READERS}), order=60),
    Entry(
        _("Còn mang tên cũ"),
        "reorganisation_leftovers",
        frozenset({*leftovers.FILLERS, *leftovers.READERS}),
        order=64,
    ),
    Entry(_("Cập nhật dữ liệu"), "reorganisation_campaigns", frozenset(campaigns.WORKERS), order=66),
    Entry(_("Tên trên giấy tờ"), "reorganisation_naming", frozenset({Role.BUSINESS_ADMIN}), order=86),
)
