"""The one vocabulary of states on screens: each has a word, a colour and an icon, here and nowhere else.

Keys are the values of the enums that own the states (`dossiers.contract.Status`, the classes of time …); the
tests of those packages check that each of their values stands here.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tone(StrEnum):
    """Colours by meaning; `haicap.css` gives each a light and a dark pair of sufficient contrast."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    WAIT = "wait"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word, the name of a symbol in `icons.svg`, a tone."""

    word: str | Promise
    icon: str
    tone: Tone


BADGES: dict[str, Badge] = {
    # states of a dossier
    "draft": Badge(_("Bản nháp"), "pencil", Tone.MUTE),
    "received": Badge(_("Đã tiếp nhận"), "inbox", Tone.INFO),
    "in_process": Badge(_("Đang xử lý"), "gear", Tone.INFO),
    "awaiting_applicant": Badge(_("Chờ công dân bổ sung"), "pause", Tone.WAIT),
    "result_ready": Badge(_("Đã có kết quả"), "check", Tone.GOOD),
    "handed_over": Badge(_("Đã trả kết quả"), "check-double", Tone.GOOD),
    "returned": Badge(_("Trả lại, chưa tiếp nhận"), "back", Tone.MUTE),
    "refused": Badge(_("Từ chối"), "cross", Tone.BAD),
    "stopped": Badge(_("Dừng giải quyết"), "stop", Tone.BAD),
    "withdrawn": Badge(_("Công dân rút hồ sơ"), "back", Tone.MUTE),
    "void": Badge(_("Đã huỷ do nhập nhầm"), "cross", Tone.MUTE),
    "transferred": Badge(_("Đã chuyển cơ quan khác"), "forward", Tone.MUTE),
    # classes of time
    "early": Badge(_("Trước hạn"), "check", Tone.GOOD),
    "on_time": Badge(_("Đúng hạn"), "check", Tone.GOOD),
    "overdue": Badge(_("Quá hạn"), "alert", Tone.BAD),
    "running": Badge(_("Trong hạn"), "clock", Tone.INFO),
    "due_today": Badge(_("Đến hạn hôm nay"), "clock", Tone.WARN),
    "provisional": Badge(_("Ngày hẹn tạm tính"), "alert", Tone.WARN),
    # how far a preparation is
    "not_begun": Badge(_("Chưa làm"), "cross", Tone.BAD),
    "under_way": Badge(_("Đang làm"), "gear", Tone.WARN),
    "done": Badge(_("Đã xong"), "check", Tone.GOOD),
    "not_needed": Badge(_("Không cần"), "dot", Tone.MUTE),
    # how a unit works
    "planned": Badge(_("Đã có kế hoạch"), "clock", Tone.MUTE),
    "trial": Badge(_("Đang vận hành thử"), "gear", Tone.WARN),
    "official": Badge(_("Vận hành chính thức"), "check", Tone.GOOD),
    # how sure we are of the catalogue
    "verified": Badge(_("Đã đối chiếu nguồn công bố"), "check", Tone.GOOD),
    "declared": Badge(_("Tỉnh đã khai và duyệt"), "check", Tone.GOOD),
    "unit-inferred": Badge(_("Đơn vị thời hạn suy từ luật"), "alert", Tone.WARN),
    "code-verified": Badge(_("Mới đối chiếu mã"), "alert", Tone.WARN),
    "unverified": Badge(_("Chưa đối chiếu"), "alert", Tone.WARN),
}
