"""Vietnamese text: NFC on write, a folded key for search, a sort key for the Vietnamese alphabet.

Why not the database: the embedded PostgreSQL has no ICU, so Vietnamese order and unaccent are ours
(anchored by tests in `tests/kernel/test_text.py`).
"""

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLAIN = re.compile(r"(?:[!-~]+ )*[!-~]+")  # by far the most: codes, times, numbers; three times as quick
_NOT_WORD = re.compile(r"[^0-9a-z]+")

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x61 + index) for index, letter in enumerate(_LETTERS)}


def clean(text: str) -> str:
    """`text` as it is stored: NFC, without control and invisible characters, runs of blanks made one."""
    if is_plain(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", _CONTROL.sub("", composed)).strip()


def is_plain(text: str) -> bool:
    """True for words of printable ASCII with one blank between: `clean` leaves them, nothing in them is forbidden."""
    return _PLAIN.fullmatch(text) is not None


def is_clean(text: str) -> bool:
    """True where `text` is NFC and holds no control character (law I-Y1)."""
    return unicodedata.is_normalized("NFC", text) and not _FORBIDDEN.search(text)


def has_forbidden(text: str) -> bool:
    """True where `text` holds a character PostgreSQL or a printed page cannot bear (NUL, lone surrogates)."""
    return bool(_FORBIDDEN.search(text))


def fold(text: str) -> str:
    """The search key: lower case, no accents, đ as d, words parted by one blank.

    Equal for composed and decomposed text and for both tone placements (hòa, hoà -> "hoa").
    """
    bare = text.lower()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFD", bare.replace("đ", "d"))
        bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return _NOT_WORD.sub(" ", bare).strip()


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese alphabet, tones last (An, Ăn, Ân … D, Đ)."""
    letters: list[str] = []
    tones: list[str] = []
    for ch in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", ch)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        if base in _RANK:
            letters.append(_RANK[base])
            tones.append(str(tone))
        else:
            letters.append(base if base.isdigit() else " ")
    words = _SPACES.sub(" ", "".join(letters)).strip()
    return f"{words}\x1f{''.join(tones)}".replace("\x1f", "!")


def person_sort_key(name: str) -> str:
    """People are ordered by given name first, then by the rest: "Nguyễn Văn An" sorts under An."""
    words = name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))
