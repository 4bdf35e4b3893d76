"""Reading a table of text from CSV or XLSX. Codes stay text.

Writing is `ui.sheets`; the apostrophe it puts before what a spreadsheet would obey is taken away here.
"""

import csv
import io
import zipfile
from typing import Any

from haicap.kernel.errors import refuse
from haicap.ui.sheets import OBEYED

MAX_ROWS = 5_000
MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
_ZIP = b"PK"


def read(data: bytes) -> list[list[str]]:
    """The rows of a CSV or XLSX file (its first sheet) as text, found out by content, empty rows at the end left away.

    Refuses `table.too_large`, `table.not_utf8`, `table.unreadable`.
    """
    return next(iter(read_book(data)), [])


def read_book(data: bytes) -> list[list[list[str]]]:
    """As `read`, every sheet of the file in its order; empty sheets are empty lists. A CSV file is one sheet."""
    if len(data) > MAX_BYTES:
        raise _too_large()
    book = _from_xlsx(data) if data.startswith(_ZIP) else [_from_csv(data)]
    for rows in book:
        while rows and not any(rows[-1]):
            rows.pop()
        if len(rows) > MAX_ROWS + 1:
            raise _too_large()
    return book


def _from_csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise refuse("table.not_utf8", field="file") from problem
    if "\x00" in text:
        raise refuse("table.unreadable", field="file")
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    try:
        return [
            [_told(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        ]
    except csv.Error as problem:
        raise refuse("table.unreadable", field="file") from problem


def _from_xlsx(data: bytes) -> list[list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise _too_large()
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(index) for index in range(len(book.sheet_names))]
        return [[[_told(_plain(cell)) for cell in row] for row in sheet.to_python()] for sheet in sheets]
    except (CalamineError, zipfile.BadZipFile, IndexError, ValueError) as problem:
        raise refuse("table.unreadable", field="file") from problem


def _plain(cell: Any) -> str:
    """A cell as text; a whole number loses its `.0`, nothing else is mended here."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _told(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(OBEYED) else cell


def _too_large() -> Exception:
    return refuse("table.too_large", field="file", rows=MAX_ROWS, megabytes=MAX_BYTES // 1024 // 1024)
