"""The result is written on a page (J20): filled from the dossier, kept as typed, printed by the act, read to sign."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haicap.desk import results
from haicap.desk.papers import record_of
from haicap.documents import api as documents
from haicap.documents.contract import DecisionText, DraftCard
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Receipt
from haicap.parties.contract import Applicant
from tests.cast import Cast
from tests.desk.office.conftest import MORNING, opened, received, sign_in
from tests.desk.office.test_day import do
from tests.documents.corpus import pdf

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Quyết định",
    "abstract": "Về việc đăng ký khai sinh",
    "grounds": "Căn cứ Luật Hộ tịch;\r\nXét đề nghị của Văn phòng.",
    "body": "Điều 1. Đăng ký khai sinh.\r\nĐiều 2. Hiệu lực từ ngày ký.",
    "recipients": "Như Điều 1;",
    "signer_post": "Chủ tịch",
    "signer_name": "Trần Thị Minh Thu",
}


def address(receipt: Receipt, name: str = "draft") -> str:
    return reverse(f"office:{name}", args=[receipt.id])


def taken_up(people: Cast, **changes: object) -> Receipt:
    """On the specialist's desk, taken up."""
    receipt = received(people, **changes)
    at = MORNING + timedelta(minutes=10)
    dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=at)
    return receipt


def kept(people: Cast, receipt: Receipt) -> DraftCard:
    found = results.draft_of(opened(people, receipt))
    assert found
    return found


def words_of(people: Cast, receipt: Receipt) -> str:
    """What the result's file says."""
    file = opened(people, receipt).result_file
    assert file
    document = pypdfium2.PdfDocument(documents.read(file)[1])
    return re.sub(r"\s+", " ", document[0].get_textpage().get_text_range().replace("\u200b", ""))


def step(people: Cast, receipt: Receipt, **typed: object) -> None:
    """Whoever has the step finishes it."""
    now = opened(people, receipt).card
    actor = {"specialist": people.specialist, "division_head": people.head, "chair": people.chair}[
        now.step_role
    ]
    answer = do(sign_in(actor), receipt, "xong-buoc", now.version, **typed)
    assert answer.status_code == 302, answer.content.decode()


def test_the_page_begins_with_what_the_dossier_knows(people: Cast) -> None:
    receipt = taken_up(people)
    client = sign_in(people.specialist)
    page = client.get(address(receipt)).content.decode()
    for words in ("Nguyễn Thị Hòa", "068190001234", receipt.number, people.chair.person_name):
        assert words in page
    assert results.draft_of(opened(people, receipt)) is None, "looking writes nothing"
    assert "thủ tục Thủ tục" not in page
    link = client.get(reverse("office:dossier", args=[receipt.id])).content.decode()
    assert address(receipt) in link
    assert "xác nhận" in client.get(address(receipt), {"mau": "giay-xac-nhan"}).content.decode()


def test_a_name_with_braces_fills_no_other_place(people: Cast) -> None:
    receipt = taken_up(people, applicant=Applicant(name="{number} {0} Hòa"))
    assert "{number} {0} Hòa" in sign_in(people.specialist).get(address(receipt)).content.decode()


