"""The page behind the receipt's QR code: state, next step, the day and its arithmetic; nobody's data (J03)."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Receipt, Status
from haicap.kernel.tally import Why
from haicap.portal.web import words
from haicap.ui.badges import BADGES
from haicap.ui.days import WHY
from tests.cast import cast
from tests.dossiers.test_walk import birth

AT = datetime.fromisoformat("2026-03-02T08:15:00+07:00")
PERSONAL = ("Nguyễn", "Hòa", "068190001234", "0912345678")


@pytest.fixture
def receipt(db: None, frozen: Callable[[datetime], datetime]) -> Receipt:
    """A birth registration handed in at Di Linh this morning."""
    frozen(AT)
    return dossiers.receive(actor=cast().receiver, intake=birth(), at=AT)


def test_the_page_says_state_next_step_and_day_without_personal_data(
    client: Client, receipt: Receipt
) -> None:
    answer = client.get(f"/h/{receipt.number}/{receipt.secret}")
    html = answer.content.decode()
    for expected in (receipt.number, "Đã tiếp nhận", "chưa phải làm gì", "Thứ Hai, 02/03/2026", "Di Linh"):
        assert expected in html
    assert not [personal for personal in PERSONAL if personal in html]
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_form_leads_to_the_same_page_and_forgives_blanks_and_small_letters(
    client: Client, receipt: Receipt
) -> None:
    told = {"number": f" {receipt.number.lower()} ", "secret": f"{receipt.secret} "}
    assert client.post("/tra-cuu/", told)["Location"] == f"/h/{receipt.number}/{receipt.secret}"


def test_wrong_secret_and_unknown_number_get_the_same_answer(client: Client, receipt: Receipt) -> None:
    wrong = client.post("/tra-cuu/", {"number": receipt.number, "secret": "x" * 12})
    unknown = client.post("/tra-cuu/", {"number": receipt.number[:-1] + "9", "secret": receipt.secret})
    assert wrong.status_code == unknown.status_code == 404
    one, other = (answer.content.decode().replace(receipt.number, "N") for answer in (wrong, unknown))
    assert "Không tìm thấy hồ sơ nào khớp" in one
    assert "Không tìm thấy hồ sơ nào khớp" in other


def test_a_request_for_papers_says_that_the_citizen_is_awaited(client: Client, receipt: Receipt) -> None:
    people = cast()
    for action, facts in ((Action.ASSIGN, {}), (Action.ASK_SUPPLEMENT, {"reason": "Thiếu giấy chứng sinh"})):
        deed = Deed(action, **facts)
        dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=deed, at=AT)
    html = client.get(f"/h/{receipt.number}/{receipt.secret}").content.decode()
    assert "Cần bổ sung giấy tờ" in html
    assert "Thời hạn đang tạm ngừng" in html


def test_every_status_action_and_reason_has_its_words() -> None:
    assert set(words.NEXT_STEP) == set(Status)
    assert set(WHY) == set(Why)
    assert {status.value for status in Status} <= set(BADGES)
    hidden = {Action.COMPLETE_STEP, Action.SEND_BACK, Action.CORRECT, Action.TRANSFER_IN}
    assert set(words.EVENTS) == set(Action) - hidden
