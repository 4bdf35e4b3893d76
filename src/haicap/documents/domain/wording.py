"""How forms word days, moments and text; Decree 30/2020/NĐ-CP: days below 10 and months 1 and 2 with a zero.

Not a translation: forms are Vietnamese by law.
"""

import re
from datetime import date, datetime

from haicap.kernel import clock, text

# Letters both fonts carry: Latin with the Vietnamese block, combining marks (Ê Đê, Gia Rai), Greek, Cyrillic,
# punctuation, đồng and euro. PDF/A refuses a letter without a glyph, so all others are shown as "?".
_UNPRINTABLE = re.compile(
    r"[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u0180\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0300-\u030c\u0323"
    r"\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u045f\u1e00-\u1e9b\u1ea0-\u1ef9"
    r"\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ab\u20ac]"
)
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")


def printable(value: str) -> str:
    """`value` as a form can bear it: NFC, one line per line, unknown letters as "?", long words breakable."""
    shown = _UNPRINTABLE.sub("?", text.clean(value))
    return _LONG_WORD.sub("\\1\u200b", shown)


def day(value: date) -> str:
    """`ngày 09 tháng 02 năm 2026`, never broken between two lines."""
    return f"ngày {value.day:02} tháng {_month(value)} năm {value.year}".replace(" ", "\u00a0")


def short_day(value: date) -> str:
    """`09/02/2026`."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def moment(value: datetime) -> str:
    """`08 giờ 15 phút, ngày 09 tháng 7 năm 2025`, in Vietnamese local time."""
    local = clock.local(value)
    return f"{local.hour:02} giờ {local.minute:02} phút, {day(local)}"


def form_number(number: int | None, notation: str) -> str:
    """`Số: 07/TTPVHCC`; dots where the number is still to be given."""
    return f"Số: {'…………' if number is None else f'{number:02}'}/{notation}"


def number(value: int) -> str:
    """`1.234.567`, as numbers are written in Vietnamese."""
    return f"{value:,}".replace(",", ".")


def _month(value: date) -> str:
    return f"{value.month:02}" if value.month < 3 else str(value.month)  # noqa: PLR2004 - the decree's own limit
