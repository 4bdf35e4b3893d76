"""The catalogue as a table: out and back in without a difference, and every wrong cell named."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import RefusalError
from haicap.procedures import api as procedures
from haicap.procedures.models import ProcedureVersion
from haicap.procedures.selectors import history
from haicap.procedures.services import decisions, exchange
from haicap.procedures.services.exchange import Outcome, RowReport
from haicap.ui import sheets as ui_sheets
from haicap.ui import tables
from tests.procedures.cast import administrator

AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
TODAY, LATER = date(2026, 3, 2), date(2026, 4, 1)


def exported() -> list[list[str]]:
    return exchange.table(procedures.in_force(day=TODAY))


def changed(code: str, column: str, value: str) -> list[list[str]]:
    header, *rows = exported()
    place = header.index(column)
    return [header, *([*row[:place], value, *row[place + 1 :]] for row in rows if row[0] == code)]


def codes(report: RowReport) -> list[tuple[str, str]]:
    return [(problem.column, problem.refusal.code) for problem in report.problems]


@pytest.mark.django_db
@pytest.mark.parametrize("write", [ui_sheets.to_csv, ui_sheets.to_xlsx])
def test_what_is_exported_and_imported_changes_nothing(write: Callable[[list[list[str]]], bytes]) -> None:
    rows = exported()
    back = tables.read(write(rows))
    assert back == rows
    assert {report.outcome for report in exchange.plan(back, day=TODAY)} == {Outcome.UNCHANGED}


@pytest.mark.django_db
def test_codes_are_text_in_both_files() -> None:
    rows = exported()
    assert "1.010820" in ui_sheets.to_csv(rows).decode("utf-8-sig")
    cells = (
        CalamineWorkbook.from_filelike(io.BytesIO(ui_sheets.to_xlsx(rows))).get_sheet_by_index(0).to_python()
    )
    assert "1.010820" in [row[0] for row in cells]


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert ui_sheets.harmless(cell) == f"'{cell}"
    assert tables.read(ui_sheets.to_csv([["code"], [cell]])) == [["code"], [cell]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(ui_sheets.to_xlsx([[cell]])))
    assert book.get_sheet_by_index(0).to_python() == [[cell]] or cell in {"\tx", "\rx"}


def test_csv_of_a_vietnamese_spreadsheet_is_read() -> None:
    assert tables.read("\ufeffcode;name_vi\r\n1.001193;Đăng ký\r\n;\r\n".encode()) == [
        ["code", "name_vi"],
        ["1.001193", "Đăng ký"],
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Mã;Tên".encode("utf-16"), "table.not_utf8"),
        (b"PK\x03\x04 not a workbook", "table.unreadable"),
        (b"code\x00", "table.unreadable"),
        (b"x" * (tables.MAX_BYTES + 1), "table.too_large"),
        (b"a\n" * (tables.MAX_ROWS + 2), "table.too_large"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        tables.read(data)
    assert refused.value.refusal.code == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "table.unreadable"),
        ([["name_vi"], ["x"]], "procedures.columns_missing"),
        ([["code", "gia"], ["1.001193", "1"]], "procedures.columns_unknown"),
        ([["code", "code"], ["1.001193", "1"]], "procedures.columns_unknown"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(rows: list[list[str]], code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        exchange.plan(rows, day=TODAY)
    assert refused.value.refusal.code == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("fee_vnd", "mười nghìn", "procedures.value_unreadable"),
        ("fee_vnd", "700", "procedures.fee_unfit"),
        ("time_limit", "0", "procedures.limit_out_of_range"),
        ("time_limit", "-5", "procedures.value_unreadable"),
        ("limit_unit", "ngày", "procedures.value_unknown"),
        ("level", "huyện", "procedures.value_unknown"),
        ("field", "Không có", "procedures.field_unknown"),
        ("name_vi", "", "procedures.name_missing"),
        ("other_limits", "20 ngày", "procedures.value_unreadable"),
        ("components", "bản chính | 1 | mandatory | Tờ khai | Form", "procedures.value_unknown"),
        ("components", "original | 1 | phải có | Tờ khai | Form", "procedures.value_unknown"),
        ("components", "original | 0 | mandatory | Tờ khai | Form", "procedures.component_incomplete"),
        ("steps", "specialist | 120 | Xử lý | Process", "procedures.shares_over_whole"),
        ("on_supplement", "stop", "procedures.value_unknown"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, value: str, code: str) -> None:
    (report,) = exchange.plan(changed("1.004884", column, value), day=TODAY)
    assert (report.number, report.outcome) == (2, Outcome.REJECTED)
    assert code in [found for _column, found in codes(report)]


@pytest.mark.django_db
def test_a_file_may_hold_only_the_columns_that_change() -> None:
    rows = [
        ["code", "note"],
        ["1.001193", "Ghi chú mới"],
        ["1.000894", "Hai bên nam, nữ cùng có mặt để ký vào Sổ đăng ký kết hôn."],
    ]
    first, second = exchange.plan(rows, day=TODAY)
    assert (first.outcome, second.outcome) == (Outcome.CHANGED, Outcome.UNCHANGED)
    assert [(change.column, change.come) for change in first.changes] == [("note", ("Ghi chú mới",))]


@pytest.mark.django_db
def test_a_new_code_needs_every_column() -> None:
    (report,) = exchange.plan([["code", "note"], ["1.999999", "x"]], day=TODAY)
    assert codes(report) == [("code", "procedures.columns_missing")]


@pytest.mark.django_db
def test_a_damaged_code_is_proposed_by_name_and_used_only_when_confirmed() -> None:
    name = procedures.version_on("1.010820", TODAY).name
    rows = [["code", "name_vi", "note"], ["1.01082", name, "mới"]]
    (report,) = exchange.plan(rows, day=TODAY)
    assert (report.outcome, report.proposal) == (Outcome.REJECTED, "1.010820")
    assert codes(report) == [("code", "procedures.code_damaged")]
    (report,) = exchange.plan(rows, day=TODAY, accepted=frozenset({2}))
    assert (report.outcome, report.proposal) == (Outcome.CHANGED, "1.010820")


@pytest.mark.django_db
def test_the_name_weighs_more_than_the_padding() -> None:
    name = procedures.version_on("1.001193", TODAY).name
    (report,) = exchange.plan([["code", "name_vi"], ["1.00119", name]], day=TODAY)
    assert report.proposal == "1.001193"
    (report,) = exchange.plan([["code", "name_vi"], ["1.01082", "Một thủ tục khác hẳn"]], day=TODAY)
    assert codes(report) == [("code", "procedures.code_unreadable")]


@pytest.mark.django_db
def test_one_code_in_two_rows_is_refused_in_the_second() -> None:
    rows = [["code", "note"], ["1.001193", "a"], ["1.001193", "b"]]
    _first, second = exchange.plan(rows, day=TODAY)
    assert codes(second) == [("code", "procedures.code_twice")]
    assert second.problems[0].refusal.facts["row"] == 2


@pytest.mark.django_db
def test_an_import_makes_proposals_for_the_second_administrator() -> None:
    first, second = administrator("An"), administrator("Bình")
    rows = [["code", "note"], ["1.001193", "a"], ["1.000894", "b"], ["", ""]]
    stored = exchange.carry_out(
        actor=first, rows=rows, accepted=frozenset(), valid_from=LATER, source="QĐ 5", day=TODAY, at=AT
    )
    proposals = history.in_work()
    assert stored == len(proposals) == 2
    for work in proposals:
        decisions.approve(actor=second, version_id=work.card.id, at=AT)
    card = procedures.version_on("1.001193", LATER)
    assert (card.note, card.source, card.version) == ("a", "QĐ 5", 2)
    again = exchange.plan([["code", "note"], ["1.001193", "a"]], day=LATER)
    assert [report.outcome for report in again] == [Outcome.UNCHANGED]


@pytest.mark.django_db
def test_one_wrong_row_and_nothing_is_stored() -> None:
    rows = [["code", "note", "fee_vnd"], ["1.001193", "a", "0"], ["1.000894", "b", "không"]]
    before = ProcedureVersion.objects.count()
    with pytest.raises(RefusalError) as refused:
        exchange.carry_out(
            actor=administrator(),
            rows=rows,
            accepted=frozenset(),
            valid_from=LATER,
            source="QĐ",
            day=TODAY,
            at=AT,
        )
    assert refused.value.refusal.code == "procedures.rows_rejected"
    assert ProcedureVersion.objects.count() == before


@pytest.mark.django_db
def test_a_refusal_half_way_stores_nothing() -> None:
    rows = [["code", "note"], ["1.001193", "a"], ["1.000894", "b"]]
    before = ProcedureVersion.objects.count()
    with pytest.raises(RefusalError):
        exchange.carry_out(
            actor=administrator(),
            rows=rows,
            accepted=frozenset(),
            valid_from=date(2020, 1, 1),
            source="QĐ",
            day=TODAY,
            at=AT,
        )
    assert ProcedureVersion.objects.count() == before
