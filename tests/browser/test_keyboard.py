"""What haicap.js adds: scanner bursts, Enter that moves on, shortcuts, copying, saving by itself, the warning."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

CARD = "068190001234|281234567|Nguyễn Thị Hòa|01021990|Nữ|Thôn 3, xã Di Linh, tỉnh Lâm Đồng|01012022"


@pytest.fixture
def form(open_page: OpenPage) -> Page:
    """The tracking form, with the attributes a counter form has."""
    page = open_page("/tra-cuu/")
    page.evaluate(
        """() => {
          const form = document.querySelector('main form');
          form.setAttribute('data-enter-next', '');
          form.querySelector('#id_secret').setAttribute('data-scan', '');
          form.querySelector('#id_secret').removeAttribute('maxlength');
          form.querySelector('#id_number').setAttribute('data-key', 'F2');
        }"""
    )
    return page


def test_a_scan_goes_to_its_box_wherever_the_cursor_is(form: Page) -> None:
    form.locator("#id_number").press_sequentially("H36", delay=60)
    form.wait_for_timeout(300)
    form.keyboard.type(CARD)
    form.keyboard.press("Enter")
    expect(form.locator("#id_secret")).to_have_value(CARD)
    expect(form.locator("#id_number")).to_have_value("H36")
    assert form.url.endswith("/tra-cuu/")


def test_a_scan_without_a_field_under_the_cursor_arrives_too(form: Page) -> None:
    form.evaluate("document.activeElement.blur()")
    form.keyboard.type("068190001234|281234567|NGUYEN THI HOA|01021990")
    form.keyboard.press("Tab")
    expect(form.locator("#id_secret")).to_have_value("068190001234|281234567|NGUYEN THI HOA|01021990")


def test_typing_by_hand_is_not_taken_for_a_scan(form: Page) -> None:
    form.locator("#id_number").press_sequentially("H36.15-250709-0001-H36.15-250709-0001", delay=60)
    form.keyboard.press("Enter")
    expect(form.locator("#id_secret")).to_have_value("")


def test_enter_moves_on_and_shift_enter_back_without_sending(form: Page) -> None:
    form.locator("#id_number").focus()
    form.keyboard.press("Enter")
    expect(form.locator("#id_secret")).to_be_focused()
    form.keyboard.press("Shift+Enter")
    expect(form.locator("#id_number")).to_be_focused()


def test_a_shortcut_puts_the_cursor_into_its_field(form: Page) -> None:
    form.locator("#id_secret").focus()
    form.keyboard.press("F2")
    expect(form.locator("#id_number")).to_be_focused()


def test_mistakes_take_the_focus_so_that_they_are_read(open_page: OpenPage) -> None:
    page = open_page("/tra-cuu/")
    page.get_by_role("button", name="Xem hồ sơ").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_number")).to_be_focused()


def save_itself(form: Page, path: str) -> None:
    """The form is saved at `path`, as a draft at the counter is at its own."""
    form.evaluate(
        """(path) => {
          const form = document.querySelector('main form');
          form.insertAdjacentHTML('beforeend', '<p data-autosave-status></p>');
          form.dataset.autosave = path;
          form.dataset.autosaveFailed = 'not saved';
        }""",
        path,
    )


def test_a_form_saves_itself_a_moment_after_the_last_change(form: Page) -> None:
    save_itself(form, "/tra-cuu/")
    with form.expect_request("**/tra-cuu/") as sent:
        form.locator("#id_number").press_sequentially("H36")
    assert sent.value.method == "POST"
    assert "number=H36" in (sent.value.post_data or "")
    assert sent.value.headers["hx-request"] == "true"


def test_a_save_that_does_not_arrive_is_said(form: Page) -> None:
    save_itself(form, "/tra-cuu/")
    form.context.set_offline(True)
    form.locator("#id_number").press_sequentially("H36")
    expect(form.locator("[data-autosave-status]")).to_have_text("not saved")


def test_a_refused_save_is_said_instead_of_shown_as_a_page(form: Page) -> None:
    save_itself(form, "/thu-tuc/")
    form.locator("#id_number").press_sequentially("H36")
    expect(form.locator("[data-autosave-status]")).to_have_text("not saved")


def test_copying_is_announced(open_page: OpenPage) -> None:
    page = open_page("/thu-tuc/1.001193/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép").click()
    expect(page.locator("#announce")).to_have_text("Đã sao chép")
    assert page.evaluate("navigator.clipboard.readText()") == "1.001193"
