"""Periodic reports in a browser: every gate of their pages, and a month closed by three people without a script."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from haicap.reporting import api as reporting
from haicap.reporting.contract import Kind
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.cast import PROVINCE, cast
from tests.reporting.periodic import CLOSING, FEBRUARY, february, office, on, received, submitted
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
LOOKS = (
    {"width": 320},
    {"width": 1366, "scheme": "dark", "language": "en"},
    *thorough({"width": 1366}),
)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_gate(open_page: OpenPage, look: dict[str, object]) -> None:
    february()
    who, province = office(), office(PROVINCE)
    mine = submitted(who)
    received(cast(), on(27))
    whole = reporting.prepare(
        actor=province.clerk, body=province.body, kind=Kind.MONTH, day=FEBRUARY, at=CLOSING
    )
    page = open_page("/", **look)
    enter(page, who.clerk)
    pages = (("report", ""), ("rows", "?cot=came_in"), ("index", "?muc=filed"), ("adjustments", ""))
    for name, query in pages:
        page.goto(reverse(f"reporting_periodic_{name}", args=[mine.id]) + query)
        gates.judge(page, f"periodic-{name}")
    page.goto("/bao-cao/")
    gates.judge(page, "periodic")
    enter(page, province.clerk)
    for path in ("/bao-cao/tinh/?ngay=2026-02-10", reverse("reporting_periodic_report", args=[whole.id])):
        page.goto(path)
        gates.judge(page, "periodic-province" if "tinh" in path else "periodic-report-province")


def test_a_month_is_closed_by_three_people_without_a_script(open_page: OpenPage) -> None:
    who = office()
    page = open_page("/", script=False)
    enter(page, who.clerk)
    page.goto("/viec-can-lam/")
    page.get_by_role("link", name="Báo cáo định kỳ phải nộp").click()
    page.get_by_role("button", name="Chốt số liệu và lập Tháng").click()
    expect(page.locator(".badge").first).to_have_text("Đã lập, chờ kiểm tra")
    address = page.url
    for actor, button, then in (
        (who.head, "Đã kiểm tra, đồng ý", "Đã kiểm tra, chờ ký"),
        (who.signer, "Ký báo cáo", "Đã ký, chờ gửi"),
        (who.clerk, "Gửi báo cáo", "Đã gửi"),
    ):
        enter(page, actor)
        page.goto(address)
        page.get_by_role("button", name=button).click()
        expect(page.locator(".badge").first).to_have_text(then)
