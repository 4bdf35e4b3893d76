"""How strongly a cell is shaded by its number: six steps, 0 for nothing. The number itself always stands in it."""

from math import ceil, log1p

STEPS = 5


def shade(value: int, most: int) -> int:
    """From 0 (nothing) to STEPS (the most there is), by the logarithm: one large cell does not make all others pale."""
    if value <= 0 or most <= 0:
        return 0
    return min(STEPS, ceil(STEPS * log1p(value) / log1p(most)))
