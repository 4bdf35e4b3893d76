"""The morning boards: what they show of a province, and to whom."""

import re

import pytest

from tests.cast import Cast
from tests.desk.office.conftest import sign_in

pytestmark = pytest.mark.django_db


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
    for path, most in (
        ("/bang-dieu-hanh/?don-vi=25015", 22),
        ("/bang-dieu-hanh/tinh/", 10),
        ("/bang-dieu-hanh/tinh/xa/", 10),
        ("/bang-dieu-hanh/tinh/linh-vuc/", 8),
    ):
        client.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(path)


def test_places_change_only_where_shares_do(province: Cast) -> None:
    page = sign_in(province.leader).get("/bang-dieu-hanh/tinh/xa/").content.decode()
    places = [int(place) for place in re.findall(r"data-place>(\d+)<", page)]
    shares = [int(share) for share in re.findall(r">(\d+) %<", page)]
    assert places == sorted(places) and places[0] == 1
    assert shares == sorted(shares, reverse=True) and len(places) == len(shares)
    assert page.count('class="spark"') >= len(places)


def test_the_league_of_an_old_district_keeps_the_places_of_the_province(province: Cast) -> None:
    client = sign_in(province.leader)
    whole = client.get("/bang-dieu-hanh/tinh/xa/").content.decode()
    some = client.get("/bang-dieu-hanh/tinh/xa/?huyen=Huyện Di Linh").content.decode()
    rows = re.findall(r"<tr>.*?</tr>", some, re.DOTALL)[1:]
    assert 5 <= len(rows) <= 15 and "Xã Di Linh" in some and "Xã Lạc Dương" not in some
    assert all(row in whole for row in rows)


def test_what_is_not_known_is_said_to_be_unknown(province: Cast) -> None:
    page = sign_in(province.leader).get("/bang-dieu-hanh/tinh/").content.decode()
    assert page.count("không có dữ liệu") == 2  # certificates of persons, central systems


def test_an_unreadable_month_or_filter_is_said_so(province: Cast) -> None:
    client = sign_in(province.leader)
    for path in (
        "/bang-dieu-hanh/?thang=2026-13",
        "/ho-so/?han=mai",
        "/ho-so/?han-tu=mai",
        "/ho-so/?da-lam=2026-03-01",
        "/ho-so/?noi-nhan=x",
        f"/ho-so/?nguoi-nhan={2**63}",
        "/ho-so/?so-lieu=x&ky=2026-01-01/2026-01-31",
    ):
        assert client.get(path).status_code == 422, path
    assert client.get("/bang-dieu-hanh/?don-vi=99999").status_code in {404, 422}
