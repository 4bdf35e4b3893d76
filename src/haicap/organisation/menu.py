"""The administrators' entries in the main navigation, and everybody's own account."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Role
from haicap.ui.navigation import Entry

_BUSINESS: Final = frozenset({Role.BUSINESS_ADMIN})
_BOTH: Final = frozenset({Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN})

ENTRIES: Final = (
    Entry(_("Cơ quan"), "organisation_bodies", _BUSINESS, order=80),
    Entry(_("Cán bộ và tài khoản"), "organisation_people", _BOTH, order=82),
    Entry(_("Lịch làm việc"), "organisation_calendar", _BUSINESS, order=84),
    Entry(
        _("Kiểm tra dữ liệu"), "organisation_laws", _BOTH | {Role.SECURITY_OFFICER, Role.AUDITOR}, order=86
    ),
    Entry(_("Tài khoản của tôi"), "organisation_seat", order=90),
)
