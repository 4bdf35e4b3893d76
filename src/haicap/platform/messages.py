"""The words of refusals of the clock, the calendar and repeated requests (kernel and platform)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "clock.limit_not_positive": _("Thời hạn phải từ 1 trở lên (thủ tục trả trong ngày: đúng 1)."),
    "clock.stop_before_receipt": _("Không thể tạm dừng thời hạn trước khi tiếp nhận hồ sơ."),
    "clock.resume_before_stop": _("Thời điểm tính tiếp phải sau thời điểm tạm dừng."),
    "clock.beyond_calendar": _("Chỉ tính được thời hạn trong các năm từ {first} đến {last}."),
    "clock.unknown_version": _("Không có phiên bản lịch làm việc số {version}."),
    "clock.day_without_source": _("Ngày {on}: cần ghi tên và căn cứ."),
    "clock.unit_without_province": _("Đơn vị {unit}: cần ghi cả mã tỉnh, thành phố."),
    "clock.day_twice": _("Một ngày của cùng một nơi chỉ được khai báo một lần."),
    "clock.nothing_declared": _("Chưa có ngày nào được khai báo hoặc thu hồi."),
    "clock.hours_out_of_order": _("Giờ làm việc phải theo thứ tự và không chồng nhau."),
    "platform.no_room": _(
        "Ổ đĩa của máy chủ sắp đầy: tạm thời chỉ xem được, chưa lưu được gì mới. Hãy báo quản trị kỹ thuật."
        " Sau đó gửi lại."
    ),
    "platform.rehearsal_over": _(
        "Đợt vận hành thử đã kết thúc, đơn vị đã vận hành chính thức: dữ liệu thử chỉ còn để xem. "
        "Hãy làm việc trên hệ thống chính thức."
    ),
    "platform.too_many_at_once": _(
        "Đang tải {most} tệp cho bạn, nhiều nhất một lúc. Đợi một tệp tải xong (hoặc hủy tải) rồi thử lại."
    ),
    "platform.no_place": _("Máy chủ đang gửi nhiều tệp lớn một lúc. Hãy thử lại sau ít giây."),
    "platform.key_used": _("Khóa {key} đã được dùng cho một yêu cầu có nội dung khác; chưa làm gì."),
}
