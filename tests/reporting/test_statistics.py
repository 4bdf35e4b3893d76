"""Open statistics: closed months by unit and field for everybody, small numbers withheld, described for portals."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.reporting.contract.statistics import MEASURES, MonthStatistics
from haicap.reporting.domain.suppression import is_small
from haicap.reporting.selectors import statistics
from haicap.reporting.web import open_data
from tests.dossiers.test_import import GOOD, record

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/statistics"
JULY = date(2025, 7, 1)
FEW, MANY = 3, 9  # dossiers of two procedures


@pytest.fixture
def published() -> MonthStatistics:
    """A July of twelve settled dossiers: nine of one field, three of another."""
    procedures = ["2.000815"] * FEW + [GOOD["procedure"]] * MANY
    told = [record(external_id=str(n), number=None, procedure=code) for n, code in enumerate(procedures)]
    tally = run(list(enumerate(told, 1)), now=clock.now())
    assert tally.imported == FEW + MANY, tally.rejects
    return statistics.statistics("68", JULY)


def test_the_sums_stand_and_small_numbers_do_not(published: MonthStatistics) -> None:
    sums = {row.unit: row for row in published.rows if not row.field}
    assert sums[""].counts["received"] == sums["25015"].counts["received"] == FEW + MANY
    details = [row for row in published.rows if row.field]
    assert details
    for row in details:
        assert not any(is_small(row.counts[name] or 0) for name in MEASURES), row
        assert row.withheld == tuple(name for name in MEASURES if row.counts[name] is None)
    assert any(row.withheld for row in details), "three dossiers of one field"
    names = {row.unit: row.unit_name for row in published.rows}
    assert names["25015"].endswith("Gia Hiệp")


def test_in_time_and_overdue_are_withheld_together_and_never_beside_a_withheld_sum(
    published: MonthStatistics,
) -> None:
    for row in published.rows:
        split = {row.counts["settled_in_time"] is None, row.counts["settled_overdue"] is None}
        assert len(split) == 1
        assert row.counts["settled"] is not None or split == {True}


def test_only_closed_months_are_published(published: MonthStatistics) -> None:
    months = statistics.months("68")
    assert months[-1] == JULY
    assert months[0] < clock.today().replace(day=1)
    for month in (clock.today().replace(day=1), date(2025, 6, 1), date(2025, 7, 2)):
        with pytest.raises(RefusalError, match="unknown_month"):
            statistics.statistics("68", month)
    with pytest.raises(RefusalError, match="unknown_province"):
        statistics.statistics("01", JULY)


def test_a_month_in_which_nothing_happened_is_published_as_noughts(published: MonthStatistics) -> None:
    (row,) = statistics.statistics("68", date(2025, 12, 1)).rows
    assert (row.unit, row.field) == ("", "")
    assert set(row.counts.values()) == {0}


def test_everybody_reads_them_and_proxies_may_keep_them(published: MonthStatistics, client: Client) -> None:
    told = client.get(ADDRESS)
    assert told.json()["provinces"][0]["province"] == "68"
    assert "2025-07" in told.json()["provinces"][0]["months"]
    assert {level["level"] for level in told.json()["published_by_law"]} == {"province"}
    answer = client.get(f"{ADDRESS}/dossiers/68/2025-07", {"unit": "25015"})
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert {row["unit"] for row in answer.json()["rows"]} == {"25015"}
    again = client.get(
        f"{ADDRESS}/dossiers/68/2025-07", {"unit": "25015"}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "68/2024-01",
        "68/x",
        "68/2025-13",
        "99/2025-07",
        "68/2025-07-01/rows.csv",
        "68/2025-7",
        "68/２０２５-07",
    ],
)
def test_what_is_not_published_is_a_problem(published: MonthStatistics, client: Client, address: str) -> None:
    answer = client.get(f"{ADDRESS}/dossiers/{address}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"].startswith("statistics.unknown_")


def test_csv_and_json_say_the_same(published: MonthStatistics, client: Client) -> None:
    answer = client.get(f"{ADDRESS}/dossiers/68/2025-07/rows.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = client.get(f"{ADDRESS}/dossiers/68/2025-07").json()["rows"]
    assert len(rows) == len(told) == len(published.rows)
    for row, other in zip(rows, told, strict=True):
        assert [row["unit"], row["field"]] == [other["unit"], other["field"]]
        assert [row[name] for name in MEASURES] == [
            "" if other[name] is None else str(other[name]) for name in MEASURES
        ]
        assert row["withheld"].split() == [name for name in MEASURES if other[name] is None]


def test_the_spreadsheet_says_the_same_in_numbers(published: MonthStatistics, client: Client) -> None:
    address = f"{ADDRESS}/dossiers/68/2025-07/rows.xlsx"
    answer = client.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ho-so-68-2025-07.xlsx"'
    headings, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert tuple(headings) == open_data.COLUMNS and len(rows) == len(published.rows)
    for told, row in zip(rows, published.rows, strict=True):
        assert told[:3] == ["2025-07", row.unit, row.unit_name], "codes stay text"
        assert told[5:9] == ["" if row.counts[name] is None else row.counts[name] for name in MEASURES]
    # packed anew each time, and still the same
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_portal_of_open_data_finds_every_file(published: MonthStatistics, client: Client) -> None:
    answer = client.get(f"{ADDRESS}/catalogue.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    told = answer.json()
    assert told["@id"].endswith("/api/v1/statistics/catalogue.jsonld")
    (dataset,) = told["dcat:dataset"]
    assert {"dct:title", "dct:description", "dct:publisher", "dct:temporal", "dcat:theme"} <= set(dataset)
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2025-07-01"
    files = dataset["dcat:distribution"]
    assert len(files) == 3 * len(statistics.months("68"))
    for file in files[-3:]:
        address = file["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
        found = client.get(address)
        assert found.status_code == 200
        assert file["dcat:mediaType"]["@id"].endswith(found.headers["Content-Type"].split(";")[0])
    page = dataset["dcat:landingPage"]["@id"].removeprefix("http://testserver")
    assert client.get(page).status_code == 200


def test_before_the_first_dossier_there_is_nothing_and_no_error(client: Client) -> None:
    assert client.get(ADDRESS).json()["provinces"] == []
    assert client.get(f"{ADDRESS}/catalogue.jsonld").json()["dcat:dataset"] == []
