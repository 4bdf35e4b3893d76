"""Events are told after commit, once each, in order; a failing listener holds up nobody else."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from haicap.kernel import clock
from haicap.platform import outbox
from haicap.platform.models import OutboxEvent

NOW = datetime.fromisoformat("2026-03-02T08:15:00+07:00")


def told(kind: str, subject: str) -> None:
    outbox.tell(type=kind, subject=subject, data={}, at=NOW)


@pytest.mark.django_db
def test_events_reach_their_listeners_in_order_and_once() -> None:
    heard: list[str] = []
    for subject in ("a", "b"):
        told("heard", subject)
    told("unheard", "c")
    listeners = {"heard": (lambda event: heard.append(event.subject),)}
    assert outbox.deliver(listeners) == 3
    assert outbox.deliver(listeners) == 0
    assert heard == ["a", "b"]


@pytest.mark.django_db
def test_what_was_rolled_back_is_never_told() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        told("heard", "a")
        raise RuntimeError
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_a_failing_listener_is_tried_again_and_parked_with_its_cause_at_last() -> None:
    heard: list[str] = []

    def listener(event: outbox.Event) -> None:
        if event.subject == "bad":
            raise ConnectionError("partner is down")
        heard.append(event.subject)

    told("heard", "bad")
    told("heard", "good")
    at = NOW
    for _ in range(outbox.MAX_ATTEMPTS):
        with clock.at(at):
            outbox.deliver({"heard": (listener,)})
            assert outbox.deliver({"heard": (listener,)}) == 0  # not before its time
        at += timedelta(hours=2)
    assert heard == ["good"]
    parked = OutboxEvent.objects.get(subject="bad")
    assert (parked.attempts, parked.delivered_at) == (outbox.MAX_ATTEMPTS, None)
    assert "partner is down" in parked.parked_reason


@pytest.mark.django_db
def test_delivered_events_are_kept_for_a_month() -> None:
    told("unheard", "old")
    with clock.at(NOW):
        outbox.deliver({})
    assert outbox.forget_delivered(now=NOW + timedelta(days=30)) == 0
    assert outbox.forget_delivered(now=NOW + timedelta(days=32)) == 1
