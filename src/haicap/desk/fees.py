"""The fee of a dossier: the published one, or the one taken instead with its reason."""

import re

from haicap.procedures import api as procedures
from haicap.procedures.contract import FeeRule, ProcedureCard

UNREADABLE = -1  # no fee is less than nothing: the rule of the intake refuses it beside its field
_MARKS = re.compile(r"[\s.,₫đĐ]|VND|vnd")


def amount_of(typed: str) -> int | None:
    """Đồng as typed (`8.000`, `8000 đ`); None where nothing was, UNREADABLE where it is no amount."""
    if not typed.strip():
        return None
    digits = _MARKS.sub("", typed)
    return int(digits) if digits.isascii() and digits.isdecimal() else UNREADABLE


def fee_words(fee_vnd: int | None, procedure: ProcedureCard) -> str:
    """What is to be paid; without an amount of its own the dossier pays what its version publishes."""
    if fee_vnd is None or fee_vnd == procedure.fee_vnd:
        return procedures.fee_words(procedure.fee_vnd, procedure.fee_rule, procedure.fee_note)
    return procedures.fee_words(fee_vnd, FeeRule.FIXED if fee_vnd else FeeRule.FREE)
