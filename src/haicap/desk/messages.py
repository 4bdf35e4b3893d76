"""The words of this package's refusals, Vietnamese; English stands in `locale/en`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "desk.too_many_rows": _("Một bảng tính chỉ chứa được {most} hồ sơ: hãy lọc bớt hoặc tải tệp CSV."),
    "desk.filter_unreadable": _("Không đọc được bộ lọc {name}: “{value}”."),
    "desk.number_missing": _("Hãy quét mã QR trên giấy hẹn hoặc nhập mã hồ sơ."),
    "desk.number_unknown": _("Không tìm thấy hồ sơ {number} ở quầy này. Hãy kiểm tra lại mã trên giấy hẹn."),
    "desk.receiver_name_missing": _("Hãy ghi họ tên người nhận kết quả."),
    "desk.paper_not_checked": _("Hãy chọn giấy tờ đã đối chiếu."),
    "desk.result_not_ready": _("Hồ sơ chưa có kết quả để trả."),
    "desk.handed_over": _("Kết quả đã được trả."),
    "desk.procedure_missing": _("Hãy chọn thủ tục (F2)."),
}
