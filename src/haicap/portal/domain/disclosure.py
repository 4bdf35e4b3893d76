"""What may be published of counts by unit: nothing below five, nor anything from which it could be worked out.

A small count can tell who somebody is (Law on Personal Data Protection 91/2025/QH15: data that identify a person are
published only where a law says so). Zero tells of nobody and stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5


def kept_back(counts: Mapping[str, int]) -> frozenset[str]:
    """The keys whose counts are not published beside the sum of all.

    Those from 1 to 4; and where these are one alone, or together still below five, the next smallest with them: else
    the sum less the others would give them away.
    """
    small = [key for key, count in counts.items() if 0 < count < LEAST]
    larger = sorted(
        (key for key, count in counts.items() if count >= LEAST), key=lambda key: (counts[key], key)
    )
    while small and larger and (len(small) == 1 or sum(counts[key] for key in small) < LEAST):
        small.append(larger.pop(0))
    return frozenset(small)


@dataclass(frozen=True, slots=True)
class Share:
    """Percent in time, rounded down; `at_least` where the few that were late are not told apart."""

    percent: int
    at_least: bool


def timely(settled: int, overdue: int) -> Share | None:
    """The share in time as it may be published; None of fewer than five settled.

    One to four late ones are published as "at least as many in time as if four were late".
    """
    if settled < LEAST:
        return None
    told = overdue if overdue == 0 or overdue >= LEAST else LEAST - 1
    return Share((settled - told) * 100 // settled, told != overdue or 0 < overdue < LEAST)
