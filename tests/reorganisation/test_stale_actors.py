"""What a process still remembers of a body that has just ended: it reads a moment longer, it writes nothing."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import EVENT_MOVED, Action, Deed, DossierId
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.organisation.services import tokens
from haicap.platform.models import OutboxEvent
from haicap.procedures import api as procedures
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.services import applying
from tests.reorganisation.cast import official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import BIRTH, receive
from tests.reorganisation.plans import applied, approved, merger, plan
from tests.reorganisation.test_together import apart

Frozen = Callable[[str | datetime], datetime]

OLD = ("06652", "06655", "06658")
MERGER = merger(("06652", "Phường Thử Nghiệm"), *OLD)
ELSEWHERE = "06661"  # a unit that the plan does not touch
NOON = MORNING + timedelta(hours=12)
REFUSED = "dossier.not_in_office"


def written() -> tuple[int, ...]:
    """Everything an act writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(last), 0) FROM dossiers_counter")
        (numbers,) = cursor.fetchone()
    tables = (Dossier, JournalEntry, OutboxEvent)
    return (numbers, *(table.objects.count() for table in tables))


def specialist(unit: str) -> Actor:
    field = procedures.version_on(BIRTH, EVE).field
    return official(unit, Role.SPECIALIST, EVE, field=field)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_another_process_remembers_reads_but_does_not_act(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt = receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    holder = specialist(OLD[1])
    raw = organisation.issue_token(actor=holder, name="k", expires_at=EVENING + timedelta(days=9), at=EVENING)
    assert organisation.actor_for_token(raw) == holder
    applied(plan(MERGER))
    frozen(NOON)
    tokens._cache[tokens._hash(raw)] = (NOON, holder)  # as it stands in a process that did not merge
    before = written()
    assert call(raw, "get", receipt.id).status_code == 200
    answer = call(raw, "post", receipt.id)
    assert (answer.status_code, answer.json()["code"]) == (403, REFUSED)
    assert "hết hiệu lực" in answer.json()["detail"]
    assert written() == before
    frozen(NOON + timedelta(seconds=tokens.CACHED_SECONDS))
    assert call(raw, "post", receipt.id).status_code == 200  # the same key, now of the body that goes on
    assert written() > before


def call(raw: str, method: str, dossier: DossierId) -> Any:
    client, key = Client(), {"Authorization": f"Bearer {raw}"}
    address = f"/api/v1/dossiers/{dossier}"
    if method == "get":
        return client.get(address, headers=key)
    return client.post(
        f"{address}/acts",
        {"action": Action.ASSIGN.value},
        content_type="application/json",
        headers={**key, "If-Match": '"1"'},
    )


@contextmanager
def waiting(
    monkeypatch: pytest.MonkeyPatch, works: Mapping[str, Callable[[], object]]
) -> Iterator[dict[str, Any]]:
    """Begin `works` on connections of their own just before a merger commits, when each waits for it."""
    prove, told = applying.prove, dict[str, Future[object]]()
    pool = ThreadPoolExecutor(len(works))

    def proved(*given: Any) -> None:
        prove(*given)
        for name, work in works.items():
            told[name] = pool.submit(apart, work)
        until_waiting(len(works))

    monkeypatch.setattr(applying, "prove", proved)
    with pool:
        yield told


def until_waiting(count: int) -> None:
    """Until as many other connections stand before locks of this one."""
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT pid) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0] >= count:
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits for the merger")


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_merger_is_refused_when_it_is_done(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the dossier belongs to a unit that nobody merges: the act waits for the body of who acts."""
    frozen(EVENING)
    receiver, holder = official(OLD[1], Role.RECEIVER, EVE), specialist(OLD[2])
    mine = receive(official(OLD[2], Role.RECEIVER, EVE), OLD[2], EVENING)
    card = approved(plan(MERGER))
    frozen(NOON)
    before = written()
    works = {
        "act": lambda: dossiers.act(
            actor=holder, dossier_id=mine.id, deed=Deed(Action.ASSIGN, version=1), at=NOON
        ),
        "intake": lambda: receive(receiver, ELSEWHERE, NOON),
    }
    with waiting(monkeypatch, works) as told:
        reorganisation.apply(plan_id=card.id, at=NOON)
    assert {name: each.result() for name, each in told.items()} == dict.fromkeys(works, REFUSED)
    assert written()[:3] == before[:3]
    assert not OutboxEvent.objects.filter(subject=str(mine.id), type=EVENT_MOVED).exists()
    fresh = organisation.actor_of_appointment(receiver.appointment_id, DAY)
    assert receive(fresh, ELSEWHERE, NOON).number
