"""What is said when a file or form is refused, or when a disk fails."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "documents.empty_file": _("Tệp trống, không có nội dung. Hãy chọn lại tệp."),
    "documents.too_large": _(
        "Tệp lớn hơn {limit_mb} MB. Hãy quét lại với độ phân giải thấp hơn hoặc chia nhỏ tệp."
    ),
    "documents.too_many_pixels": _("Ảnh có hơn {limit_mp} triệu điểm ảnh. Hãy quét lại ở 300 dpi."),
    "documents.type_not_accepted": _(
        "Nội dung tệp không phải là ảnh JPEG, PNG hoặc PDF thuần túy. Hãy quét lại hoặc lưu thành PDF rồi tải lên."
    ),
    "documents.broken_file": _("Tệp bị hỏng hoặc không đầy đủ, không mở được. Hãy quét hoặc tải lại tệp."),
    "documents.no_such_file": _("Không tìm thấy tệp."),
    "documents.file_taken": _("Tệp đã thuộc hồ sơ {label}, không thể thay đổi."),
    "documents.draft_changed": _(
        "{who} vừa lưu dự thảo này. Nội dung bạn nhập vẫn còn dưới đây: lưu lại thì bản của bạn thay bản kia."
    ),
    "documents.draft_too_long": _("Mỗi mục của dự thảo dài tối đa {most} ký tự."),
    "documents.no_such_form": _("Không tìm thấy biểu mẫu đã phát hành."),
    "documents.form_cancelled": _("Biểu mẫu này đã bị hủy trước đó."),
    "documents.reason_missing": _("Hãy ghi lý do hủy biểu mẫu."),
    "documents.disk_full": _("Kho lưu tệp đã đầy, tệp chưa được lưu. Hãy báo quản trị hệ thống rồi thử lại."),
    "documents.disk_failed": _("Kho lưu tệp không ghi hoặc đọc được. Hãy báo quản trị hệ thống rồi thử lại."),
    "documents.file_missing": _(
        "Tệp đã mất khỏi kho lưu. Hãy báo quản trị hệ thống để khôi phục từ bản sao lưu."
    ),
    "documents.file_damaged": _(
        "Nội dung tệp trong kho không còn đúng như khi lưu nên không được mở. "
        "Hãy báo quản trị hệ thống để khôi phục từ bản sao lưu."
    ),
    "documents.seal_no_archive": _("Tệp không phải là chứng thư dạng PKCS#12 (.p12, .pfx)."),
    "documents.seal_password": _(
        "Mật khẩu của tệp chứng thư không đúng. Con dấu điện tử hiện tại được giữ nguyên."
    ),
    "documents.seal_incomplete": _("Tệp chứng thư thiếu khóa bí mật hoặc thiếu chứng thư."),
    "documents.seal_key": _("Khóa của chứng thư phải là RSA từ 2048 bit hoặc đường cong elliptic."),
    "documents.seal_use": _("Chứng thư “{name}” không được cấp để ký số."),
    "documents.seal_not_in_force": _("Chứng thư chỉ có hiệu lực từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}."),
    "documents.seal_no_authority": _("Tệp chứng thư tin cậy không phải là dạng PEM."),
    "documents.not_a_naming_official": _(
        "Chỉ quản trị nghiệp vụ của cơ quan cấp tỉnh được chọn cách ghi tên đơn vị trên giấy tờ."
    ),
    "documents.naming_past": _("Cách ghi tên chỉ áp dụng từ hôm nay trở đi."),
    "documents.naming_ground": _("Hãy ghi căn cứ (số văn bản)."),
    "documents.naming_twice": _("Từ ngày này đã có một cách ghi tên được chọn cho loại giấy tờ này."),
}
