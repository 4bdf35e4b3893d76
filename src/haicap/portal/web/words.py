"""What the tracking page says about states, happenings and days, in the citizen's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.contract import Action, Status, TrackingCard
from haicap.kernel.stops import StopKind

NEXT_STEP: Mapping[Status, str | Promise] = {
    Status.RECEIVED: _("Hồ sơ đã được nhận và sẽ được chuyển đến người giải quyết. Ông/bà chưa phải làm gì."),
    Status.IN_PROCESS: _("Cơ quan có thẩm quyền đang giải quyết. Ông/bà chưa phải làm gì."),
    Status.AWAITING_APPLICANT: _("Hồ sơ đang chờ ông/bà."),
    Status.RESULT_READY: _("Mời ông/bà đến nhận kết quả, mang theo giấy hẹn và giấy tờ tuỳ thân."),
    Status.HANDED_OVER: _("Kết quả đã được trả. Không còn việc gì phải làm."),
    Status.RETURNED: _(
        "Hồ sơ được trả lại, chưa tiếp nhận. Lý do ghi trên phiếu đã đưa; ông/bà có thể nộp lại."
    ),
    Status.REFUSED: _(
        "Hồ sơ bị từ chối. Lý do ghi trên thông báo; ông/bà có quyền hỏi lại và khiếu nại theo quy định."
    ),
    Status.STOPPED: _(
        "Việc giải quyết đã dừng. Lý do ghi trên thông báo; ông/bà có quyền hỏi lại và khiếu nại theo quy định."
    ),
    Status.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu."),
    Status.VOID: _(
        "Hồ sơ đã huỷ vì nhập nhầm. Nếu ông/bà đang giữ giấy hẹn mang mã này, xin hỏi lại nơi nhận."
    ),
}

WAITING_FOR: Mapping[StopKind, str | Promise] = {
    StopKind.SUPPLEMENT: _(
        "Cần bổ sung giấy tờ theo phiếu yêu cầu. Thời gian chờ bổ sung không tính vào thời hạn giải quyết."
    ),
    StopKind.FINANCIAL_OBLIGATION: _(
        "Cần nộp tiền theo thông báo. Thời gian chờ nộp không tính vào thời hạn giải quyết."
    ),
    StopKind.POSTING: _("Hồ sơ đang được niêm yết công khai theo quy định. Ông/bà chưa phải làm gì."),
    StopKind.FORCE_MAJEURE: _("Việc giải quyết tạm ngừng vì sự kiện bất khả kháng. Ông/bà chưa phải làm gì."),
}

EVENTS: Mapping[Action, str | Promise] = {
    Action.RECEIVE: _("Tiếp nhận hồ sơ"),
    Action.ASSIGN: _("Giao người giải quyết"),
    Action.ASK_SUPPLEMENT: _("Yêu cầu bổ sung giấy tờ"),
    Action.SUPPLEMENT: _("Nhận giấy tờ bổ sung"),
    Action.SUSPEND: _("Tạm ngừng tính thời hạn"),
    Action.RESUME: _("Tính tiếp thời hạn"),
    Action.EXTEND: _("Xin lỗi và hẹn lại ngày trả"),
    Action.TRANSFER_OUT: _("Chuyển đến cơ quan có thẩm quyền"),
    Action.RECOUNT: _("Tính lại ngày hẹn theo lịch nghỉ chính thức"),
    Action.RESOLVE: _("Có kết quả"),
    Action.HAND_OVER: _("Trả kết quả"),
    Action.RETURN: _("Trả lại hồ sơ"),
    Action.REFUSE: _("Từ chối giải quyết"),
    Action.STOP: _("Dừng giải quyết"),
    Action.WITHDRAW: _("Rút hồ sơ"),
    Action.VOID: _("Huỷ do nhập nhầm"),
}

EVENT_TONES: Mapping[Action, str] = {
    Action.ASK_SUPPLEMENT: "wait",
    Action.SUSPEND: "wait",
    Action.EXTEND: "warn",
    Action.RESOLVE: "good",
    Action.HAND_OVER: "good",
    Action.REFUSE: "bad",
    Action.STOP: "bad",
}


def next_step(card: TrackingCard) -> str:
    """What happens next, and whether the citizen has anything to do."""
    waiting = WAITING_FOR.get(card.stop_kind) if card.stop_kind else None
    return str(waiting or NEXT_STEP[card.status])
