"""Identities made by whoever starts an act, so that a repeated act is recognised (RFC 9562, version 7)."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new UUID of version 7: 48 bits of milliseconds, 12 of their fraction, 62 random ones.

    With the fraction (RFC 9562, section 6.2, method 3) ids that a thread makes one after the other also sort so: a
    batch lies in an index, and its entries in a chain, in the order in which it came.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | (rest << 12) // 1_000_000 << 64
    value |= int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=value | 7 << 76 | 0b10 << 62)
