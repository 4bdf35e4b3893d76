"""The work queue of divided communes: an officer of a successor decides with a reason, strangers read."""

from datetime import date

import pytest
from django.test import Client

from haicap.kernel import clock
from haicap.organisation.models import Account
from haicap.territory import api as territory
from haicap.territory.contract import DividedCard, HamletAct, HamletKind, NewHamlet

pytestmark = pytest.mark.django_db

BEFORE = HamletAct("1/NQ-HĐND", date(2020, 1, 1), "Người lập danh mục")


@pytest.fixture(autouse=True)
def _demo(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


@pytest.fixture
def task() -> DividedCard:
    """A divided commune of Lâm Đồng with two listed hamlets."""
    code = territory.divided_communes(clock.today(), "68")[0].commune.code
    named = [NewHamlet(name, HamletKind.HAMLET) for name in ("Thôn Thử Một", "Thôn Thử Hai")]
    territory.list_hamlets(code, named, BEFORE, at=clock.now())
    return territory.divided_communes(clock.today(), "68")[0]


def enter(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def decide(client: Client, task: DividedCard, **more: object) -> tuple[int, str]:
    waiting = territory.waiting_hamlets(task.commune, clock.today())
    form = {
        "hamlets": [card.hamlet_id for card in waiting[:1]],
        "successor": task.successors[0].unit.code,
        "instrument": "5/QĐ-UBND",
        "reason": "Theo biên bản bàn giao",
        **more,
    }
    answer = client.post(f"/thon/xa-bi-chia/{task.commune.code}/", form)
    return answer.status_code, answer.content.decode()


def test_a_chair_of_a_successor_decides_and_the_progress_says_so(task: DividedCard) -> None:
    heir = task.successors[0].unit
    client = enter(f"{heir.code}.chutich")
    assert decide(client, task)[0] == 302
    again = territory.divided_communes(clock.today(), "68")[0]
    assert (again.assigned, again.hamlets) == (1, 2)
    assert [card.name for card in territory.hamlets_of(heir.code, clock.today())] == ["Thôn Thử Hai"]
    queue = client.get("/thon/xa-bi-chia/").content.decode()
    assert "1/2" in queue


def test_without_a_reason_nothing_is_decided_and_the_rest_stays_typed(task: DividedCard) -> None:
    status, html = decide(enter(f"{task.successors[0].unit.code}.chutich"), task, reason="")
    assert status == 422
    assert "5/QĐ-UBND" in html
    assert territory.divided_communes(clock.today(), "68")[0].assigned == 0


def test_a_chair_of_another_commune_reads_only(task: DividedCard) -> None:
    stranger = next(
        card.code
        for card in territory.communes_of("68", clock.today())
        if card.unit_id not in {heir.unit.unit_id for heir in task.successors}
    )
    client = enter(f"{stranger}.chutich")
    assert "Thôn Thử Một" in client.get(f"/thon/xa-bi-chia/{task.commune.code}/").content.decode()
    status, html = decide(client, task)
    assert status == 422
    assert "Chỉ chủ tịch" in html
    assert territory.divided_communes(clock.today(), "68")[0].assigned == 0
