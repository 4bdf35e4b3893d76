"""The words of this package's refusals."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "procedures.unknown": _("Không có thủ tục mã “{procedure}” trong danh mục."),
    "procedures.unknown_version": _("Không có phiên bản thủ tục số {id}."),
    "procedures.not_in_force": _(
        "Thủ tục {procedure} không có phiên bản nào đang có hiệu lực vào ngày {day}."
    ),
    "procedures.not_an_administrator": _("Chỉ quản trị viên nghiệp vụ mới được sửa danh mục thủ tục."),
    "procedures.already_known": _("Thủ tục {procedure} đã có trong danh mục; hãy soạn phiên bản kế tiếp."),
    "procedures.source_missing": _("Cần ghi căn cứ: số, ngày quyết định công bố."),
    "procedures.outside_provincial_office": _(
        "Danh mục dùng chung cả tỉnh: chỉ quản trị viên nghiệp vụ cấp tỉnh được sửa."
    ),
    "procedures.name_missing": _("Cần ghi tên thủ tục."),
    "procedures.level_missing": _("Cần chọn ít nhất một cấp có thẩm quyền."),
    "procedures.result_missing": _("Cần ghi tên kết quả giải quyết."),
    "procedures.field_unknown": _("Lĩnh vực “{name}” không có trong danh mục."),
    "procedures.ordinary_limit_missing": _(
        "Dòng thời hạn đầu tiên là trường hợp thông thường và không ghi điều kiện."
    ),
    "procedures.condition_missing": _("Mỗi thời hạn khác cần ghi điều kiện áp dụng."),
    "procedures.limit_out_of_range": _("Thời hạn phải là số nguyên từ 1 đến {most}."),
    "procedures.variant_twice": _("Hai thời hạn trùng khóa."),
    "procedures.fee_unfit": _("Mức phí không khớp với cách thu đã chọn."),
    "procedures.component_incomplete": _("Mỗi thành phần hồ sơ cần có tên và số lượng từ 1."),
    "procedures.shares_over_whole": _(
        "Tổng tỷ lệ thời gian các bước là {total}%, không được âm hoặc vượt 100%."
    ),
    "procedures.counter_takes_share": _("Bước tiếp nhận và trả kết quả không chiếm tỷ lệ thời hạn."),
    "procedures.step_incomplete": _("Cần ít nhất một bước, mỗi bước có tên."),
    "procedures.starts_in_the_past": _("Ngày có hiệu lực không được trước hôm nay ({today})."),
    "procedures.starts_before_former": _(
        "Ngày có hiệu lực phải sau ngày bắt đầu của phiên bản trước ({former})."
    ),
    "procedures.already_in_work": _(
        "Thủ tục này đang có một bản thảo hoặc bản trình; hãy xử lý bản đó trước."
    ),
    "procedures.wrong_state": _("Phiên bản này đang ở trạng thái khác, không làm được việc này."),
    "procedures.changed_meanwhile": _("Người khác vừa sửa bản thảo này. Hãy mở lại rồi sửa tiếp."),
    "procedures.same_person": _("Người duyệt phải khác người trình."),
    "procedures.reason_missing": _("Cần ghi lý do trả lại."),
    "procedures.nothing_changed": _("Bản thảo không khác phiên bản đang dùng."),
    "procedures.columns_missing": _("Tệp thiếu cột: {columns}."),
    "procedures.columns_unknown": _("Cột không có trong mẫu hoặc bị lặp: {columns}."),
    "procedures.rows_rejected": _("Còn {rows} dòng có lỗi; chưa lưu dòng nào."),
    "procedures.cursor_strange": _("Con trỏ “{cursor}” không thuộc danh sách này."),
    "procedures.code_missing": _("Thiếu mã thủ tục."),
    "procedures.code_damaged": _("Mã “{text}” bị hỏng, có thể là {proposal} ({name})."),
    "procedures.code_unreadable": _("“{text}” không phải mã thủ tục (dạng 1.001193)."),
    "procedures.code_twice": _("Mã {procedure} đã có ở dòng {row}."),
    "procedures.value_unknown": _("Giá trị “{value}” không hợp lệ. Chọn một trong: {choices}."),
    "procedures.value_unreadable": _("Không hiểu “{value}”. Cần dạng: {shape}."),
}
