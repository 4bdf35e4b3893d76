"""A request with a key of its sender's is done once; sent again, it gets the same answer (`Idempotency-Key`)."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from haicap.kernel.errors import refuse
from haicap.platform.models import GivenAnswer

KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said back: HTTP status, body, headers."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def once(*, key: UUID, by: int, said: str, at: datetime, answer: Callable[[], Answer]) -> Answer:
    """`answer()`, or what it gave when the appointment `by` said the same under this key before.

    Claim, deed and answer are one transaction: of two at the same moment the second waits for the first, and what is
    refused leaves the key free. Refuses `platform.key_used` where the key came with other words.
    """
    digest = hashlib.sha256(said.encode()).hexdigest()
    if not _claimed(key, by, digest, at):
        return _given(key, by, digest)
    given = answer()
    mine = GivenAnswer.objects.filter(appointment_id=by, key=key)
    mine.update(status=given.status, body=given.body, headers=dict(given.headers))
    return given


def forget_given(*, now: datetime) -> int:
    """Delete answers given more than `KEPT_FOR` ago; returns how many."""
    deleted, _ = GivenAnswer.objects.filter(given_at__lt=now - KEPT_FOR).delete()
    return deleted


def _claimed(key: UUID, by: int, digest: str, at: datetime) -> bool:
    """True where nobody has this key; waits for whoever is at work under it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_given_answer (appointment_id, key, said_sha256, status, body, headers, given_at) "
            "VALUES (%s, %s, %s, 0, '', '{}', %s) ON CONFLICT DO NOTHING",
            [by, key, digest, at],
        )
        return bool(cursor.rowcount)


def _given(key: UUID, by: int, digest: str) -> Answer:
    known = GivenAnswer.objects.get(appointment_id=by, key=key)
    if known.said_sha256 != digest:
        raise refuse("platform.key_used", key=str(key))
    return Answer(known.status, known.body, known.headers)
