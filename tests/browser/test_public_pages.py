"""The citizen's pages in a browser: every gate, every look, with and without a script (J01, J03)."""

import pytest

from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.thorough import thorough

pytestmark = pytest.mark.browser

PAGES = ("/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/1.001193/", "/tra-cuu/", "/khong-co-trang-nay/")
LOOKS = (
    {"scheme": "light"},
    {"scheme": "dark", "text_size": 5, "width": 320},
    *thorough({"scheme": "dark"}, {"contrast": "more"}, {"text_size": 5}, {"language": "en"}),
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_public_pages_are_accessible_in_every_look(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    for path in PAGES:
        page.goto(path)
        gates.assert_axe_clean(page)


@pytest.mark.parametrize("text_size", [2, 5])
def test_public_pages_fit_a_narrow_phone(open_page: OpenPage, text_size: int) -> None:
    page = open_page("/", width=320, text_size=text_size)
    for path in PAGES:
        page.goto(path)
        gates.assert_no_overflow(page, 320)
        gates.assert_targets(page)


def test_every_control_of_the_first_page_is_reached_by_keyboard(open_page: OpenPage) -> None:
    walked = gates.keyboard_walk(open_page("/"))
    assert 'class="skip"' in walked[0]


def test_first_page_and_later_pages_stay_light(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    gates.assert_budget(page, "/", kib=gates.FIRST_PAGE_KIB)
    for path in PAGES[1:-1]:
        gates.assert_budget(page, path, kib=gates.LATER_PAGE_KIB, warm=True)


def test_without_a_script_one_finds_a_procedure_and_changes_the_look(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    page.get_by_label("Tìm thủ tục").fill("dang ky khai sinh")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True).click()
    assert page.get_by_role("heading", name="Giấy tờ cần mang").is_visible()
    page.get_by_text("Hiển thị").click()
    page.get_by_role("button", name="Cỡ 5 trên 5").click()
    assert page.locator("html").get_attribute("data-text") == "5"
    assert page.url.endswith("/thu-tuc/1.001193/")


@pytest.mark.parametrize("spelling", ["ket hon", "kết hôn", "KẾT HÔN"])
def test_all_spellings_find_the_same_procedure_first(open_page: OpenPage, spelling: str) -> None:
    page = open_page("/")
    page.get_by_label("Tìm thủ tục").fill(spelling)
    page.keyboard.press("Enter")
    assert "đăng ký kết hôn" in page.locator(".hits h2").first.inner_text().lower()
