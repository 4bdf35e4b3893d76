"""The index on screen: each number opens exactly its rows, what is not known is said, nobody sees another's."""

import io
import re
from html import unescape

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from haicap.organisation.contract import Role
from tests.cast import Cast, holder
from tests.desk.office.conftest import sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="count" href="([^"]+)" data-count="(\d+)"')
TOTAL = re.compile(r'data-total="(\d+)"')


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.content.decode()[:800])
    return answer.content.decode()


def wrong(client: Client, path: str) -> list[tuple[str, int, int]]:
    """Numbers of the page that differ from the rows of their lists; there must be some."""
    links = [(unescape(address), int(count)) for address, count in LINK.findall(page(client, path))]
    assert len(links) >= 12
    return [
        (address, count, int(total[1]))
        for address, count in links
        if not (total := TOTAL.search(page(client, address))) or int(total[1]) != count
    ]


@pytest.mark.parametrize("query", ["don-vi=25000&thang=2026-02", "don-vi=24988", "thang=2026-01"])
def test_every_number_of_a_commune_opens_that_many_rows(province: Cast, query: str) -> None:
    assert wrong(sign_in(province.leader), f"/chi-so-766/?{query}") == []


def test_the_chair_sees_the_own_commune_whatever_is_asked_for(province: Cast) -> None:
    chair = sign_in(province.chair)
    shown = page(chair, "/chi-so-766/?don-vi=25015&thang=2026-02")
    assert "Di Linh" in shown and "Gia Hiệp" not in shown
    assert wrong(chair, "/chi-so-766/?thang=2026-02") == []


def test_the_province_ranks_its_communes_and_departments(province: Cast) -> None:
    leader = sign_in(province.leader)
    assert wrong(leader, "/chi-so-766/tinh/?thang=2026-02") == []
    shown = page(leader, "/chi-so-766/tinh/?thang=2026-02")
    assert shown.count('href="/chi-so-766/?don-vi=') == 124
    (body, *_others) = re.findall(r"/chi-so-766/\?co-quan=(\d+)", shown)
    assert wrong(leader, f"/chi-so-766/?co-quan={body}&thang=2026-02") == []


def test_what_cannot_be_known_is_said_and_given_no_points(province: Cast) -> None:
    shown = page(sign_in(province.chair), "/chi-so-766/?thang=2026-02")
    assert "Không có dữ liệu (nhóm có 10 điểm)" in shown
    assert "chưa có thanh toán trực tuyến" in shown
    points, attainable = re.search(r"([\d,]+) trên ([\d,]+) điểm tính được", shown).groups()  # type: ignore[union-attr]
    assert float(points.replace(",", ".")) <= float(attainable.replace(",", ".")) < 100


def test_a_department_head_sees_the_own_department_only(province: Cast) -> None:
    head = holder("68", Role.DEPARTMENT_HEAD)
    client = sign_in(head)
    shown = page(client, "/chi-so-766/?co-quan=1&thang=2026-02")
    assert head.agency_name in unescape(shown)
    assert client.get("/chi-so-766/tinh/").status_code == 403


def test_strangers_and_nonsense_are_turned_away(province: Cast) -> None:
    assert sign_in(province.receiver).get("/chi-so-766/").status_code == 403
    assert sign_in(province.chair).get("/chi-so-766/tinh/").status_code == 403
    assert Client().get("/chi-so-766/").status_code == 302
    leader = sign_in(province.leader)
    for query in ("thang=x", "co-quan=9999999", "co-quan=x", "don-vi=00000", "thang=2021-05"):
        assert leader.get(f"/chi-so-766/?{query}").status_code in {400, 404, 409, 422}, query
    assert leader.get("/chi-so-766/thu-tuc/?phan=x").status_code in {400, 404, 409, 422}


def test_procedures_come_as_a_sheet_too(province: Cast) -> None:
    address = "/chi-so-766/thu-tuc/?don-vi=25000&thang=2026-02&phan=incomplete"
    leader = sign_in(province.leader)
    total = TOTAL.search(page(leader, address))
    lines = leader.get(f"{address}&tep=csv").content.decode("utf-8-sig").splitlines()
    assert total and len(lines) == int(total[1]) + 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(leader.get(f"{address}&tep=xlsx").content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == [
        line.split(",")[0] for line in lines
    ]
    assert leader.get(f"{address}&tep=pdf").status_code == 422
