"""Remembering answers for a moment: for facts that change rarely and are asked at every request.

Not a cache of records: what a person may see or change is always asked anew. An answer is at most as old as its
`seconds`; whoever changes the facts calls `forget()`, so that this process sees them at once, others a moment later.
"""

import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

MOST = 20_000  # answers of one function; more would be a leak

P = ParamSpec("P")
R = TypeVar("R")

_all: list["Remembered[..., Any]"] = []


class Remembered(Generic[P, R]):
    """A function that gives a recent answer again; what it refuses is asked anew each time."""

    def __init__(self, ask: Callable[P, R], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._answers: dict[Any, tuple[float, R]] = {}
        update_wrapper(self, ask)
        _all.append(self)

    def __call__(self, *words: P.args, **named: P.kwargs) -> R:
        key = (words, *named.items()) if named else words
        known = self._answers.get(key)
        # the age of a memory, not a business time: it runs on where the clock of the application stands still
        now = time.monotonic()
        if known is not None and now - known[0] < self._seconds:
            return known[1]
        answer = self._ask(*words, **named)
        if len(self._answers) >= MOST:
            self._answers.clear()
        self._answers[key] = (now, answer)
        return answer

    def forget(self) -> None:
        """Ask anew at the next call."""
        self._answers.clear()


def remembered(*, seconds: float) -> Callable[[Callable[P, R]], Remembered[P, R]]:
    """Decorator: arguments must be hashable, answers immutable."""
    return lambda ask: Remembered(ask, seconds)


def forget_everything() -> None:
    """For tests, and after a restore."""
    for each in _all:
        each.forget()
