"""Forms 02 to 05 leave with the act they are the trace of: the same transaction, a number, a kept PDF."""

import re
from uuid import UUID

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from haicap.desk.notices import issued_forms
from haicap.documents import api as documents
from haicap.documents.contract import FormKind, IssuedForm
from haicap.documents.services import press
from haicap.dossiers.contract import Receipt, Status
from tests.cast import Cast
from tests.desk.office.conftest import at_chair, opened, received, sign_in
from tests.desk.office.test_day import do

pytestmark = pytest.mark.django_db

OF_SPECIALIST = {"yeu-cau-bo-sung", "tra-lai"}
ENDING = {
    "reason": "Không có giấy chứng sinh",
    "ground": "Điều 16 Luật Hộ tịch",
    "guidance": "Nộp tại Sở Tư pháp",
}


def words_of(form: IssuedForm) -> str:
    page = pypdfium2.PdfDocument(documents.read(form.file.id)[1])[0]
    return re.sub(r"\s+", " ", page.get_textpage().get_text_range().replace("\u200b", ""))


def told(people: Cast, receipt: Receipt, name: str, **typed: object) -> tuple[IssuedForm, Client]:
    """Do the task as whoever may, and get the form it gave out."""
    client = sign_in(people.specialist if name in OF_SPECIALIST else people.chair)
    answer = do(client, receipt, name, opened(people, receipt).card.version, **typed)
    assert answer.status_code == 302, answer.content.decode()
    return issued_forms(opened(people, receipt))[-1], client


CASES = [
    (
        "yeu-cau-bo-sung",
        FormKind.SUPPLEMENT_REQUEST,
        {"reason": "Giấy chứng sinh\r\nTờ khai có chữ ký", "answer_by": "2026-03-20"},
        ("1 Giấy chứng sinh", "2 Tờ khai có chữ ký", "ngày 20 tháng 3 năm 2026", "Căn cứ: thành phần hồ sơ"),
    ),
    (
        "tra-lai",
        FormKind.REFUSAL,
        {**ENDING, "kind": "duplicate"},
        ("Hồ sơ trùng: Không có giấy chứng sinh", "Điều 16 Luật Hộ tịch", "Nộp tại Sở Tư pháp"),
    ),
    ("tu-choi", FormKind.REFUSAL, {**ENDING, "kind": "not_entitled"}, ("Không đủ điều kiện: Không có",)),
    (
        "hen-lai",
        FormKind.APOLOGY,
        {"reason": "Mưa lớn, mất điện", "new_due_on": "2026-03-06", "cause": "system"},
        ("Mưa lớn, mất điện", "17 giờ 00 phút, ngày 02 tháng 3", "17 giờ 00 phút, ngày 06 tháng 3 năm 2026"),
    ),
    (
        "dung",
        FormKind.STOP_NOTICE,
        {**ENDING, "kind": "no_supplement", "refund": "given_back"},
        ("Quá hạn không bổ sung: Không có", "đã nộp: được hoàn lại", "Nộp lại hồ sơ: Nộp tại"),
    ),
]


@pytest.mark.parametrize(("name", "kind", "typed", "words"), CASES, ids=[case[0] for case in CASES])
def test_the_act_gives_out_its_form(
    people: Cast, name: str, kind: FormKind, typed: dict[str, str], words: tuple[str, ...]
) -> None:
    receipt = received(people)
    if name not in OF_SPECIALIST:
        at_chair(people, receipt)
    form, client = told(people, receipt, name, **typed)
    assert (form.kind, form.number) == (kind, 1)
    text = words_of(form)
    for each in words:
        assert each in text
    address = reverse("office:form", args=[receipt.id, form.id])
    assert address in client.get(reverse("office:dossier", args=[receipt.id])).content.decode()
    assert client.get(address)["Content-Type"] == "application/pdf"
    counter = sign_in(people.receiver).get(reverse("counter:dossier", args=[receipt.id]))
    assert address in counter.content.decode()


def test_whoever_writes_in_english_tells_the_applicant_in_vietnamese(people: Cast) -> None:
    receipt = received(people)
    client = sign_in(people.specialist)
    client.cookies["django_language"] = "en"
    do(client, receipt, "tra-lai", 1, **ENDING, kind="incomplete")
    reason = opened(people, receipt).journal[-1].changes["reason"]
    assert reason == "Thành phần hồ sơ chưa đúng quy định: Không có giấy chứng sinh"


def test_what_cannot_be_printed_is_not_done(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = received(people)

    def broken(*_args: object, **_more: object) -> None:
        raise press.PressError("no ink")

    monkeypatch.setattr(press, "run", broken)
    with pytest.raises(press.PressError):
        do(sign_in(people.specialist), receipt, "yeu-cau-bo-sung", 1, reason="Giấy chứng sinh")
    now = opened(people, receipt)
    assert now.card.status is Status.RECEIVED
    assert issued_forms(now) == ()


def test_a_last_day_that_is_over_is_refused_beside_its_field(people: Cast) -> None:
    receipt = received(people)
    typed = {"reason": "Giấy chứng sinh", "answer_by": "2026-03-02"}
    answer = do(sign_in(people.specialist), receipt, "yeu-cau-bo-sung", 1, **typed)
    assert answer.status_code == 422
    assert "Thời hạn bổ sung phải sau ngày hôm nay" in answer.content.decode()
    assert issued_forms(opened(people, receipt)) == ()


def test_a_stranger_and_the_public_page_never_see_a_notice(people: Cast) -> None:
    receipt = received(people)
    form, _client = told(people, receipt, "yeu-cau-bo-sung", reason="Giấy chứng sinh")
    address = reverse("office:form", args=[receipt.id, form.id])
    assert sign_in(people.stranger_specialist).get(address).status_code == 404
    other = received(people, id=UUID(int=78))
    assert sign_in(people.specialist).get(reverse("office:form", args=[other.id, form.id])).status_code == 404
    public = Client().get(reverse("portal:dossier", args=[receipt.number, receipt.secret]))
    assert str(form.id) not in public.content.decode() and "mẫu 02" not in public.content.decode()
