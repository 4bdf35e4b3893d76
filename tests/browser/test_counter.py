"""The counter in a browser: by keyboard alone, in every look, with and without a script (J11, J13, J14).

Keystrokes are those of the officer; a scanner's are the machine's. KLM counts K 0.28 s a key and M 1.35 s a decision,
no pointer at all. Machine time is what passes until the page has answered, beside the typing.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page, expect

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Status
from haicap.kernel import clock
from haicap.organisation.contract import Actor
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.cast import Cast, cast
from tests.desk.counter.conftest import bring_to_result, take_in
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD = "068190001234|250123456|Nguyễn Thị Hòa|02011990|Nữ|Thôn 3, xã Di Linh, tỉnh Lâm Đồng|01052021"
INTAKE, TODAY, HAND_OVER = "/mot-cua/tiep-nhan/", "/mot-cua/hom-nay/", "/mot-cua/tra-ket-qua/"
KEY_SECONDS, DECISION_SECONDS = 0.28, 1.35
AtCounter = Callable[..., Page]


class Officer:
    """Counts what hands do: keys pressed, decisions taken; and what the machine took."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.decisions, self.machine = page, 0, 0, 0.0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.keys += len(words)
        self.page.keyboard.type(words)

    def decide(self) -> None:
        self.decisions += 1

    def wait(self, condition: Callable[[], None]) -> None:
        began = time.monotonic()
        condition()
        self.machine += time.monotonic() - began

    @property
    def seconds(self) -> float:
        return self.keys * KEY_SECONDS + self.decisions * DECISION_SECONDS


