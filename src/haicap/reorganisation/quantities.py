"""What the quantities that a reorganisation conserves are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "hamlet_list": _("Thôn, tổ dân phố của xã sau sắp xếp (theo phương án, thực tế)"),
}


def quantity(name: str) -> str:
    """ "open.in_process" as its family's word; a quantity that a package added later keeps its own name."""
    return str(_WORDS.get(name.partition(".")[0], name))
