"""A dossier through the office, page by page: worklist, dossier, signing, result."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Receipt, Status
from haicap.parties.contract import Applicant
from tests.cast import Cast
from tests.desk.office.conftest import MORNING, at_chair, opened, received, sign_in
from tests.documents.corpus import pdf

pytestmark = pytest.mark.django_db
LIST = "/viec-can-lam/"


def do(client: Client, receipt: Receipt, name: str, version: int, **typed: object) -> HttpResponse:
    address = reverse("office:act", args=[receipt.id, name])
    return client.post(address, {"version": version, "tu": LIST, **typed})  # type: ignore[return-value]


def test_a_specialist_works_down_the_list_and_the_next_item_opens_by_itself(people: Cast) -> None:
    first, second = received(people), received(people, applicant=Applicant(name="K’ Brêu"))
    client = sign_in(people.specialist)
    page = client.get(LIST).content.decode()
    assert page.index(first.number) < page.index(second.number)
    assert do(client, first, "nhan-xu-ly", 1)["Location"].startswith(f"/ho-so/{first.id}/")
    answer = do(client, first, "xong-buoc", 2, note="Đủ điều kiện")
    assert answer["Location"] == f"/ho-so/{second.id}/?{urlencode({'tu': LIST})}"
    do(client, second, "nhan-xu-ly", 1)
    assert do(client, second, "xong-buoc", 2)["Location"] == LIST
    assert "Không còn việc nào" in client.get(LIST).content.decode()


def test_the_page_says_what_is_not_allowed_and_why(people: Cast) -> None:
    receipt = received(people)
    page = sign_in(people.specialist).get(reverse("office:dossier", args=[receipt.id])).content.decode()
    assert "Hồ sơ đang ở trạng thái" not in page
    assert "Việc này do người khác đảm nhiệm: Chủ tịch, Phó Chủ tịch; Giám đốc, Phó Giám đốc sở." in page
    assert "Thời hạn" in page and "Nguyễn Thị Hòa" in page


def test_a_result_travels_from_the_specialist_to_the_clerk(people: Cast) -> None:
    receipt = received(people)
    at_chair(people, receipt)
    chair = sign_in(people.chair)
    queue = chair.get("/ky-duyet/").content.decode()
    tick = re.search(rf'value="({receipt.id}:\d+)"', queue)
    assert tick, queue
    signed = chair.post("/ky-duyet/", {"chon": tick[1]}).content.decode()
    assert "Đã ký 1 trên 1" in signed
    again = chair.post("/ky-duyet/", {"chon": tick[1]}).content.decode()
    assert "Bạn đã ký hồ sơ này trước đó" in again
    steps = [line.action for line in opened(people, receipt).journal]
    version = opened(people, receipt).card.version
    assert steps[-1] is Action.COMPLETE_STEP and len(steps) == version
    clerk = sign_in(people.clerk)
    file = SimpleUploadedFile("ket-qua.pdf", pdf(), "application/pdf")
    answer = do(clerk, receipt, "ban-hanh", version, result_number="12/2026", file=file)
    assert answer.status_code == 302, answer.content.decode()
    done = opened(people, receipt)
    assert done.card.status is Status.RESULT_READY and done.result_file is not None
    shown = clerk.get(reverse("office:file", args=[receipt.id, done.result_file]))
    assert shown["Content-Type"] == "application/pdf"


def test_who_comes_second_sees_what_the_first_did_and_keeps_the_words(people: Cast) -> None:
    receipt = received(people)
    client = sign_in(people.specialist)
    dossiers.act(
        actor=people.receiver,
        dossier_id=receipt.id,
        deed=Deed(Action.CORRECT, corrections={"phone": "0987654321"}),
        at=MORNING + timedelta(minutes=30),
    )
    answer = do(client, receipt, "yeu-cau-bo-sung", 1, reason="Thiếu giấy chứng sinh")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.receiver.person_name in page and people.specialist.person_name in page
    assert "0912345678" in page and "0987654321" in page
    assert "Thiếu giấy chứng sinh" in page
    assert opened(people, receipt).card.status is Status.RECEIVED
    assert do(client, receipt, "yeu-cau-bo-sung", 2, reason="Thiếu giấy chứng sinh").status_code == 302


def test_a_mistake_keeps_what_was_typed_and_names_the_field(people: Cast) -> None:
    receipt = received(people)
    at_chair(people, receipt)
    version = opened(people, receipt).card.version
    client = sign_in(people.chair)
    typed = {"new_due_on": "2026-03-02", "reason": "Bão số 5", "cause": "other"}
    answer = do(client, receipt, "hen-lai", version, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày hẹn mới phải sau ngày đã hẹn" in page and "Bão số 5" in page


@pytest.mark.parametrize(
    "path",
    ["/ban-lam-viec/", LIST, "/ky-duyet/", "/ho-so/", "/bang-dieu-hanh/", "/bang-dieu-hanh/tinh/"],
)
def test_signed_out_one_is_asked_to_sign_in(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302 and "/dang-nhap/" in answer["Location"]


def test_a_stranger_of_another_commune_finds_nothing(people: Cast) -> None:
    receipt = received(people)
    stranger = sign_in(people.stranger_specialist)
    assert stranger.get(reverse("office:dossier", args=[receipt.id])).status_code == 404
    assert do(stranger, receipt, "nhan-xu-ly", 1).status_code == 404
    assert receipt.number not in stranger.get("/ho-so/").content.decode()
    assert receipt.number not in stranger.get(LIST).content.decode()
    assert sign_in(people.specialist).get("/ky-duyet/").status_code == 403
    assert sign_in(people.leader).get(LIST).status_code == 403


def test_a_page_shows_one_version_of_a_dossier_read_once(people: Cast) -> None:
    receipt = received(people)
    for who in (people.specialist, people.head, people.receiver):
        client, address = sign_in(who), reverse("office:dossier", args=[receipt.id])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        rows = [each["sql"] for each in asked.captured_queries if "FROM dossiers_dossier" in each["sql"]]
        assert len(rows) == 1, rows
