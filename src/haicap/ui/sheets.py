"""Lists as CSV or XLSX, written row by row: however long, they need little memory. No cell can become a formula.

Cells are text, counts, or moments; XLSX keeps these two as numbers and dates. Codes stay text. Not here: reading
tables back (`ui.tables`), which rows and columns.
"""

import csv
import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import NamedTuple, TypeVar

from django.http import HttpResponse, StreamingHttpResponse

from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.platform import places

# what a spreadsheet would take for a command, also typed on a full-width keyboard
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX_ROWS = 1_048_576  # more do not fit on a sheet
_ROWS_AT_ONCE = 500

Cell = str | int | datetime
Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)


class Sheet(StrEnum):
    """The two kinds, by their file ending."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    Sheet.CSV: "text/csv; charset=utf-8",
    Sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def to_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180 in UTF-8 with byte order mark; cells that a spreadsheet would obey get a leading apostrophe."""
    return b"".join(csv_parts(rows))


def to_xlsx(rows: Iterable[Sequence[Cell]], title: str = "danh-sach") -> bytes:
    """One sheet named `title`, first row and first column frozen."""
    return b"".join(xlsx_parts(rows, title))


def csv_parts(rows: Iterable[Sequence[Cell]]) -> Generator[bytes, None, None]:
    """The bytes of `to_csv`, piece by piece."""
    yield b"\xef\xbb\xbf"
    for some in _by_many(rows):
        out = io.StringIO(newline="")
        csv.writer(out).writerows([_told(cell) for cell in row] for row in some)
        yield out.getvalue().encode()


def xlsx_parts(
    rows: Iterable[Sequence[Cell]], title: str = "danh-sach", *, headings: int = 1
) -> Generator[bytes, None, None]:
    """The bytes of `to_xlsx`, piece by piece; the first `headings` rows stay in sight."""
    frame = _frame(title, headings)
    out = _Outflow()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in frame.parts:
            book.writestr(name, content)
        with book.open(_SHEET, "w") as sheet:
            sheet.write(frame.before)
            for some in _by_many(rows):
                sheet.write("".join(_row(row, frame) for row in some).encode())
                yield out.take()
            sheet.write(frame.after)
    yield out.take()


def download(rows: Iterable[Sequence[Cell]], kind: Sheet, name: str) -> HttpResponse:
    """`rows` (the first one holds the headings) as the file `name-20260302.csv`."""
    content = to_csv(rows) if kind is Sheet.CSV else to_xlsx(rows, name)
    return _as_file(HttpResponse(content, content_type=MEDIA_TYPES[kind]), kind, name)


def streamed(
    rows: Iterable[Sequence[Cell]], kind: Sheet, name: str, *, whose: str, headings: int = 1
) -> StreamingHttpResponse:
    """The same for lists of any length, sent while they are read; `rows` is closed when the reader leaves.

    It takes a place of `whose` and refuses what `places.take` does.
    """
    parts = csv_parts(rows) if kind is Sheet.CSV else xlsx_parts(rows, name, headings=headings)
    sent = _Sent(parts, places.take(whose))
    return _as_file(StreamingHttpResponse(sent, content_type=MEDIA_TYPES[kind]), kind, name)


def announced(kind: Sheet, name: str) -> HttpResponse:
    """What is said of such a file to whoever asks for its head alone: nothing is read, no place is taken."""
    return _as_file(HttpResponse(content_type=MEDIA_TYPES[kind]), kind, name)


class _Sent:
    """Parts on their way to a reader; closed by the server when all are sent or the reader has left."""

    def __init__(self, parts: Generator[bytes, None, None], place: places.Place) -> None:
        self._parts = parts
        self._place = place

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        """End what reads them, then leave the place."""
        try:
            self._parts.close()
        finally:
            self._place.leave()


def harmless(cell: str) -> str:
    """`=1+1` -> `'=1+1`."""
    return f"'{cell}" if cell.startswith(OBEYED) else cell


def _as_file(response: Response, kind: Sheet, name: str) -> Response:
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y%m%d}.{kind}"'
    return response


def _by_many(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    """`rows`, many at a time; closed when whoever reads these leaves."""
    following = iter(rows)
    try:
        while some := list(islice(following, _ROWS_AT_ONCE)):
            yield some
    finally:
        close = getattr(following, "close", None)
        if close:
            close()


def _told(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return str(cell) if isinstance(cell, int) else f"{cell:%d/%m/%Y %H:%M}"


# XLSX: everything but the rows is xlsxwriter's work, done once; rows go between, as they come

_SHEET = "xl/worksheets/sheet1.xml"
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=VIETNAM)
_DAY_SECONDS = 86_400
_ESCAPED = str.maketrans(
    {code: "" for code in range(32) if code not in {9, 10, 13}}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\ufffe": "", "\uffff": ""}
)
_READ_AS_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class _Frame(NamedTuple):
    """A book without rows: its other parts, the sheet before and after its rows, the styles of text and moments."""

    parts: tuple[tuple[str, bytes], ...]
    before: bytes
    after: bytes
    text: str
    moment: str


@cache
def _frame(title: str, headings: int) -> _Frame:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title)
        looks = {"text_wrap": True, "valign": "top"}
        text = book.add_format({**looks, "num_format": "@", "quote_prefix": True})
        moment = book.add_format({**looks, "num_format": "dd/mm/yyyy hh:mm"})
        sheet.freeze_panes(headings, 1)
        sheet.set_column(0, 60, 24)
        sheet.write_blank(0, 0, None, text)
        sheet.write_blank(0, 1, None, moment)
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    whole = re.sub(rb"<dimension [^>]*/>", b"", parts.pop(_SHEET))
    before, rows, after = re.split(rb"(?<=<sheetData>)(.*)(?=</sheetData>)", whole)
    first, second = re.findall(r' s="(\d+)"', rows.decode())
    return _Frame(tuple(parts.items()), before, after, first, second)


def _row(row: Sequence[Cell], frame: _Frame) -> str:
    return f"<row>{''.join([_cell(cell, frame) for cell in row])}</row>"


def _cell(cell: Cell, frame: _Frame) -> str:
    if isinstance(cell, str):
        told = _READ_AS_CODE.sub("_x005F_", cell) if "_x" in cell else cell
        shown = told.translate(_ESCAPED)
        return f'<c s="{frame.text}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
    if isinstance(cell, int):
        return f"<c><v>{cell}</v></c>"
    here = cell.astimezone(VIETNAM) - _FIRST_DAY
    return f'<c s="{frame.moment}"><v>{here.days + here.seconds / _DAY_SECONDS:.8f}</v></c>'


class _Outflow(io.RawIOBase):
    """Where the archive is written: nothing is kept but what was not taken yet."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        told = bytes(memoryview(piece))  # type: ignore[arg-type]
        self._pieces.append(told)
        return len(told)

    def take(self) -> bytes:
        """What was written since."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
