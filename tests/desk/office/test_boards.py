"""The morning boards: every number opens exactly that many rows (J22), and the figures add up."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client

from haicap.simulation import api as simulation
from tests.cast import Cast, cast
from tests.desk.office.conftest import sign_in

pytestmark = pytest.mark.django_db
TILE = re.compile(r'<a class="stat[^"]*" href="(/ho-so/\?[^"]*)"><span class="stat-value">([\d.]+)</span>')
LINK = re.compile(r'<a href="(/ho-so/\?[^"]*)" data-count="(\d+)"')
TOTAL = re.compile(r'data-total="(\d+)"')
NOW = "2026-03-20T10:00:00+07:00"


@pytest.fixture
def province(settings: object, frozen: Callable[[str], datetime]) -> Cast:
    """The province after three months of simulated dossiers."""
    settings.DEMO = True  # type: ignore[attr-defined]
    frozen(NOW)
    simulation.simulate(province="68", count=600, start=date(2026, 1, 5), end=date(2026, 3, 20), seed=7)
    return cast()


def numbers_on(page: str) -> list[tuple[str, int]]:
    """Every number with a list behind it."""
    found = [*TILE.findall(page), *LINK.findall(page)]
    return [(unescape(address), int(count.replace(".", ""))) for address, count in found]


def wrong_numbers(client: Client, path: str) -> list[tuple[str, int, int]]:
    """Numbers of the board at `path` that differ from the length of their list."""
    page = client.get(path)
    assert page.status_code == 200, page.content.decode()
    wrong = []
    for address, count in numbers_on(page.content.decode()):
        listed = client.get(address)
        assert listed.status_code == 200, (address, listed.content.decode())
        total = TOTAL.search(listed.content.decode())
        assert total, address
        rows = listed.content.decode().count('<tr id="d-')
        if int(total[1]) != count or rows != min(count, 25):
            wrong.append((address, count, int(total[1])))
    return wrong


@pytest.mark.parametrize(
    "path", ["/bang-dieu-hanh/?don-vi=24988", "/bang-dieu-hanh/?don-vi=25000&thang=2026-02"]
)
def test_every_number_of_a_commune_board_opens_that_many_rows(province: Cast, path: str) -> None:
    assert wrong_numbers(sign_in(province.leader), path) == []


def test_every_number_of_the_province_board_opens_that_many_rows(province: Cast) -> None:
    client = sign_in(province.leader)
    page = client.get("/bang-dieu-hanh/tinh/").content.decode()
    told = numbers_on(page)
    assert len(told) > 700 and sum(count for _address, count in told) > 1_000
    assert "Hai vế khớp" in page
    some = [each for each in told if each[1]][::6] + [each for each in told if not each[1]][::60]
    for address, count in some:
        total = TOTAL.search(client.get(address).content.decode())
        assert total and int(total[1]) == count, address


def test_the_boards_of_gia_hiep_and_di_linh_show_what_was_declared(province: Cast) -> None:
    client = sign_in(province.leader)
    page = client.get("/bang-dieu-hanh/?don-vi=25015").content.decode()
    assert "393" in page and "3 hồ sơ chưa được giải thích" in page
    page = client.get("/bang-dieu-hanh/?don-vi=25000").content.decode()
    assert "1.727" in page and "= 224" in page
    assert "Số liệu công bố" not in client.get("/bang-dieu-hanh/?don-vi=24988").content.decode()


def test_a_commune_sees_its_own_board_whatever_it_asks_for(province: Cast) -> None:
    page = sign_in(province.chair).get("/bang-dieu-hanh/?don-vi=25015").content.decode()
    assert "Xã Di Linh" in page and "3 hồ sơ chưa được giải thích" not in page
    assert sign_in(province.chair).get("/bang-dieu-hanh/tinh/").status_code == 403
    assert sign_in(province.specialist).get("/bang-dieu-hanh/").status_code == 403


def test_a_board_asks_the_database_the_same_however_much_there_is(
    province: Cast, django_assert_max_num_queries: object
) -> None:
    client = sign_in(province.leader)
    for path, most in (("/bang-dieu-hanh/?don-vi=25015", 45), ("/bang-dieu-hanh/tinh/", 45)):
        client.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(path)


def test_an_unreadable_month_or_filter_is_said_so(province: Cast) -> None:
    client = sign_in(province.leader)
    for path in (
        "/bang-dieu-hanh/?thang=2026-13",
        "/ho-so/?han=mai",
        "/ho-so/?so-lieu=x&ky=2026-01-01/2026-01-31",
    ):
        assert client.get(path).status_code == 422, path
    assert client.get("/bang-dieu-hanh/?don-vi=99999").status_code in {404, 422}
