"""Before the disk is full nothing new is written and reading goes on; when there is room again it ends by itself."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from haicap.config.commands import doctor
from haicap.dossiers import api as dossiers
from haicap.dossiers.api import import_lines
from haicap.dossiers.contract import Action, Deed
from haicap.dossiers.models import Dossier
from haicap.kernel import clock
from haicap.kernel.errors import FailureError
from haicap.platform import room
from tests.cast import Cast, cast
from tests.desk.office.conftest import MORNING, at_chair, sign_in
from tests.dossiers.test_import import NOW, record
from tests.dossiers.test_walk import birth

pytestmark = pytest.mark.django_db
FLOOR = 2**28


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A disk whose free room a test sets; every look is fresh."""
    told = SimpleNamespace(free=FLOOR - 1)
    monkeypatch.setattr("shutil.disk_usage", lambda place: told)
    monkeypatch.setattr(room, "NOTICED_WITHIN", -1.0)
    room.forget()
    yield told
    room.forget()


@pytest.fixture
def people(settings: Any, frozen: Callable[[datetime], datetime]) -> Cast:
    settings.DEMO = True  # no second factor
    frozen(MORNING)
    return cast()


def test_a_page_that_would_write_says_not_now_and_keeps_what_was_typed(
    disk: SimpleNamespace, people: Cast
) -> None:
    client = sign_in(people.specialist)
    address = reverse("office:dossier", args=["0192a5f0-0000-7000-8000-000000000000"])
    answer = client.post(f"{address}?x=1", {"ghi-chu": 'Lý do "A" & <B>', "password": "bí mật"})
    page = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "sắp đầy" in page and f'action="{address}?x=1"' in page
    assert 'Lý do "A" & <B>' in unescape(page) and "<B>" not in page and "bí mật" not in page


def test_reading_and_signing_in_go_on(disk: SimpleNamespace, people: Cast) -> None:
    client = sign_in(people.specialist)
    assert client.get("/viec-can-lam/").status_code == 200
    assert client.post(reverse("account_login"), {"login": "x", "password": "y"}).status_code != 503


def test_whoever_waits_for_a_result_gets_it(disk: SimpleNamespace, people: Cast) -> None:
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    at_chair(people, receipt)
    for actor, action in ((people.chair, Action.COMPLETE_STEP), (people.clerk, Action.RESOLVE)):
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=Deed(action), at=MORNING + timedelta(hours=1))
    client = sign_in(people.receiver)
    with clock.at(MORNING + timedelta(hours=2)):
        found = client.post(reverse("counter:hand_over"), {"code": receipt.number})
        assert found.status_code == 302
        answer = client.post(found["Location"], {"receiver": "Nguyễn Thị Hòa", "paper": "card"})
    assert answer.status_code == 302
    assert Dossier.objects.get().status == "handed_over"


def test_an_import_stops_before_it_takes_the_last_room(disk: SimpleNamespace) -> None:
    with clock.at(NOW), pytest.raises(FailureError) as failure:
        import_lines([(1, record())], now=NOW)
    assert failure.value.code == "platform.no_room" and failure.value.retry
    assert not Dossier.objects.exists()
    disk.free = FLOOR
    with clock.at(NOW):
        assert import_lines([(1, record())], now=NOW).imported == 1


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}])
def test_the_api_says_it_as_a_problem_in_the_readers_language(
    disk: SimpleNamespace, headers: dict[str, str]
) -> None:
    answer = Client(headers={"Accept-Language": "en", **headers}).post(
        "/api/v1/dossiers", {}, content_type="application/json"
    )
    assert answer.status_code == 503 and answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "platform.no_room" and "nearly full" in answer.json()["detail"]
    assert answer["Retry-After"] == "60" and not Dossier.objects.exists()


def test_it_ends_by_itself_when_there_is_room_again(disk: SimpleNamespace, people: Cast) -> None:
    client = sign_in(people.specialist)
    address = reverse("office:dossier", args=["0192a5f0-0000-7000-8000-000000000000"])
    assert client.post(address).status_code == 503
    assert client.get("/readyz").json()["writes"] is False and client.get("/readyz").status_code == 200
    disk.free = FLOOR
    assert client.post(address).status_code == 405
    assert client.get("/readyz").json()["writes"] is True


def test_the_doctor_says_what_to_do(disk: SimpleNamespace) -> None:
    (part,) = [part for part in doctor._machine() if part.name == "disk"] or [None]
    assert part is not None and not part.ok and "only reading goes on" in part.words
