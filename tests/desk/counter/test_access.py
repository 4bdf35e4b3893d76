"""Every address of the counter, tried by the stranger from another commune, signed out, and by GET where it writes."""

import re
from datetime import datetime
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from haicap.desk.web.counter.urls import urlpatterns
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierId
from haicap.kernel.ids import uuid7
from tests.cast import Cast
from tests.desk.counter.conftest import take_in

pytestmark = pytest.mark.django_db
ONLY_POST = {"save", "discard", "choose", "address", "attach", "detach", "card", "issue_receipt", "act"}
OWN_ONLY = {"intake", "draft", "today", "hand_over", "log_book", *ONLY_POST} - {"issue_receipt", "act"}
NAMES = [str(each.name) for each in urlpatterns]


def address(name: str, dossier_id: object) -> str:
    given = {
        "draft_id": dossier_id,
        "dossier_id": dossier_id,
        "file_id": uuid7(),
        "key": "c1",
        "name": "huy",
    }
    pattern = next(each for each in urlpatterns if each.name == name)
    return reverse(f"counter:{name}", kwargs={key: given[key] for key in pattern.pattern.converters})


def ask(client: Client, name: str, dossier_id: object) -> HttpResponse:
    if name in ONLY_POST:
        return client.post(
            address(name, dossier_id), {"id": dossier_id, "reason": "Thử", "scan-c1": BytesIO(b"")}
        )  # type: ignore[return-value]
    return client.get(address(name, dossier_id))  # type: ignore[return-value]


@pytest.mark.parametrize("name", NAMES)
def test_signed_out_one_is_led_to_sign_in(people: Cast, morning: datetime, name: str) -> None:
    receipt = take_in(people.receiver)
    answer = ask(Client(), name, receipt.id)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(set(NAMES) - OWN_ONLY))
def test_the_stranger_does_not_find_the_dossier(
    stranger: Client, people: Cast, morning: datetime, name: str
) -> None:
    receipt = take_in(people.receiver)
    answer = ask(stranger, name, receipt.id)
    assert answer.status_code == 404
    assert "Nguyễn Thị Hòa" not in answer.content.decode()
    assert len(dossiers.open_file(actor=people.receiver, dossier_id=receipt.id).journal) == 1


@pytest.mark.parametrize("name", sorted(OWN_ONLY))
def test_the_stranger_s_own_pages_show_nothing_of_the_dossier(
    stranger: Client, people: Cast, morning: datetime, name: str
) -> None:
    receipt = take_in(people.receiver)
    answer = ask(stranger, name, receipt.id)
    assert answer.status_code in {200, 302, 404, 422}
    assert "Nguyễn Thị Hòa" not in answer.content.decode("latin-1")
    assert receipt.number not in answer.content.decode("latin-1")


def test_the_stranger_cannot_take_over_a_dossier_by_its_id(
    stranger: Client, people: Cast, morning: datetime
) -> None:
    receipt = take_in(people.receiver)
    told = {"name": "Kẻ khác", "procedure": "1.001193"}
    answer = stranger.post(address("draft", receipt.id), told)
    assert answer.status_code == 422
    opened = dossiers.open_file(actor=people.receiver, dossier_id=DossierId(receipt.id))
    assert opened.applicant.name == "Nguyễn Thị Hòa"


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_what_writes_is_not_reached_by_get(receiver: Client, morning: datetime, name: str) -> None:
    assert receiver.get(address(name, uuid7())).status_code == 405


@pytest.mark.parametrize("name", sorted(set(NAMES) - ONLY_POST))
def test_reading_writes_nothing(
    receiver: Client, people: Cast, morning: datetime, name: str, written: list[str]
) -> None:
    receipt = take_in(people.receiver)
    receiver.get(address("today", receipt.id))  # the session's own renewal
    written.clear()
    ask(receiver, name, receipt.id)
    assert written == []


@pytest.fixture
def written() -> object:
    """Statements that change something, from here on."""
    from django.db import connection

    seen: list[str] = []

    def note(execute: object, sql: str, *rest: object) -> object:
        if re.search(r"\b(INSERT INTO|UPDATE \S+ SET|DELETE FROM)\b", sql, re.IGNORECASE):
            seen.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(note):
        yield seen
