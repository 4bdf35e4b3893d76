"""The page of the open data shows people what programs get: the same numbers with the same gaps."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client

from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.reporting import api as reporting
from haicap.reporting.contract.statistics import MEASURES, StatisticsRow
from haicap.simulation import api as simulation
from tests.dossiers.test_import import record

pytestmark = pytest.mark.django_db
ADDRESS = "/du-lieu-mo/"
ROW = re.compile(r'<tr><th scope="row">(?:<a href="([^"]+)">)?([^<]+)(?:</a>)?</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>([^<]*)</td>")
Shown = dict[str, tuple[str, list[int | None]]]


@pytest.fixture
def month(frozen: Callable[[str], datetime]) -> date:
    """The February of a province of six hundred dossiers, seen in March."""
    frozen("2026-03-20T10:00:00+07:00")
    simulation.simulate(province="68", count=600, start=date(2026, 1, 5), end=date(2026, 3, 20), seed=7)
    return date(2026, 2, 1)


def main(query: str = "") -> str:
    answer = Client().get(f"{ADDRESS}{query}")
    assert answer.status_code == 200, query
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def tables(page: str) -> list[Shown]:
    """By name the address and the numbers of each row, table by table; a number withheld is None."""
    told = []
    for table in page.split("<table")[1:]:
        rows = ROW.findall(table)
        told.append(
            {
                unescape(name): (unescape(href), [_number(cell) for cell in CELL.findall(cells)])
                for href, name, cells in rows
            }
        )
    return told


def _number(cell: str) -> int | None:
    return None if cell.strip() == "không nêu" else int(cell.replace(".", ""))


def numbers(rows: list[StatisticsRow], name: str) -> dict[str, list[int | None]]:
    return {getattr(row, name): [row.counts[measure] for measure in MEASURES] for row in rows}


def shown(table: Shown) -> dict[str, list[int | None]]:
    return {name: counts for name, (_href, counts) in table.items()}


def test_tables_show_the_numbers_of_the_api_and_its_gaps(month: date) -> None:
    told = reporting.statistics("68", month).rows
    page = main("?thang=2026-02")
    units, fields = tables(page)
    assert shown(units) == numbers([row for row in told if row.unit and not row.field], "unit_name")
    assert shown(fields) == numbers([row for row in told if row.field and not row.unit], "field_name")
    assert any(None in counts for counts in shown(units).values())
    assert "Số từ 1 đến dưới 5" in page and "Nghị định 118/2025/NĐ-CP" in page
    assert "/ho-so/" not in page


def test_every_row_of_the_sums_opens_its_own_rows(month: date) -> None:
    told = reporting.statistics("68", month).rows
    units, fields = tables(main("?thang=2026-02"))
    codes = {row.unit_name: row.unit for row in told} | {row.field_name: row.field for row in told}
    for sums, key, name in ((units, "unit", "field_name"), (fields, "field", "unit_name")):
        for title in [*sums][:5]:
            href, counts = sums[title]
            (table,) = tables(page := main(href))
            rows = [row for row in told if getattr(row, key) == codes[title] and row.unit and row.field]
            assert shown(table) == numbers(rows, name), title
            assert f"{title}, 02/2026" in unescape(page)
            stats = re.findall(r'stat-value">([^<]*)<', page)
            assert [_number(each) for each in stats] == counts, title


def test_months_are_chosen_and_files_lead_to_the_api(month: date) -> None:
    page = main()
    assert re.findall(r'<option value="(\d{4}-\d{2})"', page) == ["2026-02", "2026-01"]
    assert '<option value="2026-02" selected>' in page, "the last closed month"
    addresses = re.findall(r'href="(/api/v1/[^"]+)"', page)
    assert [address.rpartition("/")[2] for address in addresses] == [
        "rows.csv",
        "rows.xlsx",
        "2026-02",
        "catalogue.jsonld",
        "openapi.json",
    ]
    assert {Client().get(address).status_code for address in addresses} == {200}
    assert tables(main("?thang=2026-01")) != tables(page)


@pytest.mark.parametrize("query", ["?thang=2026-03", "?thang=x", "?tinh=01", "?tinh=68&thang=2025-12"])
def test_what_is_not_published_is_refused_in_words(month: date, query: str) -> None:
    answer = Client().get(f"{ADDRESS}{query}")
    assert answer.status_code == 404
    assert "không có số liệu" in answer.content.decode().lower()


def test_what_has_no_rows_says_so(month: date) -> None:
    assert "Không có hồ sơ nào." in main("?don-vi=99999")
    assert "Không có hồ sơ nào." in main("?linh-vuc=x%22%3E")


def test_a_month_of_a_single_dossier_tells_the_sums_of_the_province_and_why_no_more() -> None:
    run([(1, record(external_id="1", number=None))], now=clock.now())
    page = main("?thang=2025-07")
    assert re.findall(r'stat-value">([^<]*?)\s*<', page) == ["1", "1", "1", "0"]
    assert "quá ít hồ sơ" in page and not tables(page)


def test_the_page_is_found_from_the_start_and_from_every_page_of_the_public() -> None:
    assert "Chưa có tháng nào khép lại" in main()
    for path in ("/", "/tra-cuu/", "/so-lieu/"):
        assert f'href="{ADDRESS}' in Client().get(path).content.decode(), path
