"""How laws read: at most so many findings are spelt out, and a fast run looks at the last days only."""

from collections.abc import Iterator
from typing import Any

from django.db.backends.utils import CursorWrapper

MOST = 200

# what a fast run narrows `d` (dossiers) to; a full run looks at all
RECENT = "d.last_at >= now() - interval '3 days'"


def rows(
    cursor: CursorWrapper, sql: str, parameters: dict[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The first MOST rows of a query."""
    cursor.execute(sql, parameters)
    yield from cursor.fetchmany(MOST)


def reach(*, full: bool) -> str:
    """The condition on `d` for this run."""
    return "true" if full else RECENT
