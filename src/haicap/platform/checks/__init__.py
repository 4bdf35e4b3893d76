"""The conservation laws: one shape for every law, run by `haicap check` and as oracle in every fault test.

A package states its laws in its own `checks.py`; the wiring table of `config` gathers them. A law only reads.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken place: the unit (code or agency code, "" where none), the row, words for a person, and where it can
    be said in few letters what the law demands there and what stands there."""

    unit: str
    row: str
    words: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """`test` reads through the cursor it is given and yields findings; `fast` laws also run every few minutes.

    `words` is the law in one English sentence; its id is that of the catalogue (I-C1 …).
    """

    id: str
    words: str
    test: Callable[[CursorWrapper, bool], Iterable[Finding]]  # (cursor, full) -> findings
    fast: bool = True
