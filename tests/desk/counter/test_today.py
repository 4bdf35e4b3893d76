"""Today at the counter: the list, the search, the counter's own acts and papers."""

from datetime import datetime, timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Receipt, Status
from haicap.kernel import clock
from haicap.parties.contract import Applicant
from tests.cast import Cast
from tests.desk.counter.conftest import MORNING, bring_to_result, sign_in, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(people: Cast, morning: datetime) -> Receipt:
    """One dossier of this morning."""
    return take_in(people.receiver)


def status_of(people: Cast, receipt: Receipt) -> Status:
    return dossiers.open_file(actor=people.receiver, dossier_id=receipt.id).card.status


def words_of(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    "question", ["nguyen thi hoa", "Hòa", "068190001234", "0912345678", "H36.25000-260302-0001"]
)
def test_a_dossier_is_found_without_accents_by_number_and_by_identity_number(
    receiver: Client, people: Cast, taken: Receipt, question: str
) -> None:
    other = take_in(people.receiver, applicant=Applicant(name="Lê Văn Tám"))
    page = receiver.get(reverse("counter:today"), {"q": question}).content.decode()
    assert taken.number in page and other.number not in page


def test_today_shows_today_only_and_counts_what_it_shows(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    with clock.at(MORNING + timedelta(days=1)):
        page = receiver.get(reverse("counter:today")).content.decode()
    assert taken.number not in page and "Hôm nay chưa nhận hồ sơ nào" in page
    page = receiver.get(reverse("counter:today")).content.decode()
    assert taken.number in page and "1 hồ sơ nhận hôm nay" in page


def test_a_wrong_intake_is_voided_with_a_reason_and_its_number_stays(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    address = reverse("counter:act", args=[taken.id, "huy"])
    refused = receiver.post(address, {"version": "1", "reason": ""})
    assert refused.status_code == 409 and "Hãy ghi rõ lý do" in refused.content.decode()
    assert receiver.post(address, {"version": "1", "reason": "Nhập nhầm thủ tục"}).status_code == 302
    assert status_of(people, taken) is Status.VOID
    page = receiver.get(reverse("counter:today")).content.decode()
    assert taken.number in page and "Đã huỷ do nhập nhầm" in page


def test_after_a_decision_nothing_is_voided(receiver: Client, people: Cast, taken: Receipt) -> None:
    with clock.at(bring_to_result(people, taken) + timedelta(minutes=5)):
        assert (
            "Huỷ vì nhập nhầm"
            not in receiver.get(reverse("counter:dossier", args=[taken.id])).content.decode()
        )
        answer = receiver.post(reverse("counter:act", args=[taken.id, "huy"]), {"reason": "Nhầm"})
    assert answer.status_code == 409
    assert status_of(people, taken) is Status.RESULT_READY


def test_a_dossier_is_withdrawn_at_the_applicant_s_wish(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    receiver.post(reverse("counter:act", args=[taken.id, "rut"]), {"version": "1", "reason": "Xin rút"})
    assert status_of(people, taken) is Status.WITHDRAWN


def test_papers_that_were_asked_for_are_received(receiver: Client, people: Cast, taken: Receipt) -> None:
    at = MORNING + timedelta(minutes=5)
    deed = Deed(Action.ASK_SUPPLEMENT, reason="Thiếu chữ ký")
    dossiers.act(actor=people.specialist, dossier_id=taken.id, deed=deed, at=at)
    with clock.at(at + timedelta(hours=1)):
        receiver.post(reverse("counter:act", args=[taken.id, "bo-sung"]), {"note": "Tờ khai đã ký"})
    assert status_of(people, taken) is Status.IN_PROCESS


def test_an_act_on_what_has_changed_meanwhile_is_refused(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    at = MORNING + timedelta(minutes=5)
    dossiers.act(actor=people.specialist, dossier_id=taken.id, deed=Deed(Action.ASSIGN), at=at)
    with clock.at(at + timedelta(minutes=1)):
        told = {"version": "1", "reason": "Nhập nhầm"}
        answer = receiver.post(reverse("counter:act", args=[taken.id, "huy"]), told)
    assert answer.status_code == 409 and "Người khác vừa cập nhật" in answer.content.decode()


def test_corrections_are_written_down_with_what_stood_before(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    address = reverse("counter:correct", args=[taken.id])
    told = {"version": "1", "name": "Nguyễn Thị Hoà", "id_number": "068190001234", "phone": "0987654321"}
    assert receiver.post(address, told).status_code == 302
    opened = dossiers.open_file(actor=people.receiver, dossier_id=taken.id)
    assert opened.applicant.phone == "0987654321"
    assert opened.journal[-1].changes["was"]["applicant_phone"] == "0912345678"


def test_who_is_second_sees_both_wordings_and_chooses_by_field(
    receiver: Client, people: Cast, taken: Receipt
) -> None:
    address = reverse("counter:correct", args=[taken.id])
    seen = {f"seen-{name}": word for name, word in {"name": "Nguyễn Thị Hòa", "phone": "0912345678"}.items()}
    seen |= {"seen-id_number": "068190001234", "version": "1", "id_number": "068190001234"}
    first = {**seen, "name": "Nguyễn Thị Hòa", "phone": "0911111111", "address": "Thôn 3"}
    assert receiver.post(address, first).status_code == 302
    second = {**seen, "name": "Nguyễn Thị Hoa", "phone": "0922222222"}
    answer = receiver.post(address, second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.receiver.person_name in page
    assert "0911111111" in page and "0922222222" in page
    assert 'value="Nguyễn Thị Hoa"' in page and 'value="Thôn 3"' in page
    told = {**second, "version": "2", "seen-phone": "0911111111", "pick-phone": "theirs", "address": "Thôn 3"}
    assert receiver.post(address, told).status_code == 302
    who = dossiers.open_file(actor=people.receiver, dossier_id=taken.id).applicant
    assert (who.name, who.phone, who.address) == ("Nguyễn Thị Hoa", "0911111111", "Thôn 3")


def test_slip_and_log_book_say_what_happened(receiver: Client, people: Cast, taken: Receipt) -> None:
    bring_to_result(people, taken)
    slip = words_of(receiver.get(reverse("counter:control_slip", args=[taken.id])).content)
    assert taken.number in slip and people.specialist.person_name in slip
    book = words_of(receiver.get(reverse("counter:log_book"), {"nam": "2026"}).content)
    assert "260302" in book and "Nguyễn Thị Hòa" in book and "Cộng: 1 hồ sơ" in book
    empty = words_of(receiver.get(reverse("counter:log_book"), {"nam": "2025"}).content)
    assert "Không có hồ sơ" in empty


@pytest.mark.parametrize(
    "wish", [{"nam": "abc"}, {"tu": "2026-13-01"}, {"tu": "2026-03-05", "den": "2026-03-01"}]
)
def test_a_log_book_of_unreadable_days_is_that_of_the_year(
    receiver: Client, taken: Receipt, wish: dict[str, str]
) -> None:
    assert receiver.get(reverse("counter:log_book"), wish).content.startswith(b"%PDF")


def test_another_centre_s_log_book_is_empty(stranger: Client, taken: Receipt) -> None:
    assert "Không có hồ sơ" in words_of(stranger.get(reverse("counter:log_book"), {"nam": "2026"}).content)


def test_a_specialist_is_no_counter_official(people: Cast, morning: datetime) -> None:
    assert sign_in(people.specialist).get(reverse("counter:today")).status_code == 403
