"""Why something about a report is refused, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    # periodic reports
    "reporting.unknown_report": _("Không có báo cáo này."),
    "reporting.no_index_then": _("Bộ chỉ số 766/QĐ-TTg chưa có hiệu lực vào ngày {day:%d/%m/%Y}."),
    "declared.not_a_leader": _("Chỉ lãnh đạo xã, phường, đặc khu hoặc cấp tỉnh được ghi số liệu công bố."),
    "declared.other_unit": _("Bạn chỉ được xem và ghi số liệu công bố của đơn vị mình."),
    "declared.measure_unknown": _("Hãy chọn một chỉ tiêu trong danh sách."),
    "declared.period_wrong": _("Ngày đầu kỳ phải trước ngày cuối kỳ và không ở tương lai."),
    "declared.number_wrong": _("Hãy nhập một số nguyên không âm."),
    "declared.source_missing": _("Hãy ghi nguồn của số liệu (tên báo cáo, số văn bản, tờ báo)."),
    "declared.reason_needed": _(
        "Số bạn nhập là {declared}, hồ sơ trong hệ thống đếm được {counted}. Cả hai sẽ được giữ và hiển thị; "
        "hãy ghi lý do khác nhau."
    ),
    "declared.correction_reason": _("Hãy ghi lý do sửa; số cũ vẫn được giữ."),
    "declared.corrected_meanwhile": _("Người khác vừa sửa số liệu này; hãy xem lại số mới."),
    "declared.unknown_row": _("Không có số liệu công bố này."),
    "declared.unknown_paper": _("Không có tệp số liệu này."),
    "declared.handed_in_before": _("Tệp này đã được nộp trước đó."),
    "declared.nothing_to_keep": _("Tệp không có số liệu nào ghi rõ đơn vị, kỳ và chỉ tiêu để giữ."),
    "reporting.not_a_body": _("{body} không lập báo cáo định kỳ; báo cáo do UBND, sở hoặc tỉnh lập."),
    "reporting.not_a_preparer": _(
        "Chỉ văn thư, giám đốc trung tâm hoặc chuyên viên sở được lập báo cáo định kỳ."
    ),
    "reporting.not_a_checker": _(
        "Chỉ trưởng phòng, chánh văn phòng hoặc giám đốc trung tâm được kiểm tra báo cáo."
    ),
    "reporting.not_a_signer": _("Chỉ chủ tịch, giám đốc sở hoặc lãnh đạo tỉnh được ký báo cáo."),
    "reporting.not_a_sender": _("Chỉ văn thư, trưởng phòng hoặc giám đốc trung tâm được gửi báo cáo."),
    "reporting.not_a_reader": _("Bạn không có vai trò xem báo cáo định kỳ."),
    "reporting.not_a_collector": _("Chỉ người của tỉnh xem được việc nộp báo cáo của các đơn vị."),
    "reporting.outside_body": _("Báo cáo này là của cơ quan khác."),
    "reporting.own_report": _("Người lập báo cáo không được tự kiểm tra hoặc tự ký."),
    "reporting.no_rule": _("Chưa có quy định kỳ báo cáo này vào ngày {day:%d/%m/%Y}."),
    "reporting.ended_before": _("Đơn vị đã kết thúc ngày {last:%d/%m/%Y}, trước kỳ báo cáo này."),
    "reporting.period_open": _("Kỳ báo cáo đến hết ngày {end:%d/%m/%Y} mới kết thúc, chưa chốt được."),
    "reporting.already_prepared": _("Báo cáo kỳ này đã được {who} lập lúc {at:%H:%M ngày %d/%m/%Y}."),
    "reporting.period_missing": _("Hãy chọn loại báo cáo và một ngày trong kỳ."),
    "reporting.unknown_column": _("Không có cột này trong báo cáo."),
    "reporting.law_broken": _(
        "Chưa chốt được: kiểm tra dữ liệu không đạt ở {laws}. Hãy báo quản trị hệ thống; số liệu sai không được chốt."
    ),
    "reporting.wrong_step": _("Báo cáo đang ở bước khác ({who} vừa thực hiện), không làm được bước này."),
    "reporting.included_returned": _(
        "Báo cáo của {body} đã bị trả lại sau khi được tổng hợp. Hãy trả lại báo cáo này và lập lại."
    ),
    "reporting.reason_missing": _("Hãy ghi lý do trả lại."),
    "reporting.note_too_long": _("Ý kiến dài quá {most} chữ."),
    "reporting.not_sealed_yet": _("Báo cáo đang được đóng dấu điện tử. Hãy mở lại sau ít phút."),
    "reporting.not_signed_yet": _("Báo cáo chưa được ký nên chưa có bản PDF."),
    "statistics.unknown_province": _("Không có số liệu của tỉnh {province}."),
    "statistics.unknown_month": _("Tháng {month} chưa khép lại hoặc không có số liệu."),
    "declared.not_json": _("Tệp số liệu không phải là JSON hợp lệ (dòng {line}: {why})."),
    "declared.not_an_object": _("Tệp số liệu phải là một đối tượng có danh sách “figures”."),
    "declared.too_large": _("Tệp số liệu lớn hơn {most} ký tự."),
    "declared.field_missing": _("Dòng {line}: thiếu hoặc sai mục {name}."),
    "declared.id_twice": _("Dòng {line}: mã {name} được dùng hai lần."),
    "declared.value_unreadable": _("Dòng {line}: giá trị của {name} không phải là số hoặc chữ."),
    "declared.formula_unreadable": _("Dòng {line}, {name}: không hiểu công thức “{formula}” ở chỗ “{at}”."),
    "declared.unknown_figure": _("Dòng {line}, {name}: không có số liệu mang mã {figure}."),
    "declared.circle": _("Dòng {line}, {name}: công thức quay vòng: {path}."),
    "declared.no_number": _("Dòng {line}, {name}: {figure} không phải là số (nguồn ghi “{printed}”)."),
    "declared.no_days": _("Dòng {line}, {name}: kỳ của {figure} không có ngày."),
    "declared.division_by_zero": _("Dòng {line}, {name}: chia cho 0."),
    "declared.measures_differ": _("Dòng {line}, {name}: hai bên có đơn vị đo khác loại (tiền, diện tích)."),
}
