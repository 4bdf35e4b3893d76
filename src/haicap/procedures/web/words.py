"""The words of this package's codes on administrators' screens."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.kernel.limits import LimitUnit, OnSupplement
from haicap.procedures.contract import Certainty, FeeRule, Level, PaperKind, StepRole, VersionStatus
from haicap.procedures.services.exchange import Outcome

LEVELS: dict[Level, Promise] = {
    Level.COMMUNE: _("Cấp xã"),
    Level.PROVINCE: _("Cấp tỉnh"),
    Level.MINISTRY: _("Bộ, cơ quan đại diện"),
}
CERTAINTIES: dict[Certainty, Promise] = {
    Certainty.VERIFIED: _("Đã đối chiếu nguồn công bố"),
    Certainty.UNIT_INFERRED: _("Đơn vị thời hạn suy từ luật"),
    Certainty.CODE_VERIFIED: _("Mới đối chiếu mã"),
    Certainty.UNVERIFIED: _("Chưa đối chiếu"),
    Certainty.DECLARED: _("Tỉnh đã khai và duyệt"),
}
KINDS: dict[PaperKind, Promise] = {
    PaperKind.ORIGINAL: _("Bản chính"),
    PaperKind.COPY: _("Bản sao"),
    PaperKind.CERTIFIED: _("Bản sao chứng thực"),
    PaperKind.ELECTRONIC: _("Bản điện tử"),
}
ROLES: dict[StepRole, Promise] = {
    StepRole.RECEIVER: _("Công chức tiếp nhận"),
    StepRole.SPECIALIST: _("Chuyên viên thụ lý"),
    StepRole.DIVISION_HEAD: _("Trưởng phòng"),
    StepRole.CHAIR: _("Chủ tịch, Phó Chủ tịch"),
    StepRole.CLERK: _("Văn thư"),
    StepRole.RETURNER: _("Bộ phận trả kết quả"),
}
UNITS: dict[LimitUnit, Promise] = {
    LimitUnit.SAME_DAY: _("trong ngày"),
    LimitUnit.HOUR: _("giờ"),
    LimitUnit.WORKING_DAY: _("ngày làm việc"),
    LimitUnit.DAY: _("ngày"),
    LimitUnit.MONTH: _("tháng"),
}
SUPPLEMENTS: dict[OnSupplement, Promise] = {
    OnSupplement.PAUSE: _("Tạm dừng, trừ thời gian chờ bổ sung"),
    OnSupplement.RESTART: _("Tính lại từ đầu sau khi nhận đủ hồ sơ"),
}
FEE_RULES: dict[FeeRule, Promise] = {
    FeeRule.FREE: _("Không thu phí"),
    FeeRule.FIXED: _("Mức cố định"),
    FeeRule.COUNCIL: _("Theo nghị quyết của Hội đồng nhân dân tỉnh"),
    FeeRule.NOT_STATED: _("Chưa công bố"),
}
ROWS: dict[str, Promise] = {"variants": _("Thời hạn"), "components": _("Giấy tờ"), "steps": _("Bước")}
STATES: dict[VersionStatus, tuple[Promise, str]] = {
    VersionStatus.DRAFT: (_("Bản thảo"), "mute"),
    VersionStatus.PROPOSED: (_("Chờ duyệt"), "wait"),
    VersionStatus.APPROVED: (_("Đã duyệt"), "good"),
    VersionStatus.WITHDRAWN: (_("Đã bỏ"), "mute"),
}
# marks of the shipped catalogue (docs/reference/procedures.md); a province states its decision instead
SOURCES: dict[str, Promise] = {
    "S1": _("Cổng Dịch vụ công quốc gia, năm 2026"),
    "S2": _("Sổ tay dịch vụ công cho cấp xã"),
    "S3": _("Danh mục một trung tâm cấp phường công bố, tháng 5 năm 2026"),
    "S4": _("Danh mục thủ tục của Bộ Quốc phòng"),
    "S5": _("Mã có trong dữ liệu cổng dịch vụ công"),
    "K": _("Hiểu biết chuyên môn, chưa có nguồn"),
}
ACTS: dict[str, Promise] = {
    "drafted": _("Mở bản thảo"),
    "edited": _("Sửa bản thảo"),
    "submitted": _("Trình duyệt"),
    "rejected": _("Trả lại"),
    "approved": _("Duyệt"),
    "withdrawn": _("Bỏ bản thảo"),
}
OUTCOMES: dict[Outcome, tuple[Promise, str]] = {
    Outcome.UNCHANGED: (_("Không đổi"), "mute"),
    Outcome.CHANGED: (_("Thay đổi"), "info"),
    Outcome.NEW: (_("Thủ tục mới"), "good"),
    Outcome.REJECTED: (_("Có lỗi"), "bad"),
}
COLUMNS: dict[str, Promise] = {
    "code": _("Mã thủ tục"),
    "name_vi": _("Tên thủ tục"),
    "name_en": _("Tên tiếng Anh"),
    "field": _("Lĩnh vực"),
    "level": _("Cấp có thẩm quyền"),
    "time_limit": _("Thời hạn"),
    "limit_unit": _("Đơn vị thời hạn"),
    "other_limits": _("Thời hạn trường hợp khác"),
    "on_supplement": _("Khi yêu cầu bổ sung"),
    "fee_rule": _("Cách thu phí"),
    "fee_vnd": _("Mức phí (đồng)"),
    "fee_note": _("Ghi chú về phí"),
    "components": _("Thành phần hồ sơ"),
    "result_vi": _("Kết quả"),
    "result_en": _("Kết quả (tiếng Anh)"),
    "steps": _("Các bước nội bộ"),
    "note": _("Ghi chú"),
    "source": _("Căn cứ"),
    "certainty": _("Độ tin cậy"),
}
