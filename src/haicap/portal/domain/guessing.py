"""How often one place may guess a number and its secret: enough for mistyping, too little for trying through.

A secret of 12 signs cannot be guessed anyway; the limit keeps the attempts off the database.
"""

from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
MOST_MISSES = 20


def window_of(at: datetime) -> datetime:
    """The beginning of the window `at` (aware) falls in."""
    seconds = int(at.timestamp()) // int(WINDOW.total_seconds()) * int(WINDOW.total_seconds())
    return datetime.fromtimestamp(seconds, tz=at.tzinfo)


def is_shut(misses: int) -> bool:
    """True where a place has missed as often as it may in one window."""
    return misses >= MOST_MISSES


def minutes_left(at: datetime) -> int:
    """Whole minutes until the next window, at least one."""
    return max(1, -int((at - window_of(at) - WINDOW).total_seconds() // 60))
