"""Places for long answers: how many files are being sent to one person, and by one process, at once.

A file that is sent while it is read holds a thread, a connection and memory until its reader has all of it. A person's
places are locks of the database, held by the very connection that reads: whatever ends it (the reader, the process, the
line) gives them back, and all processes see them.
"""

import contextlib
import threading
from typing import Final

from django.db import Error, connection

from haicap.kernel.errors import refuse

OF_A_PERSON: Final = 2
OF_A_PROCESS: Final = 3  # of its four threads (config/commands/up.py): pages keep one
_here = threading.BoundedSemaphore(OF_A_PROCESS)


class Place:
    """One place taken; to be left in the thread that took it."""

    def __init__(self, key: str, here: threading.BoundedSemaphore) -> None:
        self._key = key
        self._here: threading.BoundedSemaphore | None = here

    def leave(self) -> None:
        """Let others have it; more than once is as good as once."""
        here, self._here = self._here, None
        if here is not None:
            here.release()
            with contextlib.suppress(Error):  # a line that is gone has no lock left
                _asked("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", self._key)


def take(whose: str) -> Place:
    """A place for `whose` ("person 17"), without waiting.

    Refuses `platform.too_many_at_once` where they have all of theirs, `platform.no_place` where this process has none.
    """
    here = _here
    if not here.acquire(blocking=False):
        raise refuse("platform.no_place")
    try:
        for number in range(OF_A_PERSON):
            key = f"platform.places: {whose}, {number}"
            if _asked("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key):
                return Place(key, here)
    except BaseException:
        here.release()
        raise
    here.release()
    raise refuse("platform.too_many_at_once", most=OF_A_PERSON)


def _asked(sql: str, key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        (told,) = cursor.fetchone()
    return bool(told)
