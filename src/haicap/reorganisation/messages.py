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
    "reorganisation.annulled_today": _(
        "Việc hủy bỏ có hiệu lực ngay hôm nay ({today:%d/%m/%Y}) và phải sau ngày thực hiện phương án."
    ),
    "reorganisation.window_over": _("Đã quá {days} ngày kể từ ngày thực hiện, không hủy bỏ được nữa."),
    "reorganisation.no_heir": _("Không có đơn vị nào tiếp nhận hồ sơ của {unit}."),
}
