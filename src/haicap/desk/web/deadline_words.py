"""The arithmetic behind a due date in the official's words: which days are not counted, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.kernel.deadlines import Deadline
from haicap.kernel.tally import ExcludedDay, Why, tally

WHY: Mapping[Why, str | Promise] = {
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


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Days counted; days left out by reason in words; those with a name of their own (holidays, swaps)."""

    counted: int
    excluded: tuple[tuple[str, int], ...]
    named: tuple[ExcludedDay, ...]


def arithmetic(deadline: Deadline) -> Arithmetic:
    """The days behind `deadline`, for a screen."""
    days = tally(deadline)
    reasons = Counter(day.why for day in days.excluded)
    named = tuple(day for day in days.excluded if day.name and day.why is not Why.STOPPED)
    return Arithmetic(
        len(days.counted), tuple((str(WHY[why]), count) for why, count in reasons.items()), named
    )
