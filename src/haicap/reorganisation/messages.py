"""Why a reorganisation is refused, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "reorganisation.missing": _("Phương án thiếu mục {what}."),
    "reorganisation.malformed": _("Mục này của phương án không đúng dạng, cần: {expected}."),
    "reorganisation.not_json": _("Tệp phương án không phải là JSON hợp lệ: {why}."),
    "reorganisation.column_missing": _("Bảng phương án thiếu cột {column} hoặc không có dòng nào."),
    "reorganisation.cell_empty": _(
        "Dòng {row}, cột {column}: ô trống (ô đã gộp phải được tách ra và điền ở từng dòng)."
    ),
    "reorganisation.zeros_lost": _(
        "Dòng {row}, cột {column}: mã “{value}” thiếu chữ số, có lẽ mất số 0 ở đầu (có phải {proposal}?)."
    ),
    "reorganisation.not_a_code": _("Dòng {row}, cột {column}: “{value}” không phải là mã đơn vị."),
    "reorganisation.not_a_share": _(
        "Dòng {row}, cột {column}: “{value}” không phải là tỷ lệ từ 0 đến 1 với dấu chấm thập phân."
    ),
    "reorganisation.not_a_count": _(
        "Dòng {row}, cột {column}: “{value}” không phải là số nguyên chỉ gồm các chữ số."
    ),
    "reorganisation.said_twice": _("Dòng {row}, cột {column}: “{value}” khác với “{first}” ở dòng đầu tiên."),
    "reorganisation.not_a_planner": _(
        "Chỉ quản trị nghiệp vụ hoặc lãnh đạo cấp tỉnh được lập phương án sắp xếp đơn vị hành chính."
    ),
    "reorganisation.not_a_leader": _("Chỉ lãnh đạo cấp tỉnh được phê duyệt phương án."),
    "reorganisation.own_plan": _("Người lập phương án không được tự phê duyệt."),
    "reorganisation.already_proposed": _("Phương án này theo {instrument} đã được lập trước đó."),
    "reorganisation.unknown_plan": _("Không có phương án {plan}."),
    "reorganisation.unknown_instrument": _("Dữ liệu địa bàn không có văn bản {instrument}."),
    "reorganisation.wrong_status": _(
        "Phương án theo {instrument} đang ở trạng thái “{status}”, không làm được bước này."
    ),
    "reorganisation.too_early": _("Phương án chỉ được thực hiện từ ngày {on:%d/%m/%Y}."),
    "reorganisation.later_records": _(
        "{unit} đã tiếp nhận {count} hồ sơ từ ngày {on:%d/%m/%Y}; phương án không thể có hiệu lực lùi về ngày đó."
    ),
    "reorganisation.not_conserved": _(
        "Số liệu trước và sau không khớp ở {lines} dòng (đầu tiên: {what}, {unit}, {before} → {after}); "
        "chưa có gì được thực hiện."
    ),
    "reorganisation.no_report": _("Phương án chưa có báo cáo bảo toàn này."),
    "reorganisation.not_sealed_yet": _(
        "Báo cáo bảo toàn đang được đóng dấu điện tử. Hãy mở lại sau ít phút; "
        "nếu vẫn chưa có, hãy báo quản trị hệ thống."
    ),
    "reorganisation.annulled_today": _(
        "Việc hủy bỏ có hiệu lực ngay hôm nay ({today:%d/%m/%Y}) và phải sau ngày thực hiện phương án."
    ),
    "reorganisation.window_over": _("Đã quá {days} ngày kể từ ngày thực hiện, không hủy bỏ được nữa."),
    "reorganisation.annulment_untold": _("Hãy ghi số văn bản hủy bỏ và lý do."),
    "reorganisation.annulment_same_act": _(
        "Văn bản hủy bỏ phải là văn bản khác; {instrument} là văn bản của chính phương án."
    ),
    "reorganisation.annulment_early": _("Văn bản hủy bỏ ban hành ngày {on:%d/%m/%Y}, sau hôm nay."),
    "reorganisation.annulment_waits": _(
        "Phương án theo {instrument} đã có đề nghị hủy bỏ đang chờ quyết định."
    ),
    "reorganisation.annulment_decided": _("Đề nghị hủy bỏ này đã được quyết định trước đó ({who})."),
    "reorganisation.annulment_note": _("Ý kiến dài quá 2.000 chữ hoặc có ký tự không viết được."),
    "reorganisation.unknown_annulment": _("Không có đề nghị hủy bỏ này."),
    "reorganisation.own_annulment": _("Người đề nghị hủy bỏ không được tự xác nhận."),
    "reorganisation.no_heir": _("Không có đơn vị nào tiếp nhận hồ sơ của {unit}."),
    "reorganisation.not_a_hamlet_keeper": _(
        "Chỉ chủ tịch, quản trị nghiệp vụ của {commune} hoặc của tỉnh được thay đổi danh mục thôn, tổ dân phố."
    ),
    "reorganisation.not_a_hamlet_mover": _(
        "Chỉ quản trị nghiệp vụ của tỉnh được chuyển thôn, tổ dân phố của {commune} sang xã khác."
    ),
    # hamlets of a plan
    "reorganisation.hamlet_row": _("Thôn, dòng {row}: {words}"),
    "reorganisation.hamlet_change": _(
        "{name}: không có loại thay đổi “{change}” đối với thôn trong phương án."
    ),
    "reorganisation.hamlet_not_found": _("{commune} không có {name} vào ngày trước khi sắp xếp."),
    "reorganisation.hamlet_several": _(
        "{commune} có nhiều {name}; hãy ghi ở cột listed_in mã xã cũ của thôn: {codes}."
    ),
    "reorganisation.hamlet_twice": _("{name} được nêu hai lần."),
    "reorganisation.hamlet_alone": _("{name}: sáp nhập hoặc chia tách phải có ít nhất hai dòng."),
    "reorganisation.hamlet_numbers": _("{name}: chỉ ghi số hộ, dân số cho các phần của thôn chia tách."),
    "reorganisation.hamlet_undecided": _(
        "{name}: {commune} bị chia hoặc kết thúc trong phương án này, nên phải ghi xã mới (chuyển; khi xã bị chia "
        "thì cả sáp nhập, chia tách) hoặc giải thể."
    ),
    "reorganisation.hamlet_left_over": _(
        "{name} của {commune} chưa được nêu đi về đâu; mọi thôn của đơn vị này phải được nêu."
    ),
    "reorganisation.hamlet_target": _(
        "{name}: không thể chuyển đến mã {unit}, vì không có xã đó vào ngày có hiệu lực hoặc xã đó không nhận dân."
    ),
    "reorganisation.hamlet_elsewhere": _("Xã mã {unit} không thuộc tỉnh của người lập phương án."),
    "reorganisation.unit_elsewhere": _("Đơn vị mã {unit} không thuộc tỉnh của người lập phương án."),
    "reorganisation.names_count": _("Đã chọn {chosen} thôn, tổ dân phố nhưng ghi {names} tên."),
    "reorganisation.outside_unit": _("Danh mục sẵn sàng của {unit} không thuộc phạm vi của bạn."),
    "reorganisation.not_a_filler": _(
        "Chỉ người đứng đầu, quản trị của đơn vị hoặc quản trị cấp tỉnh được cập nhật danh mục sẵn sàng."
    ),
    "reorganisation.not_a_planner_of_trials": _(
        "Chỉ quản trị nghiệp vụ cấp tỉnh được đặt thời gian vận hành thử."
    ),
    "reorganisation.not_a_trial": _(
        "{name} không phải là bản vận hành thử: không có ngày vận hành chính thức."
    ),
    "reorganisation.trial_not_over": _(
        "Báo cáo sẵn sàng của bản vận hành thử chỉ được đưa về từ ngày vận hành chính thức {on}."
    ),
    "reorganisation.unknown_item": _("Danh mục không có mục {item}."),
    "reorganisation.unknown_file": _("Không có tệp minh chứng này."),
    "reorganisation.computed_item": _("Mục “{item}” do hệ thống tự tính, không nhập tay."),
    "reorganisation.evidence_missing": _("Mục đã xong cần có minh chứng: ghi rõ hoặc kèm tệp."),
    "reorganisation.reason_missing": _("Không cần mục này thì phải ghi lý do."),
    "reorganisation.changed_meanwhile": _(
        "Mục này vừa được người khác cập nhật ({who}). Hãy mở lại trang rồi nhập tiếp; những gì đã nhập vẫn ở đây."
    ),
    "reorganisation.trial_dates": _("Ngày vận hành chính thức phải sau ngày bắt đầu vận hành thử."),
    "reorganisation.filter_unreadable": _("Không hiểu điều kiện lọc “{value}”."),
    # things that bear an old name
    "reorganisation.not_your_leftovers": _(
        "Danh sách còn mang tên cũ của {unit} không thuộc phạm vi của bạn."
    ),
    "reorganisation.unknown_standing": _("Không có trạng thái {value}."),
    "reorganisation.leftover_counts": _("Số đã thay phải từ 0 đến {total}."),
    "reorganisation.leftover_evidence": _("Đã thay thì phải ghi minh chứng."),
    "reorganisation.leftover_changed": _(
        "Mục này vừa được người khác cập nhật ({who}). Hãy mở lại trang rồi nhập tiếp."
    ),
    # update campaigns
    "reorganisation.not_a_campaigner": _(
        "Chỉ chuyên viên, trưởng phòng, lãnh đạo xã (cho xã mình) hoặc công chức sở (cho toàn tỉnh) được làm việc này."
    ),
    "reorganisation.unknown_campaign": _("Không tìm thấy đợt cập nhật này."),
    "reorganisation.campaign_untitled": _("Hãy ghi tên đợt cập nhật và nguồn dữ liệu."),
    "reorganisation.campaign_future": _("Ngày của dữ liệu không được sau hôm nay."),
    "reorganisation.campaign_row_empty": _(
        "Dòng {row}: thiếu mã người hoặc hộ, hoặc thiếu cả mã đơn vị và địa chỉ."
    ),
    "reorganisation.campaign_row_twice": _("Dòng {row}: mã “{value}” đã có trong đợt này."),
    "reorganisation.not_a_candidate": _("{unit} không phải là đơn vị có thể chọn cho các dòng này."),
}
