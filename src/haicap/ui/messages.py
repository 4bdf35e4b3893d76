"""What the API and the reading of tables say where no rule of a package has spoken."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "api.unauthorized": _("Cần đăng nhập hoặc khóa truy cập còn hiệu lực."),
    "api.forbidden": _("Bạn không được phép làm việc này."),
    "api.csrf": _("Yêu cầu không đến từ trang của hệ thống: hãy tải lại trang rồi thử lại."),
    "api.not_found": _("Không có gì ở địa chỉ này."),
    "api.method_not_allowed": _("Địa chỉ này không nhận phương thức {method}."),
    "api.malformed": _("Không đọc được yêu cầu."),
    "api.not_json": _("Nội dung gửi lên không phải là JSON hợp lệ: {why}."),
    "api.media_type": _("Nội dung gửi lên phải có kiểu {wanted}."),
    "api.too_large": _("Nội dung gửi lên lớn hơn {most} MB."),
    "api.invalid": _("Một số mục chưa đúng."),
    "api.missing": _("Thiếu mục này."),
    "api.unknown_field": _("Không có mục này hoặc không được gửi mục này."),
    "api.not_text": _("Phải là chuỗi ký tự."),
    "api.not_number": _("Phải là số nguyên."),
    "api.not_flag": _("Phải là true hoặc false."),
    "api.not_list": _("Phải là một danh sách."),
    "api.not_object": _("Phải là một đối tượng JSON."),
    "api.not_choice": _("Chỉ nhận một trong các giá trị: {expected}."),
    "api.not_uuid": _("Phải là UUID."),
    "api.not_date": _("Phải là ngày dạng NĂM-THÁNG-NGÀY."),
    "api.not_moment": _("Phải là thời điểm theo RFC 3339, có múi giờ."),
    "api.too_long": _("Dài quá {max_length}."),
    "api.too_short": _("Ngắn hơn {min_length}."),
    "api.too_great": _("Không được lớn hơn {le}."),
    "api.too_small": _("Không được nhỏ hơn {ge}."),
    "api.not_valid": _("Giá trị không hợp lệ."),
    "api.key_required": _("Cần tiêu đề Idempotency-Key là một UUID do bên gửi tạo ra."),
    "api.version_required": _("Cần tiêu đề If-Match với phiên bản (ETag) đã xem."),
    "api.version_unreadable": _('If-Match phải là ETag của hồ sơ, ví dụ "3".'),
    "table.not_utf8": _("Tệp CSV phải dùng mã UTF-8."),
    "table.unreadable": _("Không đọc được tệp. Hãy dùng CSV (UTF-8) hoặc XLSX."),
    "table.too_large": _("Tệp quá lớn: nhiều nhất {rows} dòng và {megabytes} MB."),
    "api.error": _("Hệ thống gặp lỗi; chưa có gì được lưu. Hãy thử lại sau."),
    "api.unavailable": _("Hệ thống tạm thời chưa sẵn sàng. Hãy thử lại sau ít giây."),
}

# titles of answers by their HTTP status; others take the status's own English phrase
TITLES: dict[int, str | Promise] = {
    400: _("Yêu cầu không đúng dạng"),
    401: _("Chưa đăng nhập"),
    403: _("Không được phép"),
    404: _("Không tìm thấy"),
    405: _("Phương thức không được nhận"),
    409: _("Không hợp với trạng thái hiện tại"),
    412: _("Đã có phiên bản mới hơn"),
    413: _("Quá lớn"),
    415: _("Kiểu nội dung không được nhận"),
    422: _("Dữ liệu cần sửa"),
    428: _("Thiếu điều kiện phiên bản"),
    429: _("Quá nhiều lần"),
    500: _("Lỗi hệ thống"),
    503: _("Tạm thời chưa sẵn sàng"),
}
