"""What the quantities that a reorganisation conserves are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.ui.badges import BADGES

_WORDS: Mapping[str, str | Promise] = {
    "appointments": _("Người giữ vị trí"),
    "accounts": _("Tài khoản"),
    "bodies": _("Cơ quan"),
    "posts": _("Vị trí việc làm"),
    "counters": _("Quầy"),
    "delegations": _("Ủy quyền"),
    "acts": _("Bước trong nhật ký hồ sơ"),
    "numbers": _("Số hồ sơ đã cấp"),
    "files": _("Tệp của hồ sơ"),
    "forms": _("Biểu mẫu đã phát hành"),
    "since": _("Hồ sơ nhận từ ngày có hiệu lực"),
    "open": _("Hồ sơ đang giải quyết"),
    "hamlets": _("Thôn, tổ dân phố trước khi sắp xếp"),
    "hamlet_households": _("Số hộ của thôn, tổ dân phố (đã thống kê)"),
    "hamlet_population": _("Dân số của thôn, tổ dân phố (đã thống kê)"),
    "hamlet_poor_households": _("Hộ nghèo của thôn, tổ dân phố (đã thống kê)"),
    "hamlet_near_poor_households": _("Hộ cận nghèo của thôn, tổ dân phố (đã thống kê)"),
    "hamlet_list": _("Thôn, tổ dân phố của xã sau sắp xếp (theo phương án, thực tế)"),
}


def quantity(name: str) -> str:
    """ "open.in_process" as its family's word with that of the state; what a package added later keeps its own name."""
    family, _dot, state = name.partition(".")
    words = str(_WORDS.get(family, name))
    return f"{words}: {BADGES[state].word}" if state in BADGES else words
