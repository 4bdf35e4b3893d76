"""From the counter to the result, as a person would walk it: four officials, one citizen, one birth registration."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.browser.conftest import OpenPage
from tests.browser.test_counter import CARD, scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(open_page: OpenPage, settings: Any) -> Any:
    """`signed_in("25000.chutich")`: a page of whoever owns the demo's sign-in, by the button on the first page."""
    settings.DEMO = True

    def enter(username: str) -> Page:
        page = open_page("/")
        page.locator("form", has=page.locator(f"input[value='{username}']")).get_by_role("button").click()
        expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
        return page

    return enter


def test_a_birth_registration_from_the_counter_to_the_result(signed_in: Any, open_page: OpenPage) -> None:
    counter = signed_in("25000.tiepnhan1")
    number, tracking = _taken_in(counter)

    citizen = open_page(tracking)
    expect(citizen.locator("main")).to_contain_text(number)
    assert "Hòa" not in citizen.content()
    assert "068190001234" not in citizen.content()

    specialist = signed_in("25000.tuphap1")
    _open(specialist, number)
    specialist.keyboard.press("F8")
    expect(specialist.get_by_role("button", name="Xong bước, chuyển tiếp")).to_be_visible()
    specialist.wait_for_load_state()
    specialist.keyboard.press("F9")
    expect(specialist.locator("body")).to_contain_text("Đã xong: xong bước")

    chair = signed_in("25000.chutich")
    chair.goto("/ky-duyet/")
    chair.get_by_label(f"Ký hồ sơ {number}").check()
    chair.keyboard.press("F9")
    expect(chair.locator("main")).to_contain_text("Đã ký 1 trên 1")

    clerk = signed_in("25000.vanthu")
    _open(clerk, number)
    clerk.get_by_label("Số, ký hiệu kết quả").fill("12/2026/KS")
    clerk.keyboard.press("F9")
    expect(clerk.locator("body")).to_contain_text("Đã xong: ban hành kết quả")

    counter.goto("/mot-cua/tra-ket-qua/")
    scan(counter, f"http://localhost{tracking}")
    expect(counter.locator("h1")).to_contain_text("Nguyễn Thị Hòa")
    counter.wait_for_load_state()
    counter.keyboard.press("1")
    counter.keyboard.press("Enter")
    expect(counter.locator("main")).to_contain_text(number)

    citizen.reload()
    expect(citizen.locator("main")).to_contain_text("Đã trả kết quả")


def _taken_in(page: Page) -> tuple[str, str]:
    """The number, and the tracking address that stands in the receipt's QR code."""
    page.goto("/mot-cua/tiep-nhan/")
    scan(page, CARD)
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa")
    page.keyboard.press("F2")
    page.keyboard.type("giay khai sinh")
    page.keyboard.press("Enter")
    expect(page.locator("[name=component-c1][value=kept]")).to_be_focused()
    for key in ("1", "1", "4", "4", "F9"):
        page.keyboard.press(key)
    expect(page.locator(".number-big")).to_be_visible()
    number = page.locator(".number-big").inner_text()
    link = str(page.get_by_role("link", name="In giấy hẹn A5").get_attribute("href"))
    return number, _qr_of(page.request.get(link).body())


def _qr_of(pdf: bytes) -> str:
    import zxingcpp

    with PdfDocument(pdf) as sheets:
        assert len(sheets) == 1
        read = zxingcpp.read_barcodes(sheets[0].render(scale=150 / 72).to_pil())
    return "/h/" + read[0].text.split("/h/", 1)[1]


def _open(page: Page, number: str) -> None:
    page.goto(f"/ho-so/?q={number}")
    page.get_by_role("link", name=number).first.click()
    page.wait_for_url(re.compile(r"/ho-so/[0-9a-f-]{36}/"))  # loaded, keys and all
