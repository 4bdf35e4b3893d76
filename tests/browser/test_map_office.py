"""Plans and hamlets in a browser: every look, narrow, with faults shown, live preview, keyboard only."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from haicap.kernel import clock
from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletKind, NewHamlet
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PLANNER, CHAIR = "68.nghiepvu1", "25000.chutich"
LOOKS = ({"width": 320, "scheme": "dark"}, {"width": 1366, "language": "en"})


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_plans_are_accessible(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    enter(page, PLANNER)
    for name, path in (("plans", "/phuong-an/"), ("plan-new", "/phuong-an/moi/")):
        page.goto(path)
        gates.judge(page, name)
    page.locator("#row_0_old_code").fill("6652")
    page.locator("button[value=look]").click()
    expect(page.locator("#row_0_error")).to_be_visible()
    assert page.locator("#row_0_old_code").input_value() == "6652"
    gates.judge(page, "plan-wrong")
    page.goto("/phuong-an/moi/")
    page.locator("#about_instrument").fill("12/NQ-HĐND")
    page.locator("#about_body").fill("Hội đồng nhân dân tỉnh")
    page.locator("#about_effective_on").fill("2027-01-01")
    page.locator("#hamlets").fill("đổi tên;25000;Thôn 99;Thôn 100")
    page.locator("button[value=look]").click()
    expect(page.locator("#hamlets_error")).to_contain_text("Thôn 99")
    gates.judge(page, "plan-hamlets-wrong")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_hamlets_are_accessible(open_page: OpenPage, look: dict[str, object]) -> None:
    page = open_page("/", **look)
    enter(page, CHAIR)
    page.goto("/thon/")
    page.locator("#id_names").fill("Thôn 1\nThôn 2")
    page.locator("#id_instrument").fill("12/NQ-HĐND")
    page.locator("#id_effective_on").fill("2026-01-01")
    page.locator("button[value=add]").click()
    expect(page.locator("main tbody tr")).to_have_count(2)
    page.locator("[name=hamlets]").first.check()
    page.locator("#id_instrument").fill("13/NQ-HĐND")
    page.locator("#id_reason").fill("Hộ dân đã tái định cư")
    page.locator("button[value=retire]").click()
    page.locator("details.card summary").click()
    gates.judge(page, "hamlets")
    page.locator("details .columns a").first.click()
    gates.judge(page, "hamlet-retired")
    page.goto("/thon/")
    page.locator("button[value=merge]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    gates.judge(page, "hamlets-wrong")
    page.locator("main tbody a").first.click()
    gates.judge(page, "hamlet")
    for name, path in (("divided", "/thon/xa-bi-chia/"), ("hamlet-upload", "/thon/25000/nap/")):
        page.goto(path)
        gates.judge(page, name)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_dividing_a_hamlet_is_accessible(open_page: OpenPage, look: dict[str, object]) -> None:
    task = territory.divided_communes(clock.today(), "68")[0]
    eve = HamletAct("1/QĐ-UBND", task.divided_on - timedelta(days=1), "Trưởng phòng")
    (card,) = territory.list_hamlets(
        task.commune.code, [NewHamlet("Thôn 1", HamletKind.HAMLET)], eve, at=clock.now()
    )
    page = open_page("/", **look)
    enter(page, PLANNER)
    page.goto(f"/thon/xa-bi-chia/{task.commune.code}/")
    page.locator("details.card summary").last.click()
    gates.judge(page, "divided-commune")
    page.locator(f'a[href$="/{card.hamlet_id}/"]').last.click()
    gates.judge(page, "hamlet-split")
    page.locator("form.stack-tight button.button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    gates.judge(page, "hamlet-split-wrong")


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
