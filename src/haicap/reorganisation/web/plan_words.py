"""What the plan pages call columns, states and quantities."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.kernel import messages
from haicap.kernel.errors import Refusal
from haicap.reorganisation.contract import AnnulmentStatus, PlanStatus
from haicap.reorganisation.domain.sheet_rows import HEADER_ROWS

Words = Mapping[str, str | Promise]

COLUMN_WORDS: Words = {
    "instrument": _("Số văn bản"),
    "body": _("Cơ quan ban hành"),
    "subject": _("Về việc"),
    "decided_on": _("Ngày ban hành"),
    "effective_on": _("Ngày có hiệu lực"),
    "clause": _("Khoản"),
    "kind": _("Loại thay đổi"),
    "old_code": _("Mã đơn vị cũ"),
    "quantifier": _("Phần chuyển đi"),
    "new_code": _("Mã đơn vị mới"),
    "new_name": _("Tên đơn vị mới"),
    "province_code": _("Mã tỉnh"),
    "area_share": _("Tỷ lệ diện tích"),
    "population_share": _("Tỷ lệ dân số"),
    "share_source": _("Nguồn tỷ lệ"),
}
STATUS_WORDS: Words = {
    PlanStatus.PROPOSED: _("chờ phê duyệt"),
    PlanStatus.APPROVED: _("đã phê duyệt, chờ đến ngày"),
    PlanStatus.APPLIED: _("đã thực hiện"),
    PlanStatus.ANNULLED: _("đã hủy bỏ"),
    PlanStatus.WITHDRAWN: _("đã rút"),
}
STATUS_TONES: Mapping[str, str] = {
    PlanStatus.PROPOSED: "wait",
    PlanStatus.APPROVED: "info",
    PlanStatus.APPLIED: "good",
    PlanStatus.ANNULLED: "bad",
    PlanStatus.WITHDRAWN: "mute",
}
ANNULMENT_WORDS: Words = {
    AnnulmentStatus.WAITING: _("chờ quyết định"),
    AnnulmentStatus.CONFIRMED: _("Xác nhận hủy bỏ"),
    AnnulmentStatus.DECLINED: _("Không hủy bỏ"),
}


def sentence(finding: Refusal) -> str:
    """A finding in words; of a hamlet with the row that it has where hamlets are listed under their heading."""
    words = messages.words(finding)
    place, _dot, number = (finding.field or "").partition(".")
    if place != "hamlets" or not number.isdecimal():
        return words
    row = int(number) + HEADER_ROWS + 1
    return messages.words(Refusal("reorganisation.hamlet_row", {"row": row, "words": words}))
