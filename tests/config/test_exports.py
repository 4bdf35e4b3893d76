"""Every address that gives a table as a file: all written in one place, and no cell of any becomes a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.http import urlencode

import haicap
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.ui import sheets
from haicap.ui.sheets import Cell, Sheet
from tests.cast import DI_LINH, PROVINCE
from tests.config.test_permissions import _demo, address, ids, official, tries  # noqa: F401
from tests.dossiers.test_import import record

pytestmark = pytest.mark.django_db
HOSTILE = "=HYPERLINK(1)"
ADDRESSES = "thon/danh-sach-dia-chi/"  # a list comes by POST and goes back as a file
EXPORTS = {
    "api/v1/statistics/dossiers/<province>/<month>/rows.csv",
    "api/v1/statistics/dossiers/<province>/<month>/rows.xlsx",
    "bang-dieu-hanh/",
    "bang-dieu-hanh/cua-toi/",
    "bang-dieu-hanh/so/",
    "bang-dieu-hanh/tinh/",
    "bao-cao/<uuid:report_id>/bao-cao.csv",
    "bao-cao/<uuid:report_id>/bao-cao.xlsx",
    "bao-cao/<uuid:report_id>/dong/",
    "chi-so-766/thu-tuc/",
    "con-ten-cu/tai-ve.csv",
    "ho-so/",
    "phuong-an/<uuid:plan_id>/bao-toan.csv",
    "phuong-an/<uuid:plan_id>/bao-toan.xlsx",
    ADDRESSES,
    "quan-tri/thu-tuc/tai-ve.csv",
    "san-sang/danh-sach.csv",
    "so-lieu/",
    "viec-can-lam/",
}
_READERS = (
    (DI_LINH, Role.CHAIR),
    (DI_LINH, Role.SPECIALIST),
    (PROVINCE, Role.PROVINCIAL_LEADER),
    (PROVINCE, Role.BUSINESS_ADMIN),
    (PROVINCE, Role.DEPARTMENT_HEAD),
)
_KINDS = {media.partition(";")[0]: kind for kind, media in sheets.MEDIA_TYPES.items()}


@pytest.fixture
def everything_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever text a table holds, the writer is given a formula instead."""
    by_many = sheets._by_many

    def hostile(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
        for some in by_many(rows):
            yield [[HOSTILE if isinstance(cell, str) else cell for cell in row] for row in some]

    monkeypatch.setattr(sheets, "_by_many", hostile)


def answers(known: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Every GET route asked for a file of each kind by whoever may open it, with what it answered."""
    clients = {role: official(unit, role) for unit, role in _READERS}
    month = (clock.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    known = {**known, "province": PROVINCE, "month": month}
    for route, method in tries():
        if method != "GET":
            continue
        readers = [client for role, client in clients.items() if role.value in route.roles]
        for kind in Sheet:
            asked = urlencode({"tep": kind.value, "bang": "tuan", "phan": "published"})
            for client in readers or [clients[Role.CHAIR]]:
                answer = client.get(f"{address(route, known)}?{asked}")
                if kind_of(answer):
                    yield route.address, answer
                    break


def kind_of(answer: Any) -> Sheet | None:
    return _KINDS.get(answer.headers.get("Content-Type", "").partition(";")[0])


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_no_cell_of_any_export_becomes_a_formula(
    ids: dict[str, str],  # noqa: F811
    everything_is_hostile: None,
) -> None:
    at = clock.now() - timedelta(days=45)
    run([(1, record(external_id="1", number=None))], now=at)
    found = set()
    for place, answer in answers(ids):
        assert harmless(answer), place
        found.add(re.sub(r"\^|\$|\\", "", place.replace("(?P<kind>csv|xlsx)", "csv")))
    file = SimpleUploadedFile("x.csv", "address\nThôn 1, xã Di Linh\n".encode(), "text/csv")
    form = {"file": file, "on": clock.today().isoformat(), "kind": "csv"}
    answer = official(PROVINCE, Role.BUSINESS_ADMIN).post(f"/{ADDRESSES}", form)
    assert harmless(answer), "addresses"
    found.add(ADDRESSES)
    assert found == EXPORTS


def harmless(answer: Any) -> bool:
    """True where every text stands there as text, and there is one."""
    content = body_of(answer)
    if kind_of(answer) is Sheet.CSV:
        told = content.decode("utf-8-sig")
        return f"'{HOSTILE}" in told and not re.search(r'(^|,|\r\n)"?=', told)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        return (
            f">{HOSTILE}</t>" in sheet
            and "<f" not in sheet
            and sheet.count("<t ") == sheet.count("inlineStr")
        )


def test_tables_are_written_in_one_place() -> None:
    """What the test above sees is all there is: nobody else writes CSV or XLSX for download."""
    place = Path(haicap.__file__).parent
    writes = re.compile(r"csv\.(writer|DictWriter)|xlsxwriter|openpyxl")
    found = {
        str(path.relative_to(place)) for path in place.rglob("*.py") if writes.search(path.read_text("utf-8"))
    }
    assert found == {"ui/sheets.py", "territory/cli/lists.py"}, "and the command line's list of the map"


def test_a_writer_that_lets_a_formula_through_is_caught(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "harmless", lambda cell: cell)
    answer = sheets.download([[HOSTILE]], Sheet.CSV, "x")
    assert not harmless(answer)
