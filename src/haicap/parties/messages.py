"""What is said of a citizen card that cannot be read, or only with doubt."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "parties.not_a_card": _(
        "Nội dung quét không phải là mã QR của thẻ căn cước. Hãy quét lại hoặc nhập bằng tay; nếu lặp lại, "
        "hãy kiểm tra bố cục bàn phím của máy quét."
    ),
    "parties.two_cards": _("Vừa quét hai thẻ khác nhau. Hãy quét lại từng thẻ."),
}
DOUBTS: dict[str, str | Promise] = {
    "parties.too_few_fields": _("Mã QR thiếu thông tin so với thẻ thông thường. Hãy đối chiếu với thẻ."),
    "parties.extra_fields": _("Mã QR có thêm thông tin chưa rõ. Hãy đối chiếu với thẻ."),
    "parties.separator_changed": _(
        "Máy quét gõ sai dấu ngăn cách giữa các trường. Hãy đối chiếu và kiểm tra bố cục bàn phím của máy quét."
    ),
    "parties.number_unreadable": _("Không đọc được số định danh 12 chữ số. Hãy nhập theo thẻ."),
    "parties.old_number_odd": _("Số chứng minh nhân dân cũ không có 9 chữ số. Hãy nhập theo thẻ."),
    "parties.place_unknown": _(
        "Ba chữ số đầu của số định danh không thuộc 63 tỉnh, thành phố (người đăng ký khai sinh ở nước ngoài có mã "
        "khác). Hãy đối chiếu với thẻ."
    ),
    "parties.name_missing": _("Không đọc được họ và tên. Hãy nhập theo thẻ."),
    "parties.name_digits": _("Họ và tên có chữ số. Hãy đối chiếu với thẻ."),
    "parties.name_letters": _("Họ và tên có ký tự lạ. Hãy đối chiếu với thẻ."),
    "parties.name_telex": _("Họ và tên có thể bị bộ gõ làm sai. Hãy tắt bộ gõ tiếng Việt rồi quét lại."),
    "parties.name_case": _("Họ và tên bị đảo chữ hoa, chữ thường. Hãy tắt phím Caps Lock rồi quét lại."),
    "parties.birth_incomplete": _("Thẻ chỉ ghi năm sinh. Hãy nhập ngày sinh theo giấy tờ, nếu có."),
    "parties.birth_unreadable": _("Không đọc được ngày sinh. Hãy nhập theo thẻ."),
    "parties.sex_unreadable": _("Không đọc được giới tính. Hãy nhập theo thẻ."),
    "parties.address_missing": _("Mã QR không có nơi thường trú. Hãy hỏi người nộp hồ sơ."),
    "parties.issue_unreadable": _("Không đọc được ngày cấp thẻ. Hãy nhập theo thẻ."),
    "parties.sex_disagrees": _("Giới tính không khớp với số định danh. Hãy đối chiếu với thẻ."),
    "parties.year_disagrees": _("Năm sinh không khớp với số định danh. Hãy đối chiếu với thẻ."),
    "parties.dates_disagree": _("Ngày cấp thẻ không sau ngày sinh. Hãy đối chiếu với thẻ."),
    "parties.accents_lost": _("Họ tên và địa chỉ bị mất dấu tiếng Việt. Hãy đối chiếu với thẻ."),
    "parties.letters_lost": _("Có chữ bị mất khi quét. Hãy đối chiếu với thẻ."),
}
MESSAGES = REFUSALS | DOUBTS