def test_what_is_typed_is_kept_with_and_without_a_script(people: Cast) -> None:
    receipt = taken_up(people)
    client = sign_in(people.specialist)
    answer = client.post(address(receipt), {**TYPED, "version": 0}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.content.decode()
    assert f"{address(receipt, 'draft_look')}?ban=1" in answer.content.decode()
    assert client.post(address(receipt), {**TYPED, "body": "Điều 1. Khác.", "version": 0}).status_code == 302
    assert (kept(people, receipt).version, kept(people, receipt).text.body) == (2, "Điều 1. Khác.")
    assert "Điều 1. Khác." in client.get(address(receipt)).content.decode()
    picture = client.get(address(receipt, "draft_look"))
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert client.get(address(receipt, "draft_pdf")).content.startswith(b"%PDF")


def test_the_draft_goes_with_the_step_and_becomes_the_numbered_result(people: Cast) -> None:
    receipt = taken_up(people)
    sign_in(people.specialist).post(address(receipt), {**TYPED, "version": 0})
    step(people, receipt)
    text = words_of(people, receipt)
    for words in (
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Hộ tịch;",
        "Điều 2. Hiệu lực từ ngày ký.",
        "Nơi nhận:",
        "DỰ THẢO",
    ):
        assert words in text
    while opened(people, receipt).card.step_role == "division_head":
        step(people, receipt)
    signed = opened(people, receipt).result_file
    queue = sign_in(people.chair).get("/ky-duyet/").content.decode()
    assert reverse("office:file", args=[receipt.id, signed]) in queue
    step(people, receipt)
    assert opened(people, receipt).result_file == signed, "what is signed is what was read"
    version = opened(people, receipt).card.version
    do(sign_in(people.clerk), receipt, "ban-hanh", version, result_number="15/QĐ-UBND")
    text = words_of(people, receipt)
    assert "Số: 15/QĐ-UBND" in text and "ngày 02 tháng 3 năm 2026" in text and "DỰ THẢO" not in text


def test_words_saved_after_the_printing_are_in_no_result(people: Cast) -> None:
    receipt = taken_up(people)
    sign_in(people.specialist).post(address(receipt), {**TYPED, "version": 0})
    while opened(people, receipt).card.step_role in results.DRAFTED_AT:
        step(people, receipt)
    # let in while the step was open, written when it was done
    documents.save_draft(
        actor=people.head,
        record=record_of(receipt.id, receipt.number),
        text=DecisionText(title="Quyết định", body="Điều 1. Bác đơn."),
        seen=kept(people, receipt).version,
        at=MORNING,
    )
    step(people, receipt)
    version = opened(people, receipt).card.version
    do(sign_in(people.clerk), receipt, "ban-hanh", version, result_number="15/QĐ-UBND")
    text = words_of(people, receipt)
    assert "Số: 15/QĐ-UBND" in text and "Đăng ký khai sinh." in text and "Bác đơn" not in text


def test_an_uploaded_file_stays_the_result_though_a_draft_was_kept(people: Cast) -> None:
    receipt = taken_up(people)
    sign_in(people.specialist).post(address(receipt), {**TYPED, "version": 0})
    step(people, receipt, file=SimpleUploadedFile("khac.pdf", pdf(), "application/pdf"))
    uploaded = opened(people, receipt).result_file
    while opened(people, receipt).card.step_role != "clerk":
        role = opened(people, receipt).card.step_role
        file = SimpleUploadedFile("khac.pdf", pdf(), "application/pdf")
        step(people, receipt, **({"file": file} if role == "division_head" else {}))
    uploaded = opened(people, receipt).result_file
    version = opened(people, receipt).card.version
    do(sign_in(people.clerk), receipt, "ban-hanh", version, result_number="16/QĐ-UBND")
    assert opened(people, receipt).result_file == uploaded


def test_a_file_uploaded_after_the_draft_is_not_replaced_by_it(people: Cast) -> None:
    receipt = taken_up(people)
    sign_in(people.specialist).post(address(receipt), {**TYPED, "version": 0})
    step(people, receipt, file=SimpleUploadedFile("khac.pdf", pdf(), "application/pdf"))
    uploaded = opened(people, receipt).result_file
    version = opened(people, receipt).card.version
    do(sign_in(people.chair), receipt, "tra-lai-buoc", version, reason="Thiếu căn cứ")
    assert opened(people, receipt).card.step_role == "specialist"
    step(people, receipt)
    assert opened(people, receipt).result_file == uploaded


def test_nobody_overwrites_unseen_and_nothing_typed_is_lost(people: Cast) -> None:
    receipt = taken_up(people)
    record = record_of(receipt.id, receipt.number)
    theirs = DecisionText(body="Bản của trưởng phòng")
    documents.save_draft(actor=people.head, record=record, text=theirs, seen=0, at=MORNING)
    client = sign_in(people.specialist)
    mine = {**TYPED, "body": "Bản của chuyên viên"}
    answer = client.post(address(receipt), {**mine, "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.head.person_name in page and "Bản của chuyên viên" in page
    assert kept(people, receipt).text == theirs
    assert client.post(address(receipt), {**mine, "version": 1}).status_code == 302
    assert kept(people, receipt).text.body == "Bản của chuyên viên"


def test_after_the_text_was_given_to_sign_nobody_changes_it(people: Cast) -> None:
    receipt = taken_up(people)
    while opened(people, receipt).card.step_role in results.DRAFTED_AT:
        step(people, receipt)
    for who in (people.specialist, people.head, people.chair, people.clerk, people.receiver):
        assert sign_in(who).post(address(receipt), {**TYPED, "version": 0}).status_code == 404
    assert sign_in(people.stranger_specialist).get(address(receipt)).status_code == 404
    assert results.draft_of(opened(people, receipt)) is None


def test_too_long_a_part_is_refused_beside_its_field(people: Cast) -> None:
    receipt = taken_up(people)
    answer = sign_in(people.specialist).post(address(receipt), {**TYPED, "body": "x" * 20_001, "version": 0})
    assert answer.status_code == 422
    assert 'href="#id_body"' in answer.content.decode()
