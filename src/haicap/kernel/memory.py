"""Remembering answers for a moment: for facts that change rarely and are asked at every request.

Not a cache of records: what a person may see or change is always asked anew. An answer is at most as old as its
`seconds`; whoever changes the facts calls `forget()`, so that this process sees them at once, others a moment later.
Whoever changes many of them and may yet take it back works `apart()`.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

MOST = 20_000  # answers of one function; more would be a leak

P = ParamSpec("P")
R = TypeVar("R")

_all: list["Remembered[..., Any]"] = []
_thread = threading.local()  # own: by function what a thread remembers that works apart


class Remembered(Generic[P, R]):
    """A function that gives a recent answer again; what it refuses is asked anew each time."""

    ages: ClassVar[bool] = True

    def __init__(self, ask: Callable[P, R], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._answers: dict[Any, tuple[float, R]] = {}
        update_wrapper(self, ask)
        _all.append(self)

    def __call__(self, *words: P.args, **named: P.kwargs) -> R:
        key = (words, *named.items()) if named else words
        # the dict of now: an answer asked for before somebody forgot goes with what was forgotten
        answers = self._mine()
        known = answers.get(key)
        # the age of a memory, not a business time: it runs on where the clock of the application stands still
        now = time.monotonic()
        if known is not None and (now - known[0] < self._seconds or not Remembered.ages):
            return known[1]
        answer = self._ask(*words, **named)
        if len(answers) >= MOST:
            answers.clear()
        answers[key] = (now, answer)
        return answer

    def forget(self) -> None:
        """Ask anew at the next call; a thread that works apart forgets its own answers only."""
        own = _own()
        if own is None:
            self._answers = {}
        else:
            own.pop(self, None)

    def _mine(self) -> dict[Any, tuple[float, R]]:
        own = _own()
        return self._answers if own is None else own.setdefault(self, {})


def remembered(*, seconds: float) -> Callable[[Callable[P, R]], Remembered[P, R]]:
    """Decorator: arguments must be hashable, answers immutable."""
    return lambda ask: Remembered(ask, seconds)


@contextmanager
def apart() -> Iterator[None]:
    """Around a transaction that changes what others remember: this thread remembers apart until it is committed.

    So nobody is told what may be rolled back, and afterwards everybody in this process asks anew.
    """
    if _own() is not None:
        yield
        return
    _thread.own = {}
    try:
        yield
    finally:
        _thread.own = None
        forget_everything()


@contextmanager
def lasting() -> Iterator[None]:
    """While nobody beside this process changes anything: no answer grows old, `forget` still forgets it."""
    Remembered.ages = False
    try:
        yield
    finally:
        Remembered.ages = True


def _own() -> dict["Remembered[..., Any]", dict[Any, Any]] | None:
    return getattr(_thread, "own", None)


def forget_everything() -> None:
    """For tests, and after a restore."""
    for each in _all:
        each.forget()
