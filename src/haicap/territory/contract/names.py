"""How a unit is called on a paper about another day than today."""

from dataclasses import dataclass
from enum import StrEnum


class Naming(StrEnum):
    """Which name a paper carries: that of the event's day, that and today's where it changed, or today's alone."""

    EVENT = "event"
    BOTH = "both"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class SaidName:
    """The name on the event's day; `now` is empty where it did not change, and has several where the law divided.

    `law` is the act that ended the old name, as officials cite it; empty where the register does not know.
    """

    then: str
    now: tuple[str, ...] = ()
    law: str = ""
