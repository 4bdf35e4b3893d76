"""How large the letters of a receipt may be so that it stays on one sheet.

A guess from the number of letters, so that one pass of the press is the rule; the template itself refuses a
second page, and then the next smaller size is tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from haicap.documents.contract import PaperSize, ReceiptData

SMALLEST = 8.0
LETTER_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, SMALLEST)  # of an A4 letter (Decree 30/2020: 13 where it fits)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a sheet offers: sizes in points, largest first; printable width and height in millimetres."""

    points: tuple[float, ...]
    width: float
    height: float
    fixed: float  # millimetres that do not shrink: the QR and room for two signatures


_SHEETS = {
    PaperSize.A5: _Sheet((12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, SMALLEST), 128, 196, 36),
    PaperSize.A4: _Sheet((13.0, 12.5, 12.0, 11.0, 10.0, 9.0, SMALLEST), 164, 257, 45),
}
_MM_PER_POINT = 0.3528
_LETTER = 0.42  # mean width of a letter in ems
_LINE = 1.19  # height of a line with its spacing in ems
_ROW_EDGE, _ROW = 0.25, 0.89  # a row of the table: its padding and each of its lines, in ems
_FIXED_LINES = 17.8  # heading, labels, rules and the sentence at the foot


def sizes(data: ReceiptData, paper: PaperSize) -> Iterator[float]:
    """The sizes worth trying, largest first: from the first that seems to fit, at most the rest of the list."""
    sheet = _SHEETS[paper]
    fitting = [points for points in sheet.points if _height(data, sheet, points) <= sheet.height]
    largest = max(fitting, default=SMALLEST)
    yield from (points for points in sheet.points if points <= largest)


def _height(data: ReceiptData, sheet: _Sheet, points: float) -> float:
    em = points * _MM_PER_POINT

    def lines(letters: int, width: float) -> int:
        return max(1, ceil(letters * em * _LETTER / width))

    texts = (
        len(data.applicant_name) + 20,
        len(data.applicant_address) + 8,
        len(data.procedure_name) + len(data.procedure_code) + 42,
        len(data.limit) + len(data.limit_note) + 42,
        len(data.return_place) + 17,
        len(data.fee) + 12,
        len(data.centre) + 34,
    )
    plain = sum(lines(letters, sheet.width) for letters in texts)
    name_width = sheet.width - 20 * em * _LETTER - 12 * em * _LETTER - 8
    rows = sum(_ROW_EDGE + _ROW * lines(len(one.name), name_width) for one in data.components)
    names = lines(max(len(data.applicant_name), len(data.receiver)), sheet.width / 2)
    return (_FIXED_LINES + plain + names) * em * _LINE + rows * em + sheet.fixed
