"""Limits and fees in the reader's words."""

from django.utils.translation import gettext, ngettext

from haicap.kernel.limits import Limit, LimitUnit
from haicap.kernel.money import dong
from haicap.procedures.contract import FeeRule


def limit_words(limit: Limit | None) -> str:
    """`5 ngày làm việc`; where none is published, that is said."""
    if limit is None:
        return gettext("Chưa công bố")
    if limit.unit is LimitUnit.SAME_DAY:
        return gettext("Trong ngày")
    amount = limit.amount
    return {
        LimitUnit.HOUR: ngettext("%(amount)d giờ", "%(amount)d giờ", amount),
        LimitUnit.WORKING_DAY: ngettext("%(amount)d ngày làm việc", "%(amount)d ngày làm việc", amount),
        LimitUnit.DAY: ngettext("%(amount)d ngày", "%(amount)d ngày", amount),
        LimitUnit.MONTH: ngettext("%(amount)d tháng", "%(amount)d tháng", amount),
    }[limit.unit] % {"amount": amount}


def fee_words(fee_vnd: int | None, fee_rule: str, fee_note: str = "") -> str:
    """`Không thu phí`, `10.000 đ (nộp tại quầy …)`, or who sets it."""
    if fee_rule == FeeRule.COUNCIL:
        return gettext("Theo nghị quyết của Hội đồng nhân dân tỉnh")
    if fee_rule == FeeRule.NOT_STATED or fee_vnd is None:
        return gettext("Chưa công bố")
    if fee_rule == FeeRule.FREE:
        return gettext("Không thu phí")
    return f"{dong(fee_vnd)} ({fee_note})" if fee_note else dong(fee_vnd)
