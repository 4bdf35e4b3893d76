"""Handing a result over: scan, check who stands there, once (J14)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haicap.desk.web.counter.hand_over import number_of
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Receipt, Status
from tests.cast import Cast
from tests.desk.counter.conftest import bring_to_result, take_in

pytestmark = pytest.mark.django_db
FETCHED = {"receiver": "Nguyễn Thị Hòa", "paper": "card"}


@pytest.fixture
def ready(people: Cast, frozen: Callable[[datetime], datetime]) -> Receipt:
    """A result that waits at the counter of Di Linh; time stands an hour later."""
    receipt = take_in(people.receiver)
    frozen(bring_to_result(people, receipt) + timedelta(hours=1))
    return receipt


@pytest.mark.parametrize(
    "scanned",
    [
        "https://dichvucong.lamdong.gov.vn/h/H36.25000-260302-0001/abcdefghjkmn",
        "http://localhost:8000/h/H36.25000-260302-0001/abcdefghjkmn/",
        " h36.25000-260302-0001 ",
        "H36.25000 - 260302 - 0001",
    ],
)
def test_the_number_is_read_from_a_receipt_and_from_typing(scanned: str) -> None:
    assert number_of(scanned) == "H36.25000-260302-0001"


def test_a_scanned_receipt_opens_its_dossier(receiver: Client, ready: Receipt) -> None:
    page = receiver.get(reverse("counter:hand_over")).content.decode()
    assert ready.number in page and "1 kết quả đang chờ" in page
    scanned = {"code": f"http://testserver/h/{ready.number}/{ready.secret}"}
    answer = receiver.post(reverse("counter:hand_over"), scanned)
    assert answer["Location"] == reverse("counter:hand_over_one", args=[ready.id])
    assert 'value="Nguyễn Thị Hòa"' in receiver.get(answer["Location"]).content.decode()


def test_the_check_is_recorded_and_a_second_return_is_refused_with_who_and_when(
    receiver: Client, people: Cast, ready: Receipt
) -> None:
    address = reverse("counter:hand_over_one", args=[ready.id])
    assert receiver.post(address, FETCHED).status_code == 302
    opened = dossiers.open_file(actor=people.receiver, dossier_id=ready.id)
    assert opened.card.status is Status.HANDED_OVER
    assert opened.journal[-1].changes["receiver"] == "Nguyễn Thị Hòa (Thẻ căn cước hoặc VNeID)"
    again = receiver.post(address, FETCHED)
    page = again.content.decode()
    assert again.status_code == 409
    assert "đã được trả" in page and "Nguyễn Thị Hòa (Thẻ căn cước" in page
    assert people.receiver.person_name in page
    assert len(dossiers.open_file(actor=people.receiver, dossier_id=ready.id).journal) == len(opened.journal)


@pytest.mark.parametrize("lack", ["receiver", "paper"])
def test_without_a_name_or_a_paper_nothing_is_handed_over(
    receiver: Client, people: Cast, ready: Receipt, lack: str
) -> None:
    answer = receiver.post(reverse("counter:hand_over_one", args=[ready.id]), {**FETCHED, lack: ""})
    assert answer.status_code == 422
    opened = dossiers.open_file(actor=people.receiver, dossier_id=ready.id)
    assert opened.card.status is Status.RESULT_READY


def test_what_is_not_ready_says_so(receiver: Client, people: Cast, morning: datetime) -> None:
    receipt = take_in(people.receiver)
    address = reverse("counter:hand_over_one", args=[receipt.id])
    assert "Hồ sơ chưa có kết quả" in receiver.get(address).content.decode()
    assert receiver.post(address, FETCHED).status_code == 409


@pytest.mark.parametrize("code", ["", "H36.25000-260302-0999", "linh tinh"])
def test_an_unknown_number_is_said_at_the_field(receiver: Client, ready: Receipt, code: str) -> None:
    answer = receiver.post(reverse("counter:hand_over"), {"code": code})
    assert answer.status_code == 422
    assert "code-error" in answer.content.decode()


def test_the_stranger_finds_nothing(stranger: Client, ready: Receipt) -> None:
    assert ready.number not in stranger.get(reverse("counter:hand_over")).content.decode()
    assert stranger.post(reverse("counter:hand_over"), {"code": ready.number}).status_code == 422
