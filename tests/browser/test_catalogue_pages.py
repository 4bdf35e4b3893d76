"""The catalogue's administration in a browser: accessible in every look, narrow, and without a script."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from haicap.organisation.models import Account
from tests.browser import gates
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/quan-tri/thu-tuc/"
SHOW = f"{LIST}1.001193/"


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


def sign_in(page: Page) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="68.nghiepvu1"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.url}])


def walk(page: Page) -> list[str]:
    """The pages of a version in work; the draft is opened on the way."""
    page.goto(SHOW)
    page.get_by_role("button", name=re.compile("Soạn phiên bản|Draft the next")).click()
    edit = page.url
    return [LIST, SHOW, f"{LIST}dang-sua/", f"{LIST}nap/", f"{LIST}moi/", edit, edit.removesuffix("sua/")]


def test_every_page_is_accessible_and_fits_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page("/", width=320)
    sign_in(page)
    for path in walk(page):
        page.goto(path)
        gates.assert_axe_clean(page)
        gates.assert_no_overflow(page, 320)
        gates.assert_targets(page)


def test_every_page_is_accessible_in_the_dark_with_big_text(open_page: OpenPage) -> None:
    page = open_page("/", scheme="dark", text_size=5, language="en")
    sign_in(page)
    for path in walk(page):
        page.goto(path)
        gates.assert_axe_clean(page)


def test_a_version_is_written_without_a_script(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    sign_in(page)
    walk(page)
    page.get_by_label("Căn cứ").fill("Quyết định 12/QĐ-UBND")
    page.get_by_role("button", name="Thêm dòng: Giấy tờ").click()
    page.locator("#components fieldset").last.get_by_label("Tên giấy tờ").fill("Giấy mới")
    page.get_by_role("button", name="Lưu và xem trước").click()
    assert page.locator("ins").filter(has_text="Giấy mới").is_visible()
    page.get_by_role("button", name="Trình duyệt").click()
    assert page.get_by_text("Người duyệt phải khác người trình").is_visible()
