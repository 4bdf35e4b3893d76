"""Entries of the main navigation, by the roles that use them."""

from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Role
from haicap.ui.navigation import Entry

_RECEIVERS = frozenset({Role.RECEIVER.value, Role.CENTRE_DIRECTOR.value})
_COUNTER = _RECEIVERS | {Role.RETURNER.value}
_WORKERS = frozenset(
    {
        Role.SPECIALIST.value,
        Role.DIVISION_HEAD.value,
        Role.CLERK.value,
        Role.DEPARTMENT_OFFICER.value,
        Role.DEPARTMENT_HEAD.value,
    }
)
_SIGNERS = frozenset({Role.CHAIR.value, Role.DEPARTMENT_HEAD.value})
_BOARD = frozenset({Role.CHAIR.value, Role.CENTRE_DIRECTOR.value, Role.DIVISION_HEAD.value})
_HANDS = frozenset({Role.RECEIVER.value, Role.RETURNER.value})
_DEPARTMENT = frozenset({Role.DEPARTMENT_HEAD.value, Role.DEPARTMENT_OFFICER.value})
_PROVINCE = frozenset({Role.PROVINCIAL_LEADER.value, Role.AUDITOR.value})

ENTRIES = (
    Entry(_("Tiếp nhận"), "counter:intake", _RECEIVERS, order=10),
    Entry(_("Trả kết quả"), "counter:hand_over", _COUNTER, order=12),
    Entry(_("Quầy hôm nay"), "counter:today", _COUNTER, order=14),
    Entry(_("Việc cần làm"), "office:worklist", _WORKERS, order=20),
    Entry(_("Ký duyệt"), "office:signing", _SIGNERS, order=30),
    Entry(_("Bảng của tôi"), "office:own", _WORKERS | _HANDS, order=22),
    Entry(_("Bảng của sở"), "office:department", _DEPARTMENT, order=24),
    Entry(_("Bảng điều hành xã"), "office:board", _BOARD | _PROVINCE, order=40),
    Entry(_("Bảng điều hành tỉnh"), "office:province", _PROVINCE, order=38),
    Entry(_("Chỉ số 766"), "office:index766", _BOARD | {Role.DEPARTMENT_HEAD.value}, order=42),
    Entry(_("Chỉ số 766 của tỉnh"), "office:index766_province", _PROVINCE, order=42),
    Entry(_("Đối chiếu công bố"), "office:declared", _BOARD | _PROVINCE, order=44),
    Entry(_("Hồ sơ"), "office:dossiers", _WORKERS | _SIGNERS | _BOARD | _PROVINCE, order=45),
)
