"""The catalogue's administration in a browser: accessible in every look, narrow, and without a script."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
LIST = "/quan-tri/thu-tuc/"
SHOW = f"{LIST}1.001193/"


def walk(page: Page) -> list[str]:
    """The pages of a version in work; the draft is opened on the way."""
    page.goto(SHOW)
    page.get_by_role("button", name=re.compile("Soạn phiên bản|Draft the next")).click()
    edit = page.url
    return [LIST, SHOW, f"{LIST}dang-sua/", f"{LIST}nap/", f"{LIST}moi/", edit, edit.removesuffix("sua/")]


def test_every_page_is_accessible_and_fits_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page("/", width=320)
    enter(page, "68.nghiepvu1")
    for path in walk(page):
        page.goto(path)
        gates.judge(page, path.strip("/").replace("/", "-"))


def test_every_page_is_accessible_in_the_dark_with_big_text(open_page: OpenPage) -> None:
    page = open_page("/", scheme="dark", text_size=5, language="en")
    enter(page, "68.nghiepvu1")
    for path in walk(page):
        page.goto(path)
        gates.assert_axe_clean(page)


def test_a_version_is_written_without_a_script(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    enter(page, "68.nghiepvu1")
    walk(page)
    page.get_by_label("Căn cứ").fill("Quyết định 12/QĐ-UBND")
    page.get_by_role("button", name="Thêm dòng: Giấy tờ").click()
    page.locator("#components fieldset").last.get_by_label("Tên giấy tờ").fill("Giấy mới")
    page.get_by_role("button", name="Lưu và xem trước").click()
    assert page.locator("ins").filter(has_text="Giấy mới").is_visible()
    page.get_by_role("button", name="Trình duyệt").click()
    assert page.get_by_text("Người duyệt phải khác người trình").is_visible()
