"""The map's public pages in a browser: every gate, every look, keyboard only, with and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.thorough import thorough

pytestmark = pytest.mark.browser

PAGES = (
    "/dia-gioi/",
    "/dia-gioi/?q=tam+bo",
    "/dia-gioi/?q=khong+co+dau",
    "/dia-gioi/?q=tam+bo&ngay=x",
    "/dia-gioi/25015/",
    "/dia-gioi/25015/?ngay=2025-06-30",
    "/dia-gioi/68/",
    "/dia-chi/",
)
LOOKS = (
    {"scheme": "dark", "text_size": 5, "width": 320},
    {"scheme": "light"},
    *thorough({"width": 320, "language": "en"}),
)
OLD = "thôn 3, xã Tam Bố, huyện Di Linh, Lâm Đồng\nqwertz"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_map_is_accessible_in_every_look(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    for number, path in enumerate(PAGES):
        page.goto(path)
        for each in page.locator("main details summary").all():
            each.click()
        gates.judge(page, f"map-{number}")
    page.locator("#id_addresses").fill(OLD)
    page.locator("main form button").click()
    expect(page.locator("article")).to_have_count(2)
    gates.judge(page, "map-answers")
    page.locator("#id_addresses").fill("")
    page.locator("main form button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    gates.judge(page, "map-wrong")


@pytest.mark.parametrize("script", [True, False])
def test_one_finds_an_old_commune_and_walks_its_family(open_page: OpenPage, script: bool) -> None:
    page = open_page("/dia-gioi/", script=script)
    page.get_by_label("Tên hoặc mã đơn vị").fill("tam bo")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Xã Tam Bố", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Tam Bố")
    page.locator(".tree").get_by_role("link", name="Xã Gia Hiệp", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Gia Hiệp")
    page.get_by_label("Xem vào ngày").fill("2025-06-30")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page).to_have_url("/dia-gioi/25015/?ngay=2025-06-30")


def test_every_control_of_a_unit_is_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/dia-gioi/25015/")
    # the parts of a day are the browser's own stops, walked one by one
    page.locator("#ngay").evaluate("(each) => { each.type = 'text'; }")
    assert 'class="skip"' in gates.keyboard_walk(page)[0]
