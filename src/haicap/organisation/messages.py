"""The words of this package's refusals."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.organisation.contract import Capacity, Role

SENTENCES: Final[dict[str, str | Promise]] = {
    "organisation.no_appointment": _("Không có quyền truy cập: {reason}"),
    "organisation.unknown_agency": _("Không tìm thấy cơ quan “{agency}”."),
    "organisation.unknown_record": _("Không tìm thấy bản ghi này hoặc bản ghi không thuộc phạm vi của bạn."),
    "organisation.no_centre": _("Chưa có trung tâm hoặc chi nhánh nào tiếp nhận hồ sơ cho đơn vị này."),
    "organisation.forbidden_administration": _("Chỉ quản trị viên có thẩm quyền mới được làm việc này."),
    "organisation.forbidden_role": _("Trang này chỉ dành cho: {roles}."),
    "organisation.outside_scope": _("Cơ quan này không thuộc phạm vi quản trị của bạn."),
    "organisation.already_appointed": _("{person} đang giữ vị trí này trong thời gian đã chọn."),
    "organisation.post_full": _("Vị trí “{post}” đã đủ {seats} người trong thời gian đã chọn."),
    "organisation.post_closed": _("Vị trí “{post}” đã đóng."),
    "organisation.post_held": _("Vị trí “{post}” còn người đang giữ."),
    "organisation.dates_out_of_order": _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "organisation.employment_ended": _("{person} đã thôi công tác từ sau ngày {left_on}."),
    "organisation.roles_not_held": _("Chỉ được ủy quyền những vai trò mình đang giữ; không giữ: {roles}."),
    "organisation.delegate_to_self": _("Không thể ủy quyền cho chính mình."),
    "organisation.delegate_without_appointment": _(
        "{person} không giữ vị trí nào trong suốt thời gian ủy quyền."
    ),
    "organisation.delegation_outlives_appointment": _(
        "Thời gian ủy quyền phải nằm trong thời gian giữ vị trí."
    ),
    "organisation.act_number_missing": _("Cần ghi số văn bản ủy quyền."),
    "organisation.not_your_appointment": _("Chỉ người giữ vị trí mới được ủy quyền từ vị trí đó."),
    "organisation.not_a_head": _("Chỉ người đứng đầu hoặc cấp phó được ủy quyền cho người khác."),
    "organisation.unknown_post": _("{agency} không có vị trí “{post}”."),
    "organisation.unknown_role": _("Không có vai trò “{role}” (các vai trò: {known})."),
    "organisation.not_a_day": _("“{given}” không phải ngày (cần dạng 2026-03-31)."),
    "organisation.name_differs": _("Tên đăng nhập này là của {person}."),
    "organisation.already_ended": _("Vị trí này đã kết thúc ngày {ends_on}."),
    "organisation.unknown_account": _("Không có tài khoản “{username}”."),
    "organisation.name_missing": _("Cần ghi tên."),
    "organisation.code_taken": _("Mã “{agency}” đã được dùng."),
    "organisation.counter_taken": _("Trung tâm đã có quầy số {number}."),
    "organisation.not_a_centre": _("Chỉ trung tâm hoặc chi nhánh mới có quầy."),
    "organisation.post_taken": _("Cơ quan đã có vị trí “{post}”."),
    "organisation.username_taken": _("Tên đăng nhập “{username}” đã được dùng."),
    "organisation.username_invalid": _(
        "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch ngang; từ 2 đến 80 ký tự."
    ),
    "organisation.password_weak": _("Mật khẩu chưa đạt: {words}"),
    "organisation.person_has_account": _("{person} đã có tài khoản."),
    "organisation.lock_reason_missing": _("Cần ghi lý do khóa."),
    "organisation.own_account": _("Không thể tự khóa tài khoản của mình."),
    "organisation.token_expiry": _("Khóa truy cập phải hết hạn sau hôm nay và trong vòng {days} ngày."),
    "organisation.reason_missing": _("Cần ghi lý do."),
    "organisation.province_not_founded": _("Tỉnh {province_code} chưa được thiết lập bộ máy."),
    "organisation.province_without_communes": _("Không có đơn vị cấp xã nào của tỉnh {province_code}."),
}

# Why somebody has no actor: filled into `organisation.no_appointment`.
REASONS: Final[dict[str, str | Promise]] = {
    "signed_out": _("bạn chưa đăng nhập."),
    "locked": _("tài khoản đã bị khóa."),
    "expired": _("tài khoản đã hết hạn."),
    "left": _("người dùng đã thôi công tác."),
    "none": _("bạn chưa được giao vị trí nào có hiệu lực hôm nay."),
    "ended": _("vị trí của bạn đã hết hiệu lực."),
    "not_yet": _("vị trí của bạn chưa có hiệu lực."),
    "not_yours": _("vị trí hoặc ủy quyền đã chọn không còn hiệu lực hoặc không phải của bạn."),
}

ROLE_WORDS: Final[dict[Role, str | Promise]] = {
    Role.RECEIVER: _("Công chức tiếp nhận"),
    Role.RETURNER: _("Công chức trả kết quả"),
    Role.SPECIALIST: _("Chuyên viên thụ lý"),
    Role.DIVISION_HEAD: _("Trưởng phòng"),
    Role.CHAIR: _("Chủ tịch, Phó Chủ tịch"),
    Role.CLERK: _("Văn thư"),
    Role.CASHIER: _("Thủ quỹ, kế toán"),
    Role.CENTRE_DIRECTOR: _("Giám đốc trung tâm"),
    Role.DEPARTMENT_OFFICER: _("Chuyên viên sở"),
    Role.DEPARTMENT_HEAD: _("Giám đốc, Phó Giám đốc sở"),
    Role.PROVINCIAL_LEADER: _("Lãnh đạo tỉnh"),
    Role.AUDITOR: _("Kiểm tra, thanh tra"),
    Role.BUSINESS_ADMIN: _("Quản trị nghiệp vụ"),
    Role.TECHNICAL_ADMIN: _("Quản trị hệ thống"),
    Role.SECURITY_OFFICER: _("An toàn thông tin"),
}

CAPACITY_WORDS: Final[dict[Capacity, str | Promise]] = {
    Capacity.SELF: _("Ký thẳng"),
    Capacity.COLLECTIVE: _("TM. (thay mặt)"),
    Capacity.DEPUTY: _("KT. (ký thay)"),
    Capacity.BY_ORDER: _("TL. (thừa lệnh)"),
    Capacity.AUTHORISED: _("TUQ. (thừa ủy quyền)"),
    Capacity.ACTING: _("Q. (quyền)"),
}
