"""The words of the office: what an action is called, what a happening is called, refusals with words for codes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.documents.contract import FormKind
from haicap.dossiers.contract import Action, Channel, ComponentState
from haicap.kernel.errors import Refusal
from haicap.kernel.stops import StopKind
from haicap.organisation.api import ROLE_WORDS
from haicap.organisation.contract import Role
from haicap.procedures.contract import PaperKind
from haicap.ui.badges import BADGES, Tone
from haicap.ui.templatetags.ui import moment

Words = str | Promise

ACTIONS: Mapping[Action, Words] = {
    Action.RECEIVE: _("tiếp nhận"),
    Action.ASSIGN: _("nhận hoặc giao xử lý"),
    Action.COMPLETE_STEP: _("hoàn thành bước"),
    Action.SEND_BACK: _("trả lại bước trước"),
    Action.ASK_SUPPLEMENT: _("yêu cầu bổ sung"),
    Action.SUPPLEMENT: _("nhận bổ sung"),
    Action.SUSPEND: _("tạm dừng thời hạn"),
    Action.RESUME: _("tiếp tục giải quyết"),
    Action.EXTEND: _("xin lỗi và hẹn lại"),
    Action.TRANSFER_OUT: _("chuyển cơ quan khác"),
    Action.TRANSFER_IN: _("nhận chuyển đến"),
    Action.CORRECT: _("sửa thông tin"),
    Action.RECOUNT: _("tính lại thời hạn"),
    Action.RESOLVE: _("ban hành kết quả"),
    Action.HAND_OVER: _("trả kết quả"),
    Action.RETURN: _("trả lại hồ sơ"),
    Action.REFUSE: _("từ chối giải quyết"),
    Action.STOP: _("dừng giải quyết"),
    Action.WITHDRAW: _("ghi nhận công dân rút hồ sơ"),
    Action.VOID: _("huỷ do nhập nhầm"),
}

# title and tone of a line of the timeline
HAPPENINGS: Mapping[Action, tuple[Words, Tone]] = {
    Action.RECEIVE: (_("Tiếp nhận hồ sơ"), Tone.INFO),
    Action.ASSIGN: (_("Nhận xử lý"), Tone.INFO),
    Action.COMPLETE_STEP: (_("Hoàn thành bước"), Tone.GOOD),
    Action.SEND_BACK: (_("Trả lại bước trước"), Tone.WARN),
    Action.ASK_SUPPLEMENT: (_("Yêu cầu bổ sung, thời hạn tạm ngừng"), Tone.WAIT),
    Action.SUPPLEMENT: (_("Công dân đã bổ sung, thời hạn chạy tiếp"), Tone.INFO),
    Action.SUSPEND: (_("Tạm dừng thời hạn"), Tone.WAIT),
    Action.RESUME: (_("Tiếp tục giải quyết, thời hạn chạy tiếp"), Tone.INFO),
    Action.EXTEND: (_("Xin lỗi và hẹn lại ngày trả"), Tone.WARN),
    Action.TRANSFER_OUT: (_("Chuyển đi cơ quan khác"), Tone.MUTE),
    Action.TRANSFER_IN: (_("Nhận từ cơ quan khác chuyển đến"), Tone.INFO),
    Action.CORRECT: (_("Sửa thông tin"), Tone.WARN),
    Action.RECOUNT: (_("Tính lại thời hạn theo lịch nghỉ chính thức"), Tone.INFO),
    Action.RESOLVE: (_("Ban hành kết quả"), Tone.GOOD),
    Action.HAND_OVER: (_("Trả kết quả cho công dân"), Tone.GOOD),
    Action.RETURN: (_("Trả lại hồ sơ"), Tone.MUTE),
    Action.REFUSE: (_("Từ chối giải quyết"), Tone.BAD),
    Action.STOP: (_("Dừng giải quyết"), Tone.BAD),
    Action.WITHDRAW: (_("Công dân rút hồ sơ"), Tone.MUTE),
    Action.VOID: (_("Huỷ do nhập nhầm"), Tone.MUTE),
}

STEPS: Mapping[str, Words] = {
    "receiver": _("Tiếp nhận"),
    "specialist": _("Thụ lý"),
    "division_head": _("Trưởng phòng soát"),
    "chair": _("Lãnh đạo ký"),
    "clerk": _("Văn thư ban hành"),
    "returner": _("Trả kết quả"),
}

CHANNELS: Mapping[Channel, Words] = {
    Channel.COUNTER: _("tại quầy"),
    Channel.ONLINE: _("trực tuyến"),
    Channel.POST: _("bưu chính công ích"),
    Channel.AGENT: _("qua đại lý"),
}

KINDS: Mapping[PaperKind, Words] = {
    PaperKind.ORIGINAL: _("bản chính"),
    PaperKind.COPY: _("bản sao"),
    PaperKind.CERTIFIED: _("bản sao chứng thực"),
    PaperKind.ELECTRONIC: _("bản điện tử"),
}

STATES: Mapping[ComponentState, Words] = {
    ComponentState.SEEN: _("đã đối chiếu bản chính"),
    ComponentState.KEPT: _("đã thu"),
    ComponentState.SCANNED: _("đã quét"),
    ComponentState.MISSING: _("chưa có"),
}

STOPS: Mapping[StopKind, Words] = {
    StopKind.SUPPLEMENT: _("chờ công dân bổ sung"),
    StopKind.FINANCIAL_OBLIGATION: _("chờ công dân thực hiện nghĩa vụ tài chính"),
    StopKind.POSTING: _("niêm yết, công khai theo luật"),
    StopKind.FORCE_MAJEURE: _("sự kiện bất khả kháng"),
}

FORMS: Mapping[FormKind, Words] = {
    FormKind.RECEIPT: _("giấy tiếp nhận và hẹn trả (mẫu 01)"),
    FormKind.SUPPLEMENT_REQUEST: _("phiếu yêu cầu bổ sung (mẫu 02)"),
    FormKind.REFUSAL: _("phiếu từ chối (mẫu 03)"),
    FormKind.APOLOGY: _("phiếu xin lỗi và hẹn lại (mẫu 04)"),
    FormKind.STOP_NOTICE: _("thông báo dừng giải quyết (mẫu 05)"),
}

COLUMNS: Mapping[str, Words] = {
    "applicant_name": _("Họ tên"),
    "applicant_id_number": _("Số định danh"),
    "applicant_phone": _("Điện thoại"),
    "applicant_email": _("Thư điện tử"),
    "applicant_address": _("Địa chỉ"),
    "subject": _("Nội dung"),
}
# the unit of the address goes with the address: its number in the register says nothing to a reader
SHOWN_ELSEWHERE = frozenset({"applicant_unit_id", "applicant_unit_by"})


def status_word(status: str) -> str:
    """ "Đang xử lý"."""
    return str(BADGES[status].word)


def action_word(action: str) -> str:
    """ "yêu cầu bổ sung"."""
    return str(ACTIONS[Action(action)])


def roles_words(roles: list[str]) -> str:
    """ "Chủ tịch, Phó Chủ tịch; Văn thư"."""
    return "; ".join(str(ROLE_WORDS[Role(role)]) for role in roles)


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text))


_WORDED: Mapping[str, Callable[[Any], str]] = {
    "status": status_word,
    "action": action_word,
    "roles": roles_words,
    "promised": _moment,
    "last": _moment,
}


def worded(refusal: Refusal) -> Refusal:
    """The refusal with words in the place of the codes among its facts, as a reader wants it."""
    facts: dict[str, Any] = {
        name: _WORDED[name](value) if refusal.code.startswith("dossier.") and name in _WORDED else value
        for name, value in refusal.facts.items()
    }
    return replace(refusal, facts=facts)
