"""Lists as CSV or XLSX. Codes stay text; a cell can never become a formula.

Not here: reading tables back (`ui.tables`), which rows and columns.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import StrEnum

from django.http import HttpResponse

from haicap.kernel import clock

OBEYED = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a command


class Sheet(StrEnum):
    """The two kinds, by their file ending."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    Sheet.CSV: "text/csv; charset=utf-8",
    Sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8 with byte order mark; cells that a spreadsheet would obey get a leading apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Sequence[str]], title: str = "danh-sach") -> bytes:
    """One sheet named `title`, every cell text, first row and first column frozen."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        sheet = book.add_worksheet(title)
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 60, 24, text)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell, text)
    return out.getvalue()


def download(rows: Iterable[Sequence[str]], kind: Sheet, name: str) -> HttpResponse:
    """`rows` (the first one holds the headings) as the file `name-20260302.csv`."""
    content = to_csv(rows) if kind is Sheet.CSV else to_xlsx(rows, name)
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y%m%d}.{kind}"'
    return response


def harmless(cell: str) -> str:
    """`=1+1` -> `'=1+1`."""
    return f"'{cell}" if cell.startswith(OBEYED) else cell
