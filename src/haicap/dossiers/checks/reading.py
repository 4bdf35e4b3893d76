"""How laws read: at most so many findings are spelt out, and a fast run looks at the last days only."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.backends.utils import CursorWrapper

from haicap.kernel import clock

MOST = 200

# how far back a fast run looks, from the application's clock: also at night in a simulated year
_RECENT = timedelta(days=3)


def rows(
    cursor: CursorWrapper, sql: str, parameters: dict[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The first MOST rows of a query."""
    cursor.execute(sql, parameters)
    yield from cursor.fetchmany(MOST)


def earliest(*, full: bool) -> date:
    """The first day that this run looks at, in a full run any."""
    return date.min if full else clock.local_day(clock.now() - _RECENT)


def reach(*, full: bool) -> str:
    """The condition on `d` (dossiers) for this run: what moved lately, in a full run all."""
    return "true" if full else f"d.last_at >= '{clock.now() - _RECENT}'"
