"""Exported lists: the rows of the screen in its order, of one instant, in little memory, and never a formula."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from haicap.desk.web.office import rows, worklist
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, DossierCard, DossierFile, DossierId, ListFilter, Order
from haicap.dossiers.domain.national import national_status
from haicap.dossiers.selectors import streams
from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.ui import sheets
from tests.cast import Cast, cast
from tests.desk.office.conftest import MORNING, received, sign_in
from tests.desk.office.test_lists import thirty
from tests.dossiers.test_figures import NOW
from tests.dossiers.test_past import a_filter, pages
from tests.dossiers.test_tally import history
from tests.dossiers.test_walk import birth

OBEYED = ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
MOST_MB = 150


def read_csv(parts: Iterable[bytes]) -> list[list[str]]:
    content = b"".join(parts)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(parts: Iterable[bytes]) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(parts))).get_sheet_by_index(0).to_python()


@pytest.mark.django_db
def test_a_file_holds_the_rows_of_the_list_in_its_order_whatever_narrows_it() -> None:
    dice, found, seen = Random(11), 0, set()
    files: dict[DossierId, DossierFile] = {}
    with clock.at(NOW):
        history(dice)
        people = cast()
        for _ in range(40):
            parts = [a_filter(dice)[0] for _ in range(dice.randrange(3))]
            then = NOW - timedelta(hours=dice.randrange(2000)) if dice.random() < 0.4 else None
            asked = ListFilter(order=dice.choice(list(Order)), as_of=then)
            for part in parts:
                asked = replace(asked, **part)
            actor = dice.choice((people.leader, people.specialist))
            about, headings, *told = rows.table(actor, asked, "x")
            cards = pages(actor, asked)
            assert [(row[0], row[4], row[6]) for row in told] == [
                (card.number, card.applicant_name, card.due_at) for card in cards
            ], asked
            assert about == ["x"] and len(headings) == 14
            for row, card in zip(told, cards, strict=True):
                assert row[-2:] == national(files, people.leader, card, then), (asked, card)
                seen.add(row[-2])
            found += len(cards)
    assert found > 500 and seen >= {2, 4, 5, 8, 9, 10}, seen


def national(
    files: dict[DossierId, DossierFile], actor: Actor, card: DossierCard, then: datetime | None
) -> list[Any]:
    """Number and state by the rule book, from the journal of an opened dossier as far as it had come."""
    file = files.get(card.id) or dossiers.open_file(actor=actor, dossier_id=card.id)
    files[card.id] = file
    journal = [entry for entry in file.journal if then is None or entry.at < then]
    stops = [
        stop if then is None or stop.to_at is None or stop.to_at < then else replace(stop, to_at=None)
        for stop in file.stops
        if then is None or stop.from_at < then
    ]
    told = national_status(replace(file, card=card, journal=tuple(journal), stops=tuple(stops)))
    return [told.number.value, told.internal]


@pytest.mark.django_db
def test_both_files_are_sent_in_pieces_and_say_what_they_are(people: Cast) -> None:
    numbers = thirty(people)
    client = sign_in(people.specialist)
    answer = client.get("/viec-can-lam/?tep=csv&qua-han=0")
    assert answer.streaming and "Content-Length" not in answer.headers
    about, headings, *table = read_csv(answer.streaming_content)
    assert about[0].startswith("Việc cần làm · ") and "còn trong hạn" in about[0]
    assert about[0].endswith("xuất lúc 09:15 Thứ Hai, 02/03/2026")
    assert headings[:2] == ["Mã hồ sơ", "Mã thủ tục"] and {row[0] for row in table} == set(numbers)
    assert all(row[4].startswith("'=1+") and row[1] == "1.001193" for row in table)
    assert table[0][5] == "02/03/2026 08:15"
    said, _headings, *sheet = read_xlsx(client.get("/viec-can-lam/?tep=xlsx&qua-han=0").streaming_content)
    assert [row[0] for row in sheet] == [row[0] for row in table] and said[0] == about[0]
    assert sheet[0][1] == "1.001193" and sheet[0][4].startswith("=1+")
    assert sheet[0][5] == datetime(2026, 3, 2, 8, 15) and isinstance(sheet[0][6], datetime)  # noqa: DTZ001
    about, *_ = read_csv(client.get("/ho-so/?tep=csv&luc=2026-03-01").streaming_content)
    assert "tại thời điểm hết ngày 01/03/2026" in about[0]
    assert client.get("/ho-so/?tep=pdf").status_code == 422
    head = client.head("/ho-so/?tep=xlsx")  # takes no place: nobody would leave it
    assert not head.streaming and head.headers["Content-Type"] == sheets.MEDIA_TYPES[sheets.Sheet.XLSX]
    assert client.head("/ho-so/?tep=pdf").status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("word", OBEYED)
def test_no_field_of_a_row_becomes_a_formula(people: Cast, word: str) -> None:
    received(people)
    (line,) = dossiers.stream(actor=people.leader, filter=ListFilter(), now=clock.now())
    kept = {"status", "national", "internal", "timeliness"}
    hostile = line._replace(
        **{
            name: word
            for name, value in line._asdict().items()
            if isinstance(value, str) and name not in kept
        }
    )
    told = rows._Words({hostile.status: word}, {hostile.procedure_version: word})
    row = rows._cells(hostile, told)
    assert sum(cell == word for cell in row) >= 6
    (cells,) = read_csv(sheets.csv_parts([row]))
    assert not any(cell.startswith(sheets.OBEYED) for cell in cells)
    book = sheets.to_xlsx([row])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()
    assert "<f" not in sheet and sheet.count("inlineStr") + sheet.count("<v>") == len(row)


@pytest.mark.django_db
def test_a_spreadsheet_that_cannot_hold_all_rows_is_refused(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    thirty(people)
    client = sign_in(people.specialist)
    monkeypatch.setattr(worklist, "XLSX_ROWS", 31)
    refused = client.get("/viec-can-lam/?tep=xlsx")
    assert refused.status_code == 409 and "29" in refused.content.decode()
    monkeypatch.setattr(worklist, "XLSX_ROWS", 32)
    assert read_xlsx(client.get("/viec-can-lam/?tep=xlsx").streaming_content)
    assert len(read_csv(client.get("/viec-can-lam/?tep=csv").streaming_content)) == 32


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_one_instant_though_others_write_while_it_is_read(
    monkeypatch: pytest.MonkeyPatch, frozen: Callable[[datetime], datetime]
) -> None:
    frozen(MORNING + timedelta(hours=1))
    monkeypatch.setattr(streams, "AT_ONCE", 2)
    people = cast()
    numbers = thirty(people)
    table = rows.table(people.leader, ListFilter(), "x")
    read = [next(table) for _ in range(5)]

    def write() -> None:
        try:
            late = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
            for card in pages(people.leader, ListFilter()):
                if card.id != late.id:
                    end = Deed(Action.WITHDRAW, reason="x")
                    dossiers.act(actor=people.receiver, dossier_id=card.id, deed=end, at=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result()
    read += list(table)
    assert sorted(str(row[0]) for row in read[rows.BEFORE_ROWS :]) == sorted(numbers)
    assert {row[8] for row in read[rows.BEFORE_ROWS :]} == {"Đã tiếp nhận"}
    assert len(pages(people.leader, ListFilter())) == 31


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_leaves_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch, frozen: Callable[[datetime], datetime]
) -> None:
    frozen(MORNING + timedelta(hours=1))
    monkeypatch.setattr(streams, "AT_ONCE", 2)
    people = cast()
    thirty(people)
    parts = sheets.xlsx_parts(rows.table(people.leader, ListFilter(), "x"), "ho-so")
    monkeypatch.setattr(sheets, "_ROWS_AT_ONCE", 3)
    assert next(parts) and connection.in_atomic_block
    parts.close()  # type: ignore[attr-defined]
    assert not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)


_LONG = """
import re, sys
from pathlib import Path
from datetime import datetime
from haicap.kernel.clock import VIETNAM
from haicap.ui import sheets
at = datetime(2026, 3, 2, 8, 15, tzinfo=VIETNAM)
row = ["H36.25000-260302-0001", "1.001193", "Thủ tục đăng ký khai sinh" * 3, "Nguyễn Thị Hoa", at, at, at, "x"]
size = sum(len(part) for part in getattr(sheets, sys.argv[1])(row for _ in range(100_000)))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]  # since this program began
print(size, int(peak) // 1024)
"""


@pytest.mark.parametrize("writer", ["csv_parts", "xlsx_parts"])
def test_a_hundred_thousand_rows_need_little_memory(writer: str) -> None:
    """In a process of its own, whose memory is nobody else's."""
    done = subprocess.run(
        [sys.executable, "-c", _LONG, writer], capture_output=True, text=True, check=True, timeout=120
    )
    size, megabytes = map(int, re.findall(r"\d+", done.stdout))
    assert size > 300_000 and megabytes < MOST_MB, done.stdout


def _away() -> None:
    """This thread's connection is gone."""
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_who_has_two_files_on_the_way_is_asked_to_wait_and_a_broken_one_frees_its_place(
    monkeypatch: pytest.MonkeyPatch, frozen: Callable[[datetime], datetime], settings: Any
) -> None:
    settings.DEMO = True
    frozen(MORNING + timedelta(hours=1))
    monkeypatch.setattr(streams, "AT_ONCE", 2)
    monkeypatch.setattr(sheets, "_ROWS_AT_ONCE", 2)
    people = cast()
    thirty(people)

    def begin(kind: str) -> Any:
        """A file of which some bytes are read."""
        answer = sign_in(people.specialist).get(f"/ho-so/?tep={kind}")
        next(iter(answer))
        return answer

    threads = [ThreadPoolExecutor(1) for _ in range(3)]
    going = [
        thread.submit(begin, kind).result() for thread, kind in zip(threads, ("csv", "xlsx"), strict=False)
    ]
    assert [answer.status_code for answer in going] == [200, 200]
    refused = threads[2].submit(sign_in(people.specialist).get, "/ho-so/?tep=csv").result()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
    assert "Đang tải 2 tệp cho bạn" in refused.content.decode()
    other = threads[2].submit(sign_in(people.leader).get, "/ho-so/?tep=csv").result()
    assert other.status_code == 200
    threads[2].submit(other.close).result()
    threads[0].submit(going[0].close).result()  # the reader has left
    again = (
        threads[2].submit(lambda: len(read_csv(sign_in(people.specialist).get("/ho-so/?tep=csv")))).result()
    )
    assert again == 32
    threads[1].submit(going[1].close).result()
    for thread in threads:
        thread.submit(_away).result()
        thread.shutdown()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
