"""Which edition of the map this process works with, and how it notices a newer one.

Every act on the map writes a mutation, under a lock and with the next id, so the highest id names the edition.
A process asks for it at most every two seconds; whoever writes sees the own changes at once and nobody else's
see them before they are committed.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection, transaction

from haicap.kernel.memory import remembered
from haicap.territory.models import Mutation

NOTICED_WITHIN = 2.0  # seconds until every process works with a new edition

T = TypeVar("T")


class Kept(Generic[T]):
    """What `build` made of the map, made anew where the map has changed; one for the whole process.

    A transaction that has changed the map works with one of its own until it ends: other threads must not see
    what may still be rolled back.
    """

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._shared: tuple[int, T] | None = None
        self._own = threading.local()

    def __call__(self) -> T:
        if _writing():
            if getattr(self._own, "after", None) != _thread.changes:
                self._own.after, self._own.made = _thread.changes, None
            made = self._own.made = self._current(self._own.made, _latest())
            return made[1]
        latest = edition()
        shared = self._shared
        if shared is None or shared[0] != latest:
            with self._lock:  # one thread builds, the others wait for it
                shared = self._shared = self._current(self._shared, latest)
        return shared[1]

    def _current(self, known: tuple[int, T] | None, latest: int) -> tuple[int, T]:
        while known is None or known[0] != latest:
            known = (latest, self._build())
            latest = _latest()  # an act committed while the rows were read: read again, or halves are mixed
        return known


@remembered(seconds=NOTICED_WITHIN)
def edition() -> int:
    """The number of the latest act in the register; 0 for an empty one."""
    return _latest()


def changed() -> None:
    """The running transaction has changed the map: it sees that at once, everybody else after its commit."""
    _thread.writes_in = connection.atomic_blocks[0]
    _thread.changes = getattr(_thread, "changes", 0) + 1
    transaction.on_commit(edition.forget)


_thread = threading.local()


def _writing() -> bool:
    """True inside the transaction (its outermost block) that changed the map."""
    blocks = connection.atomic_blocks
    return bool(blocks) and getattr(_thread, "writes_in", None) is blocks[0]


def _latest() -> int:
    return Mutation.objects.order_by("-id").values_list("id", flat=True).first() or 0
