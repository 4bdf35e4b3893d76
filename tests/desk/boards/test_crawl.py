"""Whoever reads a board opens each of its numbers and counts the rows (decision 0009, J22)."""

import csv
import io
import re

import pytest

from tests.cast import Cast
from tests.desk.boards.conftest import readers
from tests.desk.boards.crawling import Board, Reader
from tests.desk.office.conftest import sign_in

MAIN = "<main>{}</main>"
COMMUNE, PROVINCE, MINE = "/bang-dieu-hanh/", "/bang-dieu-hanh/tinh/", "/bang-dieu-hanh/cua-toi/"
OF_A_COMMUNE = (COMMUNE, f"{COMMUNE}?thang=2026-02&ban-do=su-kien", "/chi-so-766/")
OF_A_WORKER = (MINE, "/viec-can-lam/")
OF_A_DEPARTMENT = (*OF_A_WORKER, "/bang-dieu-hanh/so/")
OF_THE_PROVINCE = (
    PROVINCE,
    f"{PROVINCE}?o=open&thang=2026-02",
    f"{PROVINCE}xa/",
    f"{PROVINCE}ban-do/?o=awaiting",
    *(f"{PROVINCE}linh-vuc/?so={measure}" for measure in ("open", "late", "received", "settled_overdue")),
    f"{COMMUNE}?don-vi=25000",
    f"{COMMUNE}?don-vi=25015&thang=2026-02&ban-do=2025-06-30",
)
BOARDS = {
    "chair": (*OF_A_COMMUNE, MINE),
    "centre_director": OF_A_COMMUNE,
    "division_head": (*OF_A_COMMUNE, *OF_A_WORKER),
    "specialist": OF_A_WORKER,
    "receiver": (MINE,),
    "department_head": OF_A_DEPARTMENT,
    "department_officer": OF_A_DEPARTMENT,
    "leader": OF_THE_PROVINCE,
    "auditor": OF_THE_PROVINCE,
}


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<td>12</td>", "12 in main > td opens nothing"),
        ('<a href="/x">1.204</a>', "opens nothing"),
        ('<a href="/x" data-count="7">8</a>', "8 is shown, 7 is meant"),
        ('<a data-count="7">7</a>', "leads nowhere"),
        ('<ul><li><a href="/x" data-count="7">7</a></li><li data-sum>8</li></ul>', "is not 7"),
        ("<p data-sum>8</p>", "is not None"),
    ],
)
def test_a_number_without_its_rows_is_named(page: str, fault: str) -> None:
    faults = Board(MAIN.format(page)).faults
    assert len(faults) == 1 and fault in faults[0]


def test_shares_days_and_quotations_are_not_counts() -> None:
    page = """<p>60 %</p><time>12</time><select>
    <option>5</option></select><span data-quoted>393</span><code>25000</code>
    <ul><li><a href="/x" data-count="1204">1.204</a><li><a href="/y" data-count="0">0</a><li data-sum>1.204</ul>"""
    board = Board(MAIN.format(page))
    assert board.faults == [] and board.links == [("/x", 1204), ("/y", 0)]


@pytest.mark.django_db
def test_every_number_that_anybody_reads_on_a_morning_opens_its_rows(morning: Cast) -> None:
    people = readers(morning)
    for who, paths in BOARDS.items():
        reader = Reader(sign_in(people[who]))
        for path in paths:
            wrong, numbers = reader.faults_of(path)
            assert wrong == [], (who, wrong)
            assert numbers >= 1, (who, path)  # a board that has lost its links proves nothing


@pytest.mark.thorough
@pytest.mark.django_db
def test_every_number_of_a_province_after_three_months_opens_its_rows(province: Cast) -> None:
    reader = Reader(sign_in(province.leader))
    for path, least in (
        (PROVINCE, 200),
        (f"{PROVINCE}?o=open&thang=2026-02", 200),
        (f"{PROVINCE}xa/?huyen=Huyện Di Linh", 40),
        (f"{PROVINCE}linh-vuc/?so=received", 200),
        (f"{COMMUNE}?don-vi=24988", 80),
        (f"{COMMUNE}?don-vi=25000&thang=2026-02", 80),
    ):
        wrong, numbers = reader.faults_of(path)
        assert wrong == [], wrong
        assert numbers >= least, (path, numbers)


@pytest.mark.django_db
def test_a_chart_as_a_file_says_what_its_table_says(province: Cast) -> None:
    client = sign_in(province.leader)
    page = client.get(PROVINCE).content.decode()
    for key, numbers in (("tuan", 13 * 3), ("thoi-han", 6)):
        figure = page[page.index(f'id="{key}"') :]
        table = figure[figure.index("<tbody>") : figure.index("</tbody>")]
        shown = re.findall(r'data-count="(\d+)"', table)
        file = client.get(f"{PROVINCE}?bang={key}&tep=csv").content.decode("utf-8-sig")
        told = [cell for row in list(csv.reader(io.StringIO(file)))[1:] for cell in row[1:]]
        assert told == shown and len(told) == numbers
    for bad in ("?bang=khac&tep=csv", "?bang=tuan&tep=pdf", "?bang=tuan", "?o=het", "?thang=2026-13"):
        assert client.get(f"{PROVINCE}{bad}").status_code == 422, bad
    assert client.get(f"{PROVINCE}linh-vuc/?so=het").status_code == 422
