"""Why a day is not counted, in words: said alike to officials and to citizens."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.kernel.tally import Why

WHY: Final[Mapping[Why, str | Promise]] = {
    Why.EVENT_DAY: _("ngày nhận hồ sơ"),
    Why.OUTSIDE_HOURS: _("nộp ngoài giờ làm việc"),
    Why.AFTER_FIFTEEN: _("nhận sau 15 giờ"),
    Why.RESTARTED: _("trước khi thời hạn tính lại từ đầu"),
    Why.STOPPED: _("thời hạn tạm ngừng"),
    Why.WEEKEND: _("cuối tuần"),
    Why.HOLIDAY: _("nghỉ lễ, tết"),
    Why.COMPENSATORY: _("nghỉ bù"),
    Why.SWAPPED_OFF: _("nghỉ hoán đổi"),
    Why.EMERGENCY_CLOSURE: _("cơ quan đóng cửa vì tình huống khẩn cấp"),
}
