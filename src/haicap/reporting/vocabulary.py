"""Words of periodic reports: kinds, steps, columns."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.contract import Action
from haicap.reporting.contract import Kind, Level, Step

Words = Mapping[str, str | Promise]

KIND_WORDS: Final[Words] = {
    Kind.DAY: _("Ngày"),
    Kind.WEEK: _("Tuần"),
    Kind.MONTH: _("Tháng"),
    Kind.QUARTER: _("Quý"),
    Kind.YEAR: _("Năm"),
}
KIND_TITLES: Final[Words] = {
    Kind.DAY: _("Báo cáo ngày về giải quyết thủ tục hành chính"),
    Kind.WEEK: _("Báo cáo tuần về giải quyết thủ tục hành chính"),
    Kind.MONTH: _("Báo cáo tháng về giải quyết thủ tục hành chính"),
    Kind.QUARTER: _("Báo cáo quý về tình hình, kết quả giải quyết thủ tục hành chính"),
    Kind.YEAR: _("Báo cáo năm về tình hình, kết quả giải quyết thủ tục hành chính"),
}
LEVEL_WORDS: Final[Words] = {
    Level.COMMUNE: _("Xã, phường, đặc khu"),
    Level.DEPARTMENT: _("Sở, ngành"),
    Level.PROVINCE: _("Tỉnh"),
}
STEP_WORDS: Final[Words] = {
    Step.PREPARED: _("Đã lập, chờ kiểm tra"),
    Step.CHECKED: _("Đã kiểm tra, chờ ký"),
    Step.SIGNED: _("Đã ký, chờ gửi"),
    Step.SUBMITTED: _("Đã gửi"),
    Step.ROLLED_UP: _("Đã tổng hợp vào báo cáo của tỉnh"),
    Step.RETURNED: _("Trả lại để lập lại"),
}
STEP_TONES: Final[Mapping[str, str]] = {
    Step.PREPARED: "wait",
    Step.CHECKED: "wait",
    Step.SIGNED: "info",
    Step.SUBMITTED: "good",
    Step.ROLLED_UP: "good",
    Step.RETURNED: "bad",
}
STEP_DEEDS: Final[Words] = {
    Step.PREPARED: _("Người lập"),
    Step.CHECKED: _("Người kiểm tra"),
    Step.SIGNED: _("Người ký"),
    Step.SUBMITTED: _("Người gửi"),
    Step.ROLLED_UP: _("Người ký báo cáo của tỉnh"),
    Step.RETURNED: _("Người trả lại"),
}
COLUMN_WORDS: Final[Words] = {
    "came_in": _("Tổng số tiếp nhận"),
    "received_online": _("Tiếp nhận trực tuyến"),
    "received_otherwise": _("Tiếp nhận trực tiếp, bưu chính"),
    "carried_over": _("Kỳ trước chuyển sang"),
    "transferred_in": _("Nơi khác chuyển đến"),
    "settled": _("Tổng số đã giải quyết"),
    "settled_early": _("Giải quyết trước hạn"),
    "settled_on_time": _("Giải quyết đúng hạn"),
    "settled_overdue": _("Giải quyết quá hạn"),
    "still_open": _("Tổng số đang giải quyết"),
    "in_process_within": _("Đang giải quyết trong hạn"),
    "in_process_overdue": _("Đang giải quyết quá hạn"),
    "awaiting_applicant": _("Chờ người nộp bổ sung"),
    "returned": _("Trả lại"),
    "refused": _("Từ chối"),
    "stopped": _("Dừng giải quyết"),
    "withdrawn": _("Người nộp rút"),
    "void": _("Hủy do tiếp nhận nhầm"),
    "transferred_out": _("Chuyển đi nơi khác"),
    "other_ends": _("Kết thúc khác, chuyển đi"),
    "accounted_for": _("Tổng đã rõ"),
    "overdue": _("Quá hạn"),
}
FIGURE_WORDS: Final[Words] = {**COLUMN_WORDS, "received": _("Tiếp nhận")}
INDEX_WORDS: Final[Words] = {
    "filed": _("Hồ sơ đã nộp"),
    "filed_online": _("Hồ sơ nộp trực tuyến"),
    "judged": _("Hồ sơ được xét thời hạn"),
    "timely": _("Đúng hạn"),
    "late": _("Trễ hạn"),
    "settled": _("Hồ sơ có kết quả"),
    "electronic": _("Có kết quả điện tử"),
    "not_electronic": _("Không có kết quả điện tử"),
    "digitised": _("Đã số hóa"),
    "not_digitised": _("Chưa số hóa"),
    "published": _("Thủ tục được công khai"),
    "complete": _("Thủ tục công khai đủ nội dung"),
    "incomplete": _("Thủ tục công khai chưa đủ nội dung"),
}
ENTRY_WORDS: Final[Words] = {
    Action.RECEIVE: _("Tiếp nhận"),
    Action.TRANSFER_IN: _("Nhận chuyển đến"),
    Action.TRANSFER_OUT: _("Chuyển đi"),
    Action.RESOLVE: _("Có kết quả"),
    Action.HAND_OVER: _("Trả kết quả"),
    Action.RETURN: _("Trả lại"),
    Action.REFUSE: _("Từ chối"),
    Action.STOP: _("Dừng giải quyết"),
    Action.WITHDRAW: _("Người nộp rút"),
    Action.VOID: _("Hủy do tiếp nhận nhầm"),
    Action.ASK_SUPPLEMENT: _("Yêu cầu bổ sung"),
    Action.SUPPLEMENT: _("Đã bổ sung"),
    Action.SUSPEND: _("Tạm dừng"),
    Action.RESUME: _("Tiếp tục"),
    Action.EXTEND: _("Hẹn lại"),
    Action.ASSIGN: _("Phân công"),
    Action.COMPLETE_STEP: _("Xong một bước"),
    Action.SEND_BACK: _("Chuyển lại bước trước"),
    Action.CORRECT: _("Đính chính"),
    Action.RECOUNT: _("Tính lại hạn"),
}


def adjustment_words(told: Mapping[str, Any] | None) -> Iterator[str]:
    """What the report says of the stock it goes on from; nothing where no period before was frozen."""
    if told is None:
        return
    yield _now(
        "Điều chỉnh kỳ trước: còn lại đã chốt {before} + vào thêm {came} − ra thêm {went} = chuyển sang {carried}."
    ).format(before=told["open_before"], came=told["came"], went=told["went"], carried=told["carried_over"])
