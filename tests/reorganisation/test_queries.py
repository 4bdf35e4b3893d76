"""A screen asks the database as often for many rows as for one."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.domain.campaigns import Subject
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.services import campaigns
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import DAY, EVENING, MORNING
from tests.reorganisation.plans import act, applied, merger, plan

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db

OLD = ("06652", "06655", "06658")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")
EDITION = 'SELECT "territory_mutation"."id" AS "id" FROM "territory_mutation" ORDER BY'
HEAD = ["ma", "ma_don_vi", "dia_chi"]


@pytest.fixture(autouse=True)
def _demo(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


def asked(client: Client, path: str) -> list[str]:
    """What a later visit asks; the first one fills the memories of a moment, and on a busy machine one may run out.

    A transaction that has changed the map, as that of a test, asks at every use which edition it works with; elsewhere
    that is remembered.
    """
    assert client.get(path).status_code == 200
    return min((visit(client, path) for _ in range(3)), key=len)


def visit(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as told:
        assert client.get(path).status_code == 200
    return [each["sql"] for each in told.captured_queries if EDITION not in each["sql"]]


def test_the_list_of_plans_reads_no_report_and_asks_once_for_all(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(merger(("06652", "Phường Thử Nghiệm"), *OLD)))
    at = frozen(LATER)
    client = enter(leader("22", at.date()))
    one = asked(client, reverse("reorganisation_plans"))
    for number in range(6):
        row = PlanRow.objects.get(id=card.id)
        row.id, row.sha256 = uuid4(), f"{number:064}"
        row.save(force_insert=True)
        reorganisation.propose_annulment(actor=planner("22", at.date()), plan_id=row.id, act=act(), at=at)
    many = asked(client, reverse("reorganisation_plans"))
    assert len(many) == len(one)
    (listed,) = (sql for sql in many if 'FROM "reorganisation_plan"' in sql)
    assert '"report",' not in listed and '"units"' not in listed


def test_one_plan_is_found_without_reading_the_others(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(merger(("06652", "Phường Thử Nghiệm"), *OLD)))
    at = frozen(LATER)
    reorganisation.propose_annulment(actor=planner("22", at.date()), plan_id=card.id, act=act(), at=at)
    client = enter(leader("22", at.date()))
    path = reverse("reorganisation_plan", args=[card.id])
    for sql in asked(client, path):
        assert 'FROM "reorganisation_plan"' not in sql or card.id.hex in sql, sql


def test_campaigns_and_their_rows_are_asked_for_at_once(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(plan(merger(("06652", "Phường Thử Nghiệm"), *OLD)))
    at = frozen(MORNING)
    actor = official("06652", Role.CHAIR, DAY)
    client = enter(actor)

    def begun(rows: int) -> str:
        pk = campaigns.begin(
            actor=actor, subject=Subject.POPULATION, title="Đợt", source="Công an", source_on=DAY, at=at
        )
        lines = [[f"P{number}", "", f"không rõ {number}"] for number in range(rows - 1)]
        table = [HEAD, ["P", "06652", ""], *lines]
        campaigns.take_in(actor=actor, campaign_id=pk, table=table, note="x.csv", at=at)
        return str(pk)

    first = begun(2)
    listing = reverse("reorganisation_campaigns")
    one = len(asked(client, listing))
    second = begun(24)
    begun(2)
    assert len(asked(client, listing)) == one
    for name in ("reorganisation_campaign", "reorganisation_campaign_rows"):
        few, many = (asked(client, reverse(name, args=[pk])) for pk in (first, second))
        assert len(few) == len(many), name
