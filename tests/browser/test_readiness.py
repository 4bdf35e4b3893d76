"""Readiness in a browser: every gate of the board, its lists and a unit's page; filled in without a script."""

import pytest
from playwright.sync_api import expect

from haicap.platform import rehearsal
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

LOOKS = (
    {"width": 320},
    {"width": 1366, "scheme": "dark", "language": "en"},
    *thorough({"width": 1366}),
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_gate(open_page: OpenPage, look: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("/", **look)
    enter(page, "68.nghiepvu1")
    for path in ("/san-sang/", "/san-sang/danh-sach/?muc=rooms", "/san-sang/25000/"):
        page.goto(path)
        for each in page.locator("main details summary").all()[:6]:
            each.click()
        gates.judge(page, path.strip("/").replace("/", "-").split("?")[0])
    monkeypatch.setattr(rehearsal, "name", lambda: "thang_6")
    page.goto("/san-sang/25000/")
    expect(page.locator(".rehearsal-ribbon")).to_be_visible()
    gates.judge(page, "rehearsal")


@pytest.mark.parametrize("script", [True, False])
def test_a_chair_reports_an_item(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    enter(page, "25000.chutich")
    page.goto("/san-sang/")
    rooms = page.locator("#rooms")
    rooms.locator("summary").first.click()
    rooms.get_by_label("Trạng thái").select_option("done")
    rooms.get_by_role("button", name="Lưu").click()
    expect(page.locator(".error-summary")).to_contain_text("minh chứng")
    rooms.locator("textarea").fill("Biên bản 12/BB-UBND")
    rooms.get_by_role("button", name="Lưu").click()
    expect(page.locator("#rooms .badge").first).to_have_text("Đã xong")
    expect(page.locator("#rooms")).to_contain_text("Biên bản 12/BB-UBND")
