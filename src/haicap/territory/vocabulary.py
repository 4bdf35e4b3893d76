"""The Vietnamese of the closed lists of `contract`, as docs/glossary.md gives them. English: locale/en."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.territory.contract import (
    HamletChange,
    HamletKind,
    Measure,
    MutationKind,
    Precision,
    Quantifier,
    Standing,
    UnitKind,
)

Words = Mapping[str, str | Promise]

UNIT_WORDS: Words = {
    UnitKind.PROVINCE: _("tỉnh"),
    UnitKind.CITY: _("thành phố trực thuộc trung ương"),
    UnitKind.COMMUNE: _("xã"),
    UnitKind.WARD: _("phường"),
    UnitKind.SPECIAL_ZONE: _("đặc khu"),
    UnitKind.TOWNSHIP: _("thị trấn"),
    UnitKind.ISLAND_DISTRICT: _("huyện đảo"),
}
MUTATION_WORDS: Words = {
    MutationKind.FORMED: _("thành lập trên cơ sở nhập, sắp xếp"),
    MutationKind.ABSORBED: _("nhập vào"),
    MutationKind.DIVIDED: _("chia"),
    MutationKind.TRANSFERRED: _("điều chỉnh địa giới"),
    MutationKind.RENAMED: _("đổi tên"),
    MutationKind.RETYPED: _("chuyển loại"),
    MutationKind.REPARENTED: _("chuyển về tỉnh khác"),
    MutationKind.TIER_ABOLISHED: _("kết thúc hoạt động của một cấp"),
    MutationKind.CONTINUED: _("không sắp xếp, giữ nguyên"),
    MutationKind.ANNULLED: _("hủy bỏ"),
}
QUANTIFIER_WORDS: Words = {
    Quantifier.FULL: _("toàn bộ diện tích tự nhiên, quy mô dân số"),
    Quantifier.UNCHANGED: _("không thực hiện sắp xếp"),
    Quantifier.PARTIAL: _("một phần diện tích tự nhiên, quy mô dân số"),
    Quantifier.REMAINDER: _("phần còn lại"),
    Quantifier.PART_AREA: _("một phần diện tích tự nhiên"),
    Quantifier.PART_AREA_FULL_POP: _("một phần diện tích và toàn bộ quy mô dân số"),
    Quantifier.PART_POP: _("một phần quy mô dân số"),
    Quantifier.AREA_ALL: _("toàn bộ diện tích tự nhiên"),
    Quantifier.REMAINDER_POP: _("phần dân số còn lại"),
    Quantifier.RESTORED: _("khôi phục"),
}
STANDING_WORDS: Words = {
    Standing.ANNOUNCED: _("đã quyết định, chưa có hiệu lực"),
    Standing.IN_FORCE: _("đang có hiệu lực"),
    Standing.ENDED: _("đã kết thúc"),
    Standing.ANNULLED: _("đã bị hủy bỏ"),
}
MEASURE_WORDS: Words = {
    Measure.AREA_KM2: _("Diện tích tự nhiên (km²)"),
    Measure.POPULATION: _("Dân số (người)"),
    Measure.HOUSEHOLDS: _("Số hộ"),
    Measure.POOR_HOUSEHOLDS: _("Hộ nghèo"),
    Measure.NEAR_POOR_HOUSEHOLDS: _("Hộ cận nghèo"),
}
PRECISION_WORDS: Words = {
    Precision.EXACT: "",
    Precision.ABOUT: _("khoảng"),
    Precision.MORE_THAN: _("hơn"),
    Precision.NEARLY: _("gần"),
}
CERTAINTY_WORDS: Words = {
    "read": _("đã đọc văn bản gốc"),
    "copy": _("theo bản đăng lại"),
    "listed": _("mới chỉ biết tên văn bản"),
}
HAMLET_KIND_WORDS: Words = {
    HamletKind.HAMLET: _("thôn"),
    HamletKind.RESIDENTIAL_GROUP: _("tổ dân phố"),
}
HAMLET_CHANGE_WORDS: Words = {
    HamletChange.LISTED: _("Đưa vào danh mục"),
    HamletChange.RENAMED: _("Đổi tên"),
    HamletChange.MERGED: _("Sáp nhập"),
    HamletChange.DIVIDED: _("Chia tách"),
    HamletChange.MOVED: _("Chuyển đơn vị"),
    HamletChange.ASSIGNED: _("Xác định đơn vị sau khi chia"),
    HamletChange.RETIRED: _("Giải thể"),
    HamletChange.RESTORED: _("Khôi phục"),
}
