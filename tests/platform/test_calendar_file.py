"""The calendar as a CSV file: every fault is named by line and column."""

import io

import pytest

from haicap.platform.calendar_file import COLUMNS, read

HEAD = ",".join(COLUMNS)
GOOD = "2027-02-06,holiday,Tết,Thông báo,verified,,"


def faults(*lines: str) -> list[tuple[int, str]]:
    return [(reject.line, reject.column) for reject in read(io.StringIO("\n".join([HEAD, *lines]))).rejects]


def test_a_good_row_is_read_and_composed() -> None:
    decomposed = "2027-02-06,holiday,Te\u0302\u0301t,Thông báo,verified,68,25015"
    (day,) = read(io.StringIO(f"{HEAD}\n{decomposed}")).days
    assert (day.name, day.province_code, day.unit_code) == ("Tết", "68", "25015")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2027-02-30,holiday,Tết,Thông báo,verified,,", "date"),
        ("20270206,holiday,Tết,Thông báo,verified,,", "date"),
        ("1927-02-06,holiday,Tết,Thông báo,verified,,", "date"),
        (",holiday,Tết,Thông báo,verified,,", "date"),
        ("2027-02-06,holliday,Tết,Thông báo,verified,,", "kind"),
        ("2027-02-08,swapped_work,Làm bù,Thông báo,verified,,", "kind"),
        ("2027-02-06,holiday,,Thông báo,verified,,", "name"),
        ("2027-02-06,holiday,Tết,,verified,,", "source"),
        ("2027-02-06,holiday,Tết,Thông báo,sure,,", "certainty"),
        ("2027-02-06,holiday,Tết,Thông báo,verified,,25015", "province"),
        ("2027-02-06,holiday,Tết,Thông báo,verified,Lâm Đồng,", "province"),
        ("2027-02-06", "kind"),
    ],
)
def test_a_fault_is_named_by_line_and_column(line: str, column: str) -> None:
    assert (3, column) in faults(GOOD, line)


def test_all_faults_are_named_not_only_the_first() -> None:
    assert faults("x,y,,,z,,") == [(2, "kind"), (2, "certainty"), (2, "name"), (2, "source"), (2, "date")]


def test_the_same_day_twice_is_a_fault() -> None:
    assert faults(GOOD, GOOD) == [(3, "date")]


def test_the_same_day_of_another_place_is_none() -> None:
    assert faults(GOOD, GOOD.replace("verified,,", "verified,68,")) == []


def test_missing_columns_are_named() -> None:
    assert [reject.column for reject in read(io.StringIO("date,kind\n2027-01-01,holiday")).rejects] == [
        "name",
        "source",
        "certainty",
        "province",
        "unit",
    ]


def test_an_empty_file_is_refused() -> None:
    assert len(read(io.StringIO("")).rejects) == len(COLUMNS)
