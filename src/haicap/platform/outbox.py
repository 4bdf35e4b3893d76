"""Tell others after the fact: `tell` writes in the caller's transaction, `deliver` is called by the worker.

Listeners may be called more than once with the same event; each must recognise what it has already done.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.platform.models import OutboxEvent

logger = logging.getLogger("haicap.outbox")

MAX_ATTEMPTS = 12
KEPT_FOR = timedelta(days=31)
Listener = Callable[["Event"], None]


@dataclass(frozen=True, slots=True)
class Event:
    """`type` is `vn.haicap.<package>.<what>.v1`; `subject` names the record; `data` is JSON."""

    id: UUID
    type: str
    subject: str
    data: Mapping[str, Any]
    happened_at: datetime


def tell(*, type: str, subject: str, data: Mapping[str, Any], at: datetime) -> None:  # noqa: A002
    """Write one event; it is delivered only if the surrounding transaction commits."""
    OutboxEvent.objects.create(event_id=uuid7(), type=type, subject=subject, data=dict(data), happened_at=at)


def deliver(listeners: Mapping[str, tuple[Listener, ...]], *, batch: int = 200) -> int:
    """Hand waiting events to their listeners, oldest first; returns how many were finished.

    One event's failure never holds up the others: it is tried again later (1 s, 2 s, 4 s … at most 1 h) and
    parked with its cause after `MAX_ATTEMPTS`. Rows another worker holds are passed over.
    """
    finished = _pass_unheard(frozenset(listeners), batch)
    with transaction.atomic():
        waiting = (
            OutboxEvent.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(delivered_at__isnull=True, parked_reason="")
            .exclude(next_attempt_at__gt=clock.now())
            .order_by("id")[:batch]
        )
        for row in waiting:
            finished += _hand_over(row, listeners.get(row.type, ()))
    return finished


def _pass_unheard(heard: frozenset[str], batch: int) -> int:
    """Events that nobody listens to are finished together, in one statement."""
    unheard = (
        OutboxEvent.objects.filter(delivered_at__isnull=True, parked_reason="")
        .exclude(type__in=heard)
        .order_by("id")
        .values("id")[: batch * 10]
    )
    return OutboxEvent.objects.filter(id__in=unheard).update(delivered_at=clock.now())


def forget_delivered(*, now: datetime) -> int:
    """Delete events delivered more than `KEPT_FOR` ago; returns how many."""
    deleted, _ = OutboxEvent.objects.filter(delivered_at__lt=now - KEPT_FOR).delete()
    return deleted


def _hand_over(row: OutboxEvent, listeners: tuple[Listener, ...]) -> int:
    event = Event(row.event_id, row.type, row.subject, row.data, row.happened_at)
    try:
        with transaction.atomic():
            for listener in listeners:
                listener(event)
    except Exception as problem:
        row.attempts += 1
        logger.warning("outbox event %s failed (%s): %s", event.id, row.attempts, problem)
        if row.attempts >= MAX_ATTEMPTS:
            row.parked_reason = f"{type(problem).__name__}: {problem}"[:500]
        row.next_attempt_at = clock.now() + timedelta(seconds=min(2**row.attempts, 3600))
        row.save(update_fields=["attempts", "next_attempt_at", "parked_reason"])
        return 0
    row.delivered_at = clock.now()
    row.save(update_fields=["delivered_at"])
    return 1
