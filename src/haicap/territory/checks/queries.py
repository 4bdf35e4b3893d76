"""A law as queries that find what breaks it."""

from collections.abc import Callable, Iterator

from django.db.backends.utils import CursorWrapper

from haicap.platform.checks import Finding

# Each query follows `_VALID` and gives rows of (code of the unit, row, words for a person).
_VALID = """
    WITH state AS (
        SELECT *, daterange(valid_from, valid_to) AS days
        FROM territory_unit_state WHERE status = 'valid'
    )
"""


def none_of(*queries: str) -> Callable[[CursorWrapper, bool], Iterator[Finding]]:
    """A test that holds where no query finds a row."""

    def test(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
        for query in queries:
            cursor.execute(f"{_VALID}{query}")
            for code, row, words in cursor.fetchall():
                yield Finding(unit=code, row=row, words=words)

    return test
