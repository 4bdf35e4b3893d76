"""Reading everything at one instant: one snapshot of the database, in which nothing can be written."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_instant(*, statement_timeout_ms: int | None = None) -> Iterator[None]:
    """All that is read inside is of the instant of entering; inside a caller's transaction, of that one's snapshot.

    `statement_timeout_ms` holds for each statement, where the transaction begins here.
    """
    with transaction.atomic(durable=False):
        if not connection.savepoint_ids:
            _alone(statement_timeout_ms)
        yield


def _alone(statement_timeout_ms: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if statement_timeout_ms is not None:
            cursor.execute(f"SET LOCAL statement_timeout = {statement_timeout_ms}")
        cursor.execute("SELECT 1")  # the first question takes the snapshot
