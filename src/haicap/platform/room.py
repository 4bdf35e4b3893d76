"""Room on the disk: below a floor nothing new is taken in, reading and handing over go on, and that ends by itself.

PostgreSQL stops hard where its disk is full; we stop taking in before. Only the disk of the data directory is seen
from here: a database on a machine of its own watches its own.
"""

import shutil
import time

from django.conf import settings

NOTICED_WITHIN = 1.0  # seconds


class _Seen:
    """What this process saw, and when."""

    at = float("-inf")
    is_short = False


def is_short() -> bool:
    """True where less than `DISK_FLOOR` bytes are free beside the data."""
    # the age of a memory, not a business time
    if time.monotonic() - _Seen.at > NOTICED_WITHIN:
        _Seen.is_short = _free() < settings.DISK_FLOOR
        _Seen.at = time.monotonic()
    return _Seen.is_short


def forget() -> None:
    """Look anew at the next question."""
    _Seen.at = float("-inf")


def _free() -> int:
    place = settings.DATA_DIR
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free
