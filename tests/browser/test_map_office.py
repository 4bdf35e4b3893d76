"""Plans and hamlets in a browser: every look, narrow, with faults shown, live preview, keyboard only."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from haicap.organisation.models import Account
from tests.browser import gates
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANNER, CHAIR = "68.nghiepvu1", "25000.chutich"
LOOKS = ({"width": 320, "scheme": "dark"}, {"width": 1366, "language": "en"})
SHOTS = os.environ.get("HAICAP_SHOTS", "")  # a folder: keep pictures for those who judge by eye


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)


def enter(page: Page, username: str) -> None:
    """Signed in without the form."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
    )


def judge(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    gates.assert_axe_clean(page)
    gates.assert_targets(page)
    if width == 320:
        gates.assert_no_overflow(page, width)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_plans_are_accessible(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    enter(page, PLANNER)
    for name, path in (("plans", "/phuong-an/"), ("plan-new", "/phuong-an/moi/")):
        page.goto(path)
        judge(page, name)
    page.locator("#row_0_old_code").fill("6652")
    page.locator("button[value=look]").click()
    expect(page.locator("#row_0_error")).to_be_visible()
    assert page.locator("#row_0_old_code").input_value() == "6652"
    judge(page, "plan-wrong")
    page.goto("/phuong-an/moi/")
    page.locator("#about_instrument").fill("12/NQ-HĐND")
    page.locator("#about_body").fill("Hội đồng nhân dân tỉnh")
    page.locator("#about_effective_on").fill("2027-01-01")
    page.locator("#hamlets").fill("đổi tên;25000;Thôn 99;Thôn 100")
    page.locator("button[value=look]").click()
    expect(page.locator("#hamlets_error")).to_contain_text("Thôn 99")
    judge(page, "plan-hamlets-wrong")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_hamlets_are_accessible(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    enter(page, CHAIR)
    page.goto("/thon/")
    page.locator("#id_names").fill("Thôn 1\nThôn 2")
    page.locator("#id_instrument").fill("12/NQ-HĐND")
    page.locator("#id_effective_on").fill("2026-01-01")
    page.locator("button[value=add]").click()
    expect(page.locator(".columns li")).to_have_count(2)
    page.locator("[name=hamlets]").first.check()
    page.locator("#id_instrument").fill("13/NQ-HĐND")
    page.locator("#id_reason").fill("Hộ dân đã tái định cư")
    page.locator("button[value=retire]").click()
    page.locator("details.card summary").click()
    judge(page, "hamlets")
    page.locator("details .columns a").first.click()
    judge(page, "hamlet-retired")
    page.goto("/thon/")
    page.locator("button[value=merge]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    judge(page, "hamlets-wrong")
    page.locator(".columns a").first.click()
    judge(page, "hamlet")
    for name, path in (("divided", "/thon/xa-bi-chia/"), ("hamlet-upload", "/thon/25000/nap/")):
        page.goto(path)
        judge(page, name)


def test_the_preview_follows_what_is_typed(open_page: OpenPage) -> None:
    page = open_page("/")
    enter(page, PLANNER)
    page.goto("/phuong-an/moi/")
    page.locator("#row_0_old_code").fill("6652")
    page.locator("#row_0_old_code").press("Tab")
    expect(page.locator("#preview .banner-bad")).to_be_visible()
    assert page.locator("#row_0_old_code").input_value() == "6652"


def test_every_control_of_a_new_plan_is_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    enter(page, PLANNER)
    page.goto("/phuong-an/moi/")
    # the parts of a day are the browser's own stops, walked one by one
    page.evaluate("document.querySelectorAll('[type=date]').forEach((each) => { each.type = 'text'; })")
    assert 'class="skip"' in gates.keyboard_walk(page)[0]
