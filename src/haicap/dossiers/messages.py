"""The words of this package's refusals, Vietnamese; English stands in `locale/en`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "dossier.not_found": _("Không tìm thấy hồ sơ này trong phạm vi của bạn."),
    "dossier.not_a_receiver": _("Chỉ công chức tiếp nhận mới được tiếp nhận hồ sơ."),
    "dossier.not_in_office": _(
        "Vị trí hoặc cơ quan bạn đang thao tác đã hết hiệu lực vào ngày này; chưa ghi gì. Hãy tải lại trang."
    ),
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
    "dossier.first_step": _("Đây là bước đầu tiên sau khi tiếp nhận: không có bước nào để trả lại."),
    "dossier.no_such_step": _("Quy trình không có bước kế tiếp theo hướng này."),
    "dossier.steps_left": _("Còn bước chưa hoàn thành: kết quả chưa được ban hành."),
    "dossier.supplement_already_asked": _("Chỉ được yêu cầu bổ sung một lần; hồ sơ này đã được yêu cầu."),
    "dossier.already_extended": _("Chỉ được xin lỗi và hẹn lại một lần; hồ sơ này đã được hẹn lại."),
    "dossier.refusal_by_decider": _(
        "Hồ sơ đã được xử lý: chỉ người có thẩm quyền quyết định mới được từ chối."
    ),
    "dossier.reason_missing": _("Hãy ghi rõ lý do."),
    "dossier.answer_by_past": _("Thời hạn bổ sung phải sau ngày hôm nay."),
    "dossier.date_missing": _("Hãy nhập ngày hẹn mới."),
    "dossier.date_not_later": _("Ngày hẹn mới phải sau ngày đã hẹn ({promised})."),
    "dossier.place_missing": _("Hãy chọn cơ quan tiếp nhận chuyển giao."),
    "dossier.already_there": _("Hồ sơ đã thuộc cơ quan này."),
    "dossier.receiver_missing": _("Hãy ghi người nhận và giấy tờ đã đối chiếu."),
    "dossier.not_a_colleague": _("Người này không thuộc phòng đang xử lý hồ sơ."),
    "dossier.time_runs_backwards": _("Thời điểm này sớm hơn việc trước đó của hồ sơ ({last})."),
    "dossier.changed_meanwhile": _("Người khác vừa cập nhật hồ sơ (bạn xem bản {seen}, nay là bản {now})."),
    "dossier.applicant_unit_unknown": _("Không có xã, phường, đặc khu mang mã {unit} vào ngày tiếp nhận."),
    "dossier.nothing_changed": _("Không có gì thay đổi."),
    "dossier.not_correctable": _("Không thể sửa mục {name} sau khi tiếp nhận."),
    "dossier.as_of_unreadable": _(
        "“{value}” không phải là một ngày (2026-03-01) hoặc một thời điểm (2026-03-01T10:30)."
    ),
    "dossier.as_of_in_future": _("Thời điểm {at} chưa đến: chỉ xem lại được thời điểm đã qua."),
    "dossier.figure_unknown": _("Không có số liệu “{figure}”."),
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
    "intake.fee_reason_missing": _("Mức thu khác biểu phí ({tariff}): hãy ghi lý do."),
    "intake.fee_range": _("Phí, lệ phí là số tiền nguyên từ 0 đến {most}."),
    "import.not_an_object": _("Dòng này không phải là một đối tượng JSON."),
    "import.broken_line": _("Không đọc được dòng này: {why}."),
    "import.field_missing": _("Thiếu {name}."),
    "import.not_text": _("{name} phải là chuỗi ký tự."),
    "import.text_forbidden": _("{name} có ký tự không được phép."),
    "import.too_long": _("{name} dài quá {most} ký tự."),
    "import.choice_unknown": _("Không có giá trị “{value}” (các giá trị: {known})."),
    "import.time_unreadable": _("Không đọc được thời điểm “{value}”."),
    "import.time_without_zone": _("Thời điểm “{value}” thiếu múi giờ."),
    "import.events_missing": _("Thiếu danh sách sự kiện (events)."),
    "import.first_not_received": _("Sự kiện đầu tiên phải là received."),
    "import.received_again": _("Hồ sơ chỉ được tiếp nhận một lần."),
    "import.in_the_future": _("Thời điểm {at} ở tương lai."),
    "import.due_before_receipt": _("Ngày hẹn trả sớm hơn ngày tiếp nhận."),
    "import.due_needed": _("Thủ tục {procedure} chưa công bố thời hạn: cần có due_at."),
    "import.content_differs": _("{key} đã có với nội dung khác (dùng --amend để bổ sung)."),
    "import.history_differs": _("Phần đã nhập trước đây nay được kể khác: nhật ký không sửa được."),
}
