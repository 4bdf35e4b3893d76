"""The boards in a browser: in every look, on a phone, by keyboard, on one page of paper."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pypdfium2
import pytest
from playwright.sync_api import Page

from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.simulation import api as simulation
from haicap.territory import api as territory
from tests.browser import gates
from tests.browser.conftest import OpenPage
from tests.browser.entering import enter
from tests.cast import Cast, cast
from tests.desk.boards.conftest import readers
from tests.thorough import thorough

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOARDS = (
    ("chair", "/bang-dieu-hanh/"),
    ("specialist", "/bang-dieu-hanh/cua-toi/"),
    ("department_head", "/bang-dieu-hanh/so/"),
    ("leader", "/bang-dieu-hanh/tinh/"),
    ("leader", "/bang-dieu-hanh/tinh/xa/"),
    ("leader", "/bang-dieu-hanh/tinh/linh-vuc/"),
    ("leader", "/bang-dieu-hanh/tinh/ban-do/"),
    ("", "/so-lieu/"),
)
USUAL = ({"scheme": "light"}, {"scheme": "dark", "language": "en"})
MORE = ({"contrast": "more"}, {"scheme": "dark"}, {"language": "en"})
Show = Callable[..., Page]


@pytest.fixture
def people(demo: None) -> Cast:
    """The cast, and ten weeks of dossiers behind them."""
    today = clock.today()
    simulation.simulate(province="68", count=600, start=today - timedelta(days=70), end=today, seed=5)
    territory.load_boundaries(_squares(), source="ô vuông", day=today, at=clock.now())
    return cast()


def _squares() -> bytes:
    """Every commune a square of a chessboard: what boundaries look like is not what is tried here."""
    features = []
    for place, card in enumerate(territory.communes_of("68", clock.today())):
        x, y = 108 + place % 12 * 0.1, 11 + place // 12 * 0.1
        ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": card.code}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def show(open_page: OpenPage, people: Cast) -> Show:
    """`show("leader", path, width=320)`: a board as somebody sees it, its tables opened."""
    known: dict[str, Actor] = dict(readers(people))

    def open_(who: str, path: str, **look: object) -> Page:
        page = open_page("/tra-cuu/", **look)
        if who:
            enter(page, known[who])
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
        return page

    return open_


@pytest.mark.parametrize("looks", [USUAL, *thorough(MORE)], ids=["usual", "more"])
def test_every_board_is_accessible_in_every_look(show: Show, looks: tuple[dict[str, str], ...]) -> None:
    for look, (who, path) in product(looks, BOARDS):
        page = show(who, path, **look)
        gates.assert_axe_clean(page)
        gates.assert_targets(page)
        gates.shot(page, f"{path.strip('/').replace('/', '-')}-{'-'.join(map(str, look.values()))}")


def test_every_board_fits_a_narrow_phone(show: Show) -> None:
    for text_size, (who, path) in product((2, 5), BOARDS):
        page = show(who, path, width=gates.NARROW, text_size=text_size)
        gates.assert_no_overflow(page)
        gates.assert_targets(page)
        gates.shot(page, f"{path.strip('/').replace('/', '-')}-text-{text_size}")


@pytest.mark.parametrize("scheme", ["dark", *thorough("light")])
def test_every_board_is_one_page_of_paper_whatever_the_screen_looks_like(show: Show, scheme: str) -> None:
    for who, path in BOARDS:
        page = show(who, path, scheme=scheme)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
        assert len(printed) == 1, (path, len(printed))
        assert [round(side) for side in printed[0].get_size()] == [595, 842]  # A4 in points


def test_a_board_is_walked_through_by_keyboard_and_stays_light(show: Show) -> None:
    for who, path in BOARDS:
        page = show(who, path)
        gates.assert_budget(page, path, kib=gates.LATER_PAGE_KIB, warm=True)
    gates.keyboard_walk(show("specialist", "/bang-dieu-hanh/cua-toi/"))
    gates.keyboard_walk(show("chair", "/bang-dieu-hanh/"))


def test_a_segment_of_a_chart_opens_its_rows(show: Show) -> None:
    page = show("leader", "/bang-dieu-hanh/tinh/")
    segment = page.locator("#tuan svg a").last
    count = segment.get_attribute("data-count")
    segment.click()
    assert page.locator("[data-total]").get_attribute("data-total") == count