def scan(page: Page, text: str) -> None:
    """What a scanner does: types at once and ends with Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.fixture
def people(demo: None) -> Cast:
    """The cast, whose demo accounts may sign in."""
    return cast()


@pytest.fixture
def at_counter(open_page: OpenPage, people: Cast) -> Iterator[AtCounter]:
    """`at_counter(path, **look)`: a page of the receiving officer of Di Linh, signed in."""

    def open_(path: str = INTAKE, *, actor: Actor | None = None, **look: Any) -> Page:
        page = open_page("about:blank", **look)
        enter(page, actor or people.receiver)
        page.goto(path)
        return page

    yield open_


def test_an_intake_by_keyboard_alone_within_its_budget(at_counter: AtCounter, people: Cast) -> None:
    """J11: scan the card, procedure by code, tick the papers, accept, print."""
    page = at_counter()
    _count_pointer(page)
    expect(page.locator("#card")).to_be_focused()
    officer = Officer(page)
    scan(page, CARD)
    officer.wait(lambda: expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa"))
    officer.decide()
    officer.press("F2")
    officer.type("1.001193")
    officer.press("Enter")
    officer.wait(lambda: expect(page.locator("[name=component-c1][value=kept]")).to_be_focused())
    gates.shot(page, "intake-chosen")
    officer.decide()
    officer.press("1", "1", "4", "4")
    expect(page.locator("[name=component-c5][value=kept]")).to_be_focused()
    expect(page.locator("[name=component-c3][value=missing]")).to_be_checked()
    assert page.evaluate("window.pointerClicks") == 0
    officer.decide()
    officer.press("F9")
    officer.wait(lambda: expect(page.locator(".number-big")).to_be_visible())
    gates.shot(page, "accepted")
    number = page.locator(".number-big").inner_text()
    assert re.fullmatch(r"H36\.25000-\d{6}-0001", number)
    link = page.get_by_role("link", name="In giấy hẹn A5")
    expect(link).to_be_focused()
    with page.expect_popup() as opened:
        officer.press("F9")
    opened.value.close()
    sheet = page.request.get(str(link.get_attribute("href")))
    assert sheet.headers["content-type"] == "application/pdf"
    print(f"J11: {officer.keys} keys, KLM {officer.seconds:.1f} s, machine {officer.machine:.2f} s")
    assert officer.seconds <= 45
    assert officer.keys <= 20
    assert page.evaluate("window.pointerClicks") == 0
    # the bar of J11 is 1.5 s on a quiet machine; a shared one gets three times that
    assert officer.machine <= 4.5


def test_the_next_procedure_of_the_same_person_costs_a_few_keys(at_counter: AtCounter, people: Cast) -> None:
    """J13: one person, three procedures; the person is entered once."""
    receipt = take_in(people.receiver, at=clock.now())
    page = at_counter(f"/mot-cua/da-nhan/{receipt.id}/")
    for words in ("1.004222", "2.000815"):
        officer = Officer(page)
        officer.decide()
        officer.press("F6")
        expect(page.locator("#question")).to_be_focused()
        expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa")
        officer.type(words)
        officer.press("Enter")
        expect(page.locator("[name=component-c1][value=kept]")).to_be_focused()
        officer.decide()
        officer.press("F9")
        expect(page.locator(".number-big")).to_be_visible()
        assert officer.seconds <= 25
    assert page.locator(".number-big").inner_text().endswith("-0003")


def test_a_result_is_handed_over_by_scan_and_two_keys(at_counter: AtCounter, people: Cast) -> None:
    """J14: at most four keys beyond the scan; a second return is refused with who and when."""
    at = clock.now() - timedelta(hours=2)
    receipt = take_in(people.receiver, at=at)
    bring_to_result(people, receipt, at=at)
    page = at_counter(HAND_OVER)
    qr = f"http://localhost/h/{receipt.number}/{receipt.secret}"
    scan(page, qr)
    expect(page.locator("[name=paper][value=card]")).to_be_focused()
    gates.shot(page, "hand-over")
    gates.assert_axe_clean(page)
    officer = Officer(page)
    officer.press("1")
    expect(page.get_by_role("button", name="Đã trao kết quả")).to_be_focused()
    officer.press("Enter")
    expect(page.locator(".notice-success")).to_contain_text(receipt.number)
    assert officer.keys <= 4
    scan(page, qr)
    expect(page.get_by_role("alert")).to_contain_text("Kết quả này đã được trả")
    expect(page.get_by_role("alert")).to_contain_text("Nguyễn Thị Hòa (Thẻ căn cước")
    opened = dossiers.open_file(actor=people.receiver, dossier_id=receipt.id)
    assert opened.card.status is Status.HANDED_OVER


def test_a_scan_wherever_the_cursor_is_fills_the_person(at_counter: AtCounter) -> None:
    page = at_counter()
    page.locator("#question").focus()
    scan(page, CARD)
    expect(page.locator("#id_id_number")).to_have_value("068190001234")
    expect(page.locator("#id_address")).to_have_value("Thôn 3, xã Di Linh, tỉnh Lâm Đồng")
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("#id_phone")).to_be_focused()


def test_a_doubtful_scan_is_asked_about_where_it_hurts(at_counter: AtCounter) -> None:
    page = at_counter()
    scan(page, CARD.replace("Nguyễn Thị Hòa", "NGUYEENX THIJ HOAF"))
    expect(page.locator(".doubt").first).to_be_visible()
    expect(page.locator("#id_name")).to_be_focused()
    gates.shot(page, "doubts")
    gates.assert_axe_clean(page)


def test_enter_goes_on_from_field_to_field_and_shift_enter_back(at_counter: AtCounter) -> None:
    page = at_counter()
    page.locator("#id_name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_id_number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#id_phone")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#id_id_number")).to_be_focused()


def test_leaving_asks_first_and_the_draft_is_found_again(at_counter: AtCounter) -> None:
    page = at_counter()
    page.locator("#id_name").fill("Nguyễn Văn Dở Dang")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    gates.assert_axe_clean(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Lưu nháp và rời").click()
    page.wait_for_url(f"**{TODAY}")
    page.goto(INTAKE)
    page.get_by_text("1 bản nháp chưa nộp").click()
    page.get_by_role("link", name="Nguyễn Văn Dở Dang").click()
    expect(page.locator("#id_name")).to_have_value("Nguyễn Văn Dở Dang")


def test_typing_saves_itself_and_survives_a_crash_of_the_browser(at_counter: AtCounter, people: Cast) -> None:
    page = at_counter()
    page.locator("#id_name").press_sequentially("Nguyễn Văn Bền")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    page.close(run_before_unload=False)
    kept = dossiers.drafts(actor=people.receiver)
    assert [content["fields"]["name"] for _id, _at, content in kept] == ["Nguyễn Văn Bền"]


def test_a_session_that_ended_leaves_everything_on_the_page(at_counter: AtCounter, people: Cast) -> None:
    page = at_counter()
    cookies = page.context.cookies()
    page.context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)
    page.locator("#id_name").press_sequentially("Nguyễn Văn Bền")
    expect(page.locator("#signed-out")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Nguyễn Văn Bền")
    page.context.add_cookies(cookies)  # signed in again in another tab
    page.get_by_role("button", name="Đã đăng nhập lại").click()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    expect(page.locator("#signed-out")).to_be_hidden()


def test_without_a_script_one_takes_a_dossier_in(at_counter: AtCounter) -> None:
    page = at_counter(script=False)
    page.locator("#card").fill(CARD)
    page.get_by_role("button", name="Đọc thẻ").click()
    assert page.locator("#id_name").input_value() == "Nguyễn Thị Hòa"
    page.locator("#question").fill("khai sinh")
    page.get_by_role("button", name="Tìm", exact=True).first.click()
    page.locator("#hits .find").first.click()
    assert page.locator("#id_name").input_value() == "Nguyễn Thị Hòa"
    assert page.locator(".preview-number").inner_text().endswith("••••")
    page.get_by_role("button", name="Tiếp nhận và in").click()
    assert page.locator(".number-big").is_visible()


LOOKS = (
    {"text_size": 5, "width": 320},
    {"scheme": "dark"},
    *thorough({"scheme": "light"}, {"contrast": "more"}, {"language": "en"}),
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_counter_is_accessible_and_fits_in_every_look(
    at_counter: AtCounter, people: Cast, look: dict[str, Any]
) -> None:
    receipt = take_in(people.receiver, at=clock.now())
    page = at_counter(**look)
    name = "-".join(str(each) for each in look.values())
    gates.assert_axe_clean(page)
    scan(page, CARD)
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa")
    page.keyboard.press("F2")
    page.keyboard.type("khai sinh")
    expect(page.locator(".find").first).to_be_visible()
    gates.shot(page, f"hits-{name}")
    gates.assert_axe_clean(page)
    page.keyboard.press("Enter")
    expect(page.locator("[name=component-c1][value=kept]")).to_be_focused()
    gates.assert_axe_clean(page)
    gates.shot(page, f"chosen-{name}")
    page.keyboard.press("4")
    page.keyboard.press("F9")
    expect(page.locator(".error-summary")).to_be_focused()
    gates.shot(page, f"wrong-{name}")
    gates.assert_axe_clean(page)
    gates.assert_targets(page)
    gates.assert_no_overflow(page, 320)
    for path in (
        TODAY,
        HAND_OVER,
        f"/mot-cua/ho-so/{receipt.id}/",
        f"/mot-cua/ho-so/{receipt.id}/sua/",
        f"/mot-cua/da-nhan/{receipt.id}/",
        f"{HAND_OVER}{receipt.id}/",
    ):
        page.set_viewport_size({"width": int(look.get("width", 1366)), "height": 768})
        page.goto(path)
        gates.shot(page, f"{path.strip('/').split('/')[1]}-{name}")
        gates.assert_axe_clean(page)
        gates.assert_targets(page)
        gates.assert_no_overflow(page, 320)


def _count_pointer(page: Page) -> None:
    page.add_init_script(
        "window.pointerClicks = 0; addEventListener('pointerdown', () => window.pointerClicks++)"
    )
    page.reload()
