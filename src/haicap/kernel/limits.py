"""How long the law gives: an amount and a unit, as published (domain fact: portal units differ by procedure)."""

from dataclasses import dataclass
from enum import StrEnum


class LimitUnit(StrEnum):
    """Units in which time limits are published."""

    SAME_DAY = "same_day"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"


class OnSupplement(StrEnum):
    """What a supplement does to the clock; a property of the procedure version."""

    PAUSE = "pause"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Limit:
    """`Limit(5, LimitUnit.WORKING_DAY)`; amount is a positive whole number (1 for same-day procedures)."""

    amount: int
    unit: LimitUnit
