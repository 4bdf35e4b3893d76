"""Why something about a report is refused, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "reporting.unknown_report": _("Không có báo cáo này."),
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
