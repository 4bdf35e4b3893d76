"""The counter in a browser."""

import os
import time
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from haicap.organisation.contract import Actor
from haicap.organisation.models import Account
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.cast import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "068190001234|250123456|Nguyễn Thị Hòa|02011990|Nữ|Thôn 3, xã Di Linh, tỉnh Lâm Đồng|01052021"
SHOTS = os.environ.get("SHOTS", "")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", caret="initial")


@pytest.fixture
def at_counter(open_page: OpenPage, settings: object) -> Callable[..., Page]:
    settings.DEMO = True

    def open_(path: str, *, actor: Actor | None = None, **look: object) -> Page:
        page = open_page("/tra-cuu/", **look)
        client = Client()
        client.force_login(Account.objects.get(person_id=(actor or cast().receiver).person_id))
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}])
        page.goto(path)
        return page

    return open_


def test_walk(at_counter: Callable[..., Page]) -> None:
    page = at_counter("/mot-cua/tiep-nhan/")
    shot(page, "01-blank")
    began = time.monotonic()
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa")
    page.keyboard.press("F2")
    page.keyboard.type("khai sinh")
    page.wait_for_selector(".find")
    shot(page, "02-hits")
    page.keyboard.press("Enter")
    page.wait_for_selector(".papers")
    page.wait_for_timeout(300)
    shot(page, "03-chosen")
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.wait_for_timeout(1500)
    shot(page, "04-papers")
    page.keyboard.press("F9")
    page.wait_for_selector(".number-big")
    shot(page, "05-accepted")
    print(time.monotonic() - began)
    for name, path in (("06-today", "hom-nay/"), ("07-hand-over", "tra-ket-qua/")):
        page.goto(f"/mot-cua/{path}")
        shot(page, name)
        gates.assert_axe_clean(page)
    page.goto("/mot-cua/hom-nay/")
    page.locator("a.row-link").first.click()
    shot(page, "08-dossier")
    gates.assert_axe_clean(page)
    page.get_by_role("link", name="Sửa thông tin").click()
    shot(page, "09-correct")
    gates.assert_axe_clean(page)
