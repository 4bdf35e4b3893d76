"""Taking a dossier in through the page: kept while typed, accepted once, nothing guessed, nothing lost."""

from datetime import datetime
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ComponentState, DossierId
from haicap.kernel.ids import uuid7
from tests.cast import GIA_HIEP, Cast
from tests.desk.counter.conftest import take_in

pytestmark = pytest.mark.django_db
CARD = "068190001234|250123456|Nguyễn Thị Hòa|02011990|Nữ|Thôn 3, xã Di Linh, tỉnh Lâm Đồng|01052021"
TYPED = {
    "name": "Nguyễn Thị Hòa",
    "id_number": "068190001234",
    "phone": "0912 345 678",
    "procedure": "1.001193",
}
SWAP = {"HTTP_HX_REQUEST": "true"}


def accept(client: Client, draft_id: UUID, **more: object) -> object:
    return client.post(reverse("counter:draft", args=[draft_id]), {**TYPED, **more})


def photo() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    out.name = "giấy chứng sinh.jpg"
    out.seek(0)
    return out


def test_an_accepted_intake_is_a_dossier_with_number_and_receipt(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    answer = accept(receiver, draft_id)
    assert answer["Location"] == reverse("counter:accepted", args=[draft_id])
    page = receiver.get(answer["Location"]).content.decode()
    assert "H36.25000-260302-0001" in page
    assert "17:00 Thứ Hai, 02/03/2026" in page
    opened = dossiers.open_file(actor=people.receiver, dossier_id=DossierId(draft_id))
    assert opened.applicant.phone == "0912345678"
    assert opened.card.competent == people.receiver.committee_id
    kept = {paper.key: paper.state for paper in opened.components}
    assert kept["c1"] is ComponentState.KEPT and kept["c3"] is ComponentState.MISSING
    sheet = receiver.get(reverse("counter:receipt", args=[draft_id]))
    assert sheet.content.startswith(b"%PDF") and sheet["Content-Disposition"].startswith("inline")
    large = receiver.get(reverse("counter:receipt", args=[draft_id]), {"kho": "A4"})
    assert large.content.startswith(b"%PDF") and large.content != sheet.content


def test_the_same_intake_sent_twice_is_one_dossier_and_one_receipt(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    receiver.post(reverse("counter:attach", args=[draft_id, "c2"]), {**TYPED, "scan-c2": photo()})
    first, second = accept(receiver, draft_id), accept(receiver, draft_id)
    assert first["Location"] == second["Location"]
    page = receiver.get(reverse("counter:today")).content.decode()
    assert "-260302-0001" in page and "-260302-0002" not in page


def test_another_intake_under_a_used_id_is_refused_and_stays_on_the_page(
    receiver: Client, morning: datetime
) -> None:
    draft_id = uuid7()
    accept(receiver, draft_id)
    answer = accept(receiver, draft_id, name="Trần Văn Khác")
    assert answer.status_code == 422
    assert "Trần Văn Khác" in answer.content.decode()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    answer = accept(receiver, draft_id, phone="gọi cho con", name="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_name"' in page and 'href="#id_phone"' in page
    assert "gọi cho con" in page
    kept = dossiers.draft(actor=people.receiver, draft_id=draft_id)
    assert kept is not None and kept["fields"]["phone"] == "gọi cho con"


def test_without_a_procedure_one_is_asked_for(receiver: Client, morning: datetime) -> None:
    answer = accept(receiver, uuid7(), procedure="")
    assert answer.status_code == 422
    assert 'href="#question"' in answer.content.decode()


def test_a_missing_mandatory_paper_leads_to_the_forms_of_the_law(receiver: Client, morning: datetime) -> None:
    answer = accept(receiver, uuid7(), **{"component-c2": "missing"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#component-c2-first"' in page
    assert "mẫu số 02" in page and "mẫu số 03" in page


def test_typing_is_kept_and_found_again_by_its_owner_only(
    receiver: Client, stranger: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    answer = receiver.post(reverse("counter:save", args=[draft_id]), TYPED, **SWAP)
    assert "Đã lưu nháp lúc 08:15:00" in answer.content.decode()
    assert 'hx-swap-oob="true"' in answer.content.decode()
    assert "Nguyễn Thị Hòa" in receiver.get(reverse("counter:draft", args=[draft_id])).content.decode()
    assert "1 bản nháp chưa nộp" in receiver.get(reverse("counter:intake")).content.decode()
    assert "Nguyễn Thị Hòa" not in stranger.get(reverse("counter:draft", args=[draft_id])).content.decode()
    receiver.post(reverse("counter:discard", args=[draft_id]))
    assert dossiers.draft(actor=people.receiver, draft_id=draft_id) is None


def test_a_card_fills_the_person_and_keeps_what_else_was_typed(receiver: Client, morning: datetime) -> None:
    told = {"id": uuid7(), "card": CARD, "phone": "0912345678", "name": "Nguyen Thi Hoa"}
    page = receiver.post(reverse("counter:card"), told, **SWAP).content.decode()
    assert 'value="Nguyễn Thị Hòa"' in page
    assert 'value="068190001234"' in page and 'value="0912345678"' in page
    assert "Đã nhập trước đó: Nguyen Thi Hoa" in page
    assert 'class="doubt"' not in page


def test_a_doubtful_card_is_asked_about_beside_its_field(receiver: Client, morning: datetime) -> None:
    telex = CARD.replace("Nguyễn Thị Hòa", "NGUYEENX THIJ HOAF")
    page = receiver.post(reverse("counter:card"), {"id": uuid7(), "card": telex}, **SWAP).content.decode()
    assert 'class="doubt"' in page and "tắt bộ gõ" in page
    assert 'value="NGUYEENX THIJ HOAF"' in page


def test_what_is_no_card_is_said_and_changes_nothing(receiver: Client, morning: datetime) -> None:
    told = {"id": uuid7(), "card": "https://vi.wikipedia.org/wiki/Di_Linh", "name": "Nguyễn Thị Hòa"}
    answer = receiver.post(reverse("counter:card"), told, **SWAP)
    assert answer.status_code == 422
    assert "không phải là mã QR của thẻ căn cước" in answer.content.decode()
    assert 'value="Nguyễn Thị Hòa"' in answer.content.decode()


@pytest.mark.parametrize("words", ["1.001193", "khai sinh", "giấy khai sinh", "dang ky khai sinh"])
def test_a_procedure_is_found_by_code_and_by_everyday_words(
    receiver: Client, morning: datetime, words: str
) -> None:
    address = reverse("counter:draft", args=[uuid7()])
    part = receiver.get(address, {"q": words}, **SWAP).content.decode()
    assert 'value="1.001193"' in part and "<html" not in part
    whole = receiver.get(address, {"q": words}).content.decode()
    assert 'value="1.001193"' in whole and "<html" in whole


def test_a_search_without_script_keeps_the_person(receiver: Client, morning: datetime) -> None:
    draft_id = uuid7()
    told = {"name": "Nguyễn Thị Hòa", "then": "search", "q": "khai sinh"}
    page = receiver.post(reverse("counter:save", args=[draft_id]), told, follow=True).content.decode()
    assert "Nguyễn Thị Hòa" in page and 'value="1.001193"' in page


def test_choosing_shows_papers_and_the_day_with_its_rule(receiver: Client, morning: datetime) -> None:
    address = reverse("counter:choose", args=[uuid7()])
    page = receiver.post(address, {**TYPED, "procedure": "", "choose": "1.004222"}, **SWAP).content.decode()
    assert "CT01" in page and "H36.25000-260302-••••" in page
    assert "17:00 Thứ Tư, 11/03/2026" in page
    assert "cuối tuần (2)" in page and "ngày nhận hồ sơ" in page


def test_a_procedure_without_a_published_limit_asks_for_the_days_agreed(
    receiver: Client, morning: datetime, unpublished: str
) -> None:
    draft_id = uuid7()
    page = receiver.post(
        reverse("counter:choose", args=[draft_id]), {"choose": unpublished}, **SWAP
    ).content.decode()
    assert 'name="limit_days"' in page
    answer = accept(receiver, draft_id, procedure=unpublished)
    assert answer.status_code == 422 and 'href="#id_limit_days"' in answer.content.decode()
    assert accept(receiver, draft_id, procedure=unpublished, limit_days="3").status_code == 302


@pytest.fixture
def unpublished() -> str:
    """The code of a procedure of communes whose limit the catalogue leaves open."""
    from haicap.procedures import api as procedures
    from haicap.procedures.contract import Level
    from tests.cast import DAY

    cards = procedures.in_force(day=DAY, levels=[Level.COMMUNE])
    return next(card.code for card in cards if card.variants[0].limit is None)


def test_any_commune_of_the_province_can_be_competent(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    part = receiver.get(reverse("counter:draft", args=[draft_id]), {"don-vi": "gia hiep"}, **SWAP)
    assert f'value="{GIA_HIEP}"' in part.content.decode()
    receiver.post(reverse("counter:choose", args=[draft_id]), {**TYPED, "choose_unit": GIA_HIEP})
    assert accept(receiver, draft_id, competent=GIA_HIEP).status_code == 302
    opened = dossiers.open_file(actor=people.receiver, dossier_id=DossierId(draft_id))
    assert opened.card.competent == people.stranger.committee_id


def test_a_scan_is_attached_removed_and_goes_with_the_dossier(
    receiver: Client, people: Cast, morning: datetime
) -> None:
    draft_id = uuid7()
    attach = reverse("counter:attach", args=[draft_id, "c2"])
    part = receiver.post(attach, {**TYPED, "scan-c2": [photo(), photo()]}, **SWAP).content.decode()
    assert part.count("giấy chứng sinh.jpg</span>") == 4  # each by name, and in its button
    kept = dossiers.draft(actor=people.receiver, draft_id=draft_id)
    assert kept is not None
    first = kept["scans"]["c2"][0]["id"]
    receiver.post(reverse("counter:detach", args=[draft_id, "c2", first]), TYPED, **SWAP)
    accept(receiver, draft_id)
    opened = dossiers.open_file(actor=people.receiver, dossier_id=DossierId(draft_id))
    files = {paper.key: paper.files for paper in opened.components}["c2"]
    assert len(files) == 1
    address = reverse("counter:scan", args=[draft_id, files[0].id])
    assert receiver.get(address)["Content-Type"] == "image/jpeg"


def test_a_lying_file_is_refused_beside_its_paper(receiver: Client, morning: datetime) -> None:
    liar = BytesIO(b"MZ\x90\x00 this is a program")
    liar.name = "giay.pdf"
    answer = receiver.post(
        reverse("counter:attach", args=[uuid7(), "c2"]), {**TYPED, "scan-c2": liar}, **SWAP
    )
    assert answer.status_code == 422
    assert "component-c2-error" in answer.content.decode()


def test_a_file_of_somebody_else_cannot_be_named(receiver: Client, people: Cast, morning: datetime) -> None:
    foreign = documents.store(photo().getvalue(), "x.jpg", actor=people.stranger, at=morning)
    address = reverse("counter:detach", args=[uuid7(), "c2", foreign.id])
    assert receiver.post(address, TYPED).status_code == 404
    assert documents.file_card(foreign.id).owner is None


def test_the_person_is_kept_for_the_next_procedure(receiver: Client, people: Cast, morning: datetime) -> None:
    receipt = take_in(people.receiver)
    page = receiver.get(reverse("counter:intake"), {"nguoi": receipt.id}).content.decode()
    assert 'value="Nguyễn Thị Hòa"' in page and 'value="0912345678"' in page
    assert "1.001193" not in page


def test_the_person_of_a_dossier_elsewhere_is_not_told(
    stranger: Client, people: Cast, morning: datetime
) -> None:
    receipt = take_in(people.receiver)
    page = stranger.get(reverse("counter:intake"), {"nguoi": receipt.id}).content.decode()
    assert "Nguyễn Thị Hòa" not in page


def test_a_person_who_came_before_is_noticed(receiver: Client, people: Cast, morning: datetime) -> None:
    receipt = take_in(people.receiver)
    page = receiver.post(reverse("counter:save", args=[uuid7()]), TYPED, **SWAP).content.decode()
    assert receipt.number in page and "đang có hồ sơ cùng thủ tục" in page
    other = {**TYPED, "id_number": "068190009999"}
    assert (
        receipt.number
        not in receiver.post(reverse("counter:save", args=[uuid7()]), other, **SWAP).content.decode()
    )


def test_the_intake_page_asks_the_database_little(
    receiver: Client, morning: datetime, query_budget: object
) -> None:
    receiver.get(reverse("counter:intake"))
    with query_budget(14):  # type: ignore[operator]
        receiver.get(reverse("counter:intake"))
