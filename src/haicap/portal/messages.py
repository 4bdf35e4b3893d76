"""Why the portal says no, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    # one answer for an unknown number and for a wrong secret: nobody learns which numbers exist
    "portal.no_such_dossier": _(
        "Không tìm thấy hồ sơ nào khớp với mã hồ sơ và mã tra cứu này. Xin xem lại trên giấy hẹn."
    ),
    "portal.too_many_guesses": _(
        "Đã nhập sai quá nhiều lần từ nơi này. Xin thử lại sau {minutes} phút hoặc hỏi tại quầy."
    ),
}
