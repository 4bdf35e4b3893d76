"""The words of this package's refusals, Vietnamese; English stands in `locale/en`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "dossier.not_found": _("Không tìm thấy hồ sơ này trong phạm vi của bạn."),
    "dossier.not_a_receiver": _("Chỉ công chức tiếp nhận mới được tiếp nhận hồ sơ."),
    "dossier.not_competent": _("Thủ tục {procedure} không thuộc thẩm quyền của {unit}."),
    "dossier.limit_needed": _(
        "Thủ tục {procedure} chưa công bố thời hạn: hãy nhập số ngày làm việc đã thống nhất với người nộp."
    ),
    "dossier.intake_differs": _("Mã {id} đã được dùng cho một hồ sơ có nội dung khác; chưa lưu gì."),
    "dossier.number_taken": _("Mã hồ sơ {number} đã có."),
    "dossier.move_not_allowed": _("Hồ sơ đang ở trạng thái {status}, không thể thực hiện {action}."),
    "dossier.role_missing": _("Việc này do người khác đảm nhiệm: {roles}."),
    "dossier.other_agency": _("Hồ sơ thuộc cơ quan khác xử lý."),
    "dossier.other_division": _("Hồ sơ đang ở phòng chuyên môn khác."),
    "dossier.last_step": _("Đây là bước cuối: hãy ban hành kết quả."),
    "dossier.no_such_step": _("Quy trình không có bước kế tiếp theo hướng này."),
    "dossier.steps_left": _("Còn bước chưa hoàn thành: kết quả chưa được ban hành."),
    "dossier.supplement_already_asked": _("Chỉ được yêu cầu bổ sung một lần; hồ sơ này đã được yêu cầu."),
    "dossier.already_extended": _("Chỉ được xin lỗi và hẹn lại một lần; hồ sơ này đã được hẹn lại."),
    "dossier.refusal_by_decider": _(
        "Hồ sơ đã được xử lý: chỉ người có thẩm quyền quyết định mới được từ chối."
    ),
    "dossier.reason_missing": _("Hãy ghi rõ lý do."),
    "dossier.date_missing": _("Hãy nhập ngày hẹn mới."),
    "dossier.date_not_later": _("Ngày hẹn mới phải sau ngày đã hẹn ({promised})."),
    "dossier.place_missing": _("Hãy chọn cơ quan tiếp nhận chuyển giao."),
    "dossier.already_there": _("Hồ sơ đã thuộc cơ quan này."),
    "dossier.receiver_missing": _("Hãy ghi người nhận và giấy tờ đã đối chiếu."),
    "dossier.not_a_colleague": _("Người này không thuộc phòng đang xử lý hồ sơ."),
    "dossier.time_runs_backwards": _("Thời điểm này sớm hơn việc trước đó của hồ sơ ({last})."),
    "dossier.changed_meanwhile": _("Người khác vừa cập nhật hồ sơ (bạn xem bản {seen}, nay là bản {now})."),
    "dossier.nothing_changed": _("Không có gì thay đổi."),
    "dossier.not_correctable": _("Không thể sửa mục {name} sau khi tiếp nhận."),
    "dossier.cursor_unreadable": _("Không đọc được vị trí trang."),
    "intake.name_missing": _("Hãy nhập họ tên người nộp hồ sơ."),
    "intake.text_forbidden": _("Nội dung có ký tự không được phép."),
    "intake.text_too_long": _("Nội dung dài quá {most} ký tự."),
    "intake.id_number_shape": _("Số định danh gồm 12 chữ số (hoặc 9 số CMND, số hộ chiếu, mã số thuế)."),
    "intake.phone_shape": _("Số điện thoại gồm 8 đến 15 chữ số."),
    "intake.email_shape": _("Địa chỉ thư điện tử không đúng dạng ten@mien."),
    "intake.variant_unknown": _("Thủ tục không có trường hợp thời hạn {variant}."),
    "intake.component_unknown": _(
        "Thành phần {key} không có trong thủ tục: không được yêu cầu thêm giấy tờ."
    ),
    "intake.component_missing": _("Thiếu thành phần bắt buộc: {name}."),
    "intake.limit_days_range": _("Số ngày thống nhất từ 1 đến {most}."),
}
