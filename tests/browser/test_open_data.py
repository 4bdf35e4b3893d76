"""The open data in a browser: for every eye, on a phone, by keyboard, and without a script."""

from datetime import timedelta

import pytest

from haicap.kernel import clock
from haicap.simulation import api as simulation
from tests.browser import gates
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/du-lieu-mo/"
LOOKS = ({"scheme": "light"}, {"scheme": "dark"}, {"contrast": "more"}, {"language": "en"})


@pytest.fixture(autouse=True)
def _published(demo: None) -> None:
    """Ten weeks of dossiers."""
    today = clock.today()
    simulation.simulate(province="68", count=600, start=today - timedelta(days=70), end=today, seed=5)


def test_it_is_accessible_in_every_look_and_fits_a_phone(open_page: OpenPage) -> None:
    for look in LOOKS:
        page = open_page(ADDRESS, **look)
        gates.assert_axe_clean(page)
        gates.assert_targets(page)
        gates.shot(page, f"du-lieu-mo-{'-'.join(map(str, look.values()))}")
    for text_size in (2, 5):
        page = open_page(ADDRESS, width=gates.NARROW, text_size=text_size)
        gates.assert_no_overflow(page)
        gates.assert_targets(page)
        gates.shot(page, f"du-lieu-mo-text-{text_size}")
    gates.assert_axe_clean(page)


def test_a_month_is_chosen_without_a_script_and_a_row_opens_its_own(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, script=False)
    months = page.locator("#month option").evaluate_all("all => all.map(each => each.value)")
    page.select_option("#month", months[1])
    page.get_by_role("button", name="Xem").click()
    assert f"thang={months[1]}" in page.url and page.locator("#month").input_value() == months[1]
    row = page.locator("tbody th a").first
    name = row.inner_text()
    row.click()
    assert name in page.locator("h2").first.inner_text()
    assert page.locator("table").count() == 1


def test_it_is_walked_through_by_keyboard_and_found_from_the_start(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Dữ liệu mở của các tháng").click()
    assert page.url.endswith(ADDRESS)
    gates.keyboard_walk(page)
    gates.assert_budget(page, ADDRESS, kib=gates.LATER_PAGE_KIB, warm=True)
