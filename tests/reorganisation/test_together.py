"""At the same time: two who apply, a day's work that goes on, a receipt scanned afterwards. Real commits."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from haicap.dossiers.contract import Receipt
from haicap.dossiers.models import Dossier
from haicap.kernel import clock, memory
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Agency, Succession
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.services import applying
from haicap.territory import api as territory
from tests.reorganisation.cast import official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import approved, merger, plan

Frozen = Callable[[str | datetime], datetime]

OLD = ("06652", "06655", "06658")
MERGER = merger(("06652", "Phường Thử Nghiệm"), *OLD)
ELSEWHERE = "06661"  # a unit that the plan does not touch
NOON = MORNING + timedelta(hours=12)
INTAKES = 200  # in all, as quickly as four counters can


def apart(work: Callable[[], object]) -> object:
    """`work` in a thread with a connection of its own; a refusal is an answer too."""
    try:
        with clock.at(NOON):
            return work()
    except RefusalError as refused:
        return refused.refusal.code
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_who_apply_at_once_apply_it_once(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(MERGER))
    frozen(NOON)
    with ThreadPoolExecutor(4) as pool:
        told = list(
            pool.map(lambda _: apart(lambda: reorganisation.apply(plan_id=card.id, at=NOON).status), range(4))
        )
    assert sorted(map(str, told)) == ["applied", *["reorganisation.wrong_status"] * 3]
    assert Agency.objects.filter(unit_code="06652", valid_to__isnull=True, slug="committee").count() == 1


def until(count: int) -> None:
    """Wait until as many dossiers were received on the day."""
    while Dossier.objects.filter(number_day=DAY).count() < count:
        time.sleep(0.01)


def watch(over: threading.Event) -> set[int]:
    """At every instant every dossier of the day has one owner, a unit with one committee; how many stages were seen.

    Each look is one snapshot of the database, asked by hand: neither what is remembered nor half a merger can help.
    """
    seen: set[int] = set()
    is_last = False
    while not is_last:
        is_last = over.is_set()  # one look more when all is over
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(OWNERS, [DAY])
            counts = [count for (count,) in cursor.fetchall()]
            assert set(counts) <= {1}, "a dossier without an owner, or with two"
            if counts:
                seen.add(1 + Succession.objects.exists())
    return seen


# by dossier of the day the living committees at the end of its unit's line
OWNERS = """
WITH RECURSIVE line (dossier, body) AS (
  SELECT d.id, a.id FROM dossiers_dossier d JOIN organisation_agency a ON a.unit_id = d.unit_id
  WHERE d.number_day = %s AND a.kind = 'committee'
  UNION
  SELECT l.dossier, s.successor_id FROM line l
  JOIN organisation_succession s ON s.predecessor_id = l.body AND s.ended_on IS NULL
)
SELECT count(*) FILTER (WHERE a.valid_to IS NULL) FROM line l JOIN organisation_agency a ON a.id = l.body
GROUP BY l.dossier
"""


@pytest.mark.django_db(transaction=True)
def test_while_intakes_go_on_every_dossier_has_one_owner(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(MERGER))
    frozen(NOON)
    receivers = [official(code, Role.RECEIVER, EVE) for code in (*OLD, ELSEWHERE)]
    over = threading.Event()

    def work(actor: Actor, code: str) -> list[Receipt]:
        """One counter's morning: an officer who began under the old order ends under the new one."""
        done: list[Receipt] = []
        while not over.is_set():
            try:
                done.append(receive(actor, code, NOON))
            except RefusalError:  # the competent unit has just changed: the officer takes the new one
                memory.forget_everything()
                actor = organisation.actor_of_appointment(actor.appointment_id, DAY)
                code = territory.state_on(actor.unit_id, DAY).code  # type: ignore[union-attr]
        return done

    with ThreadPoolExecutor(5) as pool:
        watched = pool.submit(lambda: apart(lambda: watch(over)))
        desks = [
            pool.submit(lambda a=actor, c=code: apart(lambda: work(a, c)))  # type: ignore[misc]
            for actor, code in zip(receivers, (*OLD, ELSEWHERE), strict=True)
        ]
        try:
            until(INTAKES // 2)
            done = reorganisation.apply(plan_id=card.id, at=NOON)
            until(INTAKES)
        finally:
            over.set()
        taken = [receipt for desk in desks for receipt in desk.result()]  # type: ignore[attr-defined]
    assert done.status is PlanStatus.APPLIED and done.report and done.report.holds
    assert watched.result() == {1, 2}, "an instant was not seen, or a dossier had no owner in it, or two"
    memory.forget_everything()
    rows = Dossier.objects.filter(id__in=[receipt.id for receipt in taken]).order_by("id")
    assert rows.count() == len(taken) == len({receipt.number for receipt in taken})
    unit = territory.require_unit("06652", DAY).unit_id
    owners = organisation.units_today([row.unit_id for row in rows])
    assert set(owners.values()) <= {unit, territory.require_unit(ELSEWHERE, DAY).unit_id}
    mine = official("06652", Role.CHAIR)
    for row in rows:
        assert row.is_in_scope_of(mine) == (owners[row.unit_id] == unit)


@pytest.mark.django_db(transaction=True)
def test_a_refused_carrier_leaves_nothing(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(EVENING)
    card = approved(plan(MERGER))
    frozen(MORNING)

    def lose(*_: object) -> tuple[object, ...]:
        return ()

    from haicap.dossiers.services.carrying import DossierCarrier

    seen = iter([DossierCarrier.conserved, lose])

    def counted(*told: object) -> object:
        return next(seen)(*told)  # type: ignore[operator]

    monkeypatch.setattr(DossierCarrier, "conserved", counted)
    with pytest.raises(RefusalError, match="not_conserved"):
        reorganisation.apply(plan_id=card.id, at=MORNING)
    assert not Succession.objects.exists()
    assert territory.require_unit("06652", DAY).name == "Phường Hà Phong"
    assert reorganisation.plan_card(card.id).status is PlanStatus.APPROVED


@pytest.mark.django_db(transaction=True)
def test_nobody_else_is_told_of_an_heir_before_the_commit(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(EVENING)
    card = approved(plan(MERGER))
    frozen(NOON)
    old, prove = territory.require_unit(OLD[1], EVE).unit_id, applying.prove
    seen: list[object] = []

    def heir() -> object:
        return organisation.units_today([old])[old]

    def proved(*told: Any) -> None:
        seen.append(heir())
        with ThreadPoolExecutor(1) as other:
            seen.append(other.submit(lambda: apart(heir)).result())
        prove(*told)

    monkeypatch.setattr(applying, "prove", proved)
    reorganisation.apply(plan_id=card.id, at=NOON)
    new = territory.require_unit("06652", DAY).unit_id
    assert (seen, heir()) == ([new, old], new)


@pytest.mark.django_db
def test_an_old_receipt_scanned_after_the_merger_names_the_unit_of_today(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt = receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    card = approved(plan(MERGER))
    frozen(NOON)
    reorganisation.apply(plan_id=card.id, at=NOON)
    page = Client().get(reverse("portal:dossier", args=[receipt.number, receipt.secret])).content.decode()
    assert "phường Hà Khẩu, nay là" in page and "phường Thử Nghiệm" in page
