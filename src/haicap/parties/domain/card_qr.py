"""The QR text of the Vietnamese citizen card, as a scanner types it.

Usual fields, parted by "|": 12-digit number, old 9-digit number (often empty), name, day of birth, sex, address,
day of issue; sources disagree on dates (DDMMYYYY or with slashes) and on six to eight fields, so fields are known by
their shape. The 12-digit number (Decree 137/2015/NĐ-CP, Circular 07/2016/TT-BCA): 3 digits place of birth
registration, 1 century and sex, 2 year of birth, 6 random; it is compared with the other fields. What does not fit
is reported as a doubt and left to the official: nothing is guessed or mended here.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from haicap.kernel import text as texts
from haicap.kernel.errors import RefusalError, refuse
from haicap.parties.contract import CardReading
from haicap.parties.domain.telex import looks_like_telex

# the 63 provinces of Circular 07/2016/TT-BCA, appendix I; numbers keep them for life, mergers change nothing
_PLACES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040"
    " 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084"
    " 086 087 089 091 092 093 094 095 096"
)
PLACES = frozenset(_PLACES.split())

_SEXES = {"nam": "male", "nu": "female"}
_LINES = re.compile(r"[\r\n]+")
_NUMBER = re.compile(r"\d{12}")
_OLD_NUMBER = re.compile(r"\d{9}|\d{12}")
_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_ONLY = re.compile(r"(?:0{4}|0{1,2}[/.-]0{1,2}[/.-])?(\d{4})")
# what "|" becomes where the scanner and the computer disagree on the keyboard
_OTHER_SEPARATOR = re.compile(r"\s*\d{12}([\t~\\#¦µç*'§<>°£])")
_FIELDS = 6
_LEAST_SEPARATORS = 4
_SHORT = 6  # longest word that can stand in the place of the sex
_DIGITS_OF_A_NUMBER = 9


@dataclass
class _Draft:
    """What has been understood so far."""

    id_number: str = ""
    old_id_number: str = ""
    name: str = ""
    born_on: date | None = None
    birth_year: int | None = None
    sex: str = ""
    address: str = ""
    issued_on: date | None = None
    doubts: list[str] = field(default_factory=list)

    def doubt(self, code: str) -> None:
        self.doubts.append(f"parties.{code}")


def read_card(text: str) -> CardReading:
    """Read the text of one card.

    Out: what the text says, fields that cannot be read left empty, and `doubts`: codes of `parties.messages`.
    Refused: parties.not_a_card (no number followed by fields), parties.two_cards (two different ones at once).
    """
    draft = _Draft()
    parts = _fields(_one_line(text), draft)
    if sum(1 for part in parts if part) < 2 or len(parts) < _FIELDS:  # noqa: PLR2004 - a number and something more
        draft.doubt("too_few_fields")
    _read_number(parts[0], draft)
    place = _read_names(parts, draft)
    _read_rest(parts[place:], draft)
    _compare(draft)
    return CardReading(
        id_number=draft.id_number,
        old_id_number=draft.old_id_number,
        name=draft.name,
        born_on=draft.born_on,
        sex=draft.sex,
        address=draft.address,
        issued_on=draft.issued_on,
        doubts=tuple(dict.fromkeys(draft.doubts)),
    )


def _one_line(text: str) -> str:
    """The card's text without stray line ends; the same card scanned twice is one card."""
    lines = [line for line in _LINES.split(text.strip(" \r\n\t\0")) if line.strip()]
    cards = [line.strip() for line in lines if _NUMBER.match(line.strip())]
    if len(cards) == len(lines) and len(set(cards)) == 1:
        return cards[0]
    if len(cards) > 1:
        raise refuse("parties.two_cards", field="card")
    return " ".join(lines)


def _fields(line: str, draft: _Draft) -> list[str]:
    separator = "|"
    if "|" not in line:
        found = _OTHER_SEPARATOR.match(line)
        if found is None or line.count(found[1]) < _LEAST_SEPARATORS:
            raise _not_a_card()
        separator = found[1]
        draft.doubt("separator_changed")
    parts = [texts.clean(part) for part in line.split(separator)]
    digits = sum(ch.isdigit() for ch in parts[0])
    is_number = _NUMBER.fullmatch(parts[0]) is not None
    if not is_number and (digits < _DIGITS_OF_A_NUMBER or len(parts) < _FIELDS):
        raise _not_a_card()
    return parts


def _read_number(part: str, draft: _Draft) -> None:
    if not (part.isascii() and _NUMBER.fullmatch(part)):
        draft.doubt("number_unreadable")
        return
    draft.id_number = part
    if part[:3] not in PLACES:
        draft.doubt("place_unknown")


def _read_names(parts: list[str], draft: _Draft) -> int:
    """The old number, if any, and the name; returns the place of the field after the name."""
    place = 1
    while place < len(parts) and (not parts[place] or parts[place].isdigit()):
        if parts[place]:
            draft.old_id_number = parts[place] if _OLD_NUMBER.fullmatch(parts[place]) else ""
            if not draft.old_id_number:
                draft.doubt("old_number_odd")
        place += 1
    name = parts[place] if place < len(parts) else ""
    if not name or _DATE.fullmatch(name):
        draft.doubt("name_missing")
        return place
    draft.name = name
    _doubt_name(name, draft)
    return place + 1


def _doubt_name(name: str, draft: _Draft) -> None:
    if any(ch.isdigit() for ch in name):
        draft.doubt("name_digits")
    elif not all(_may_stand_in_a_name(ch) for ch in name):
        draft.doubt("name_letters")
    if any(looks_like_telex(word) for word in name.split()):
        draft.doubt("name_telex")
    if any(len(word) > 1 and word[0].islower() and word[1:].isupper() for word in name.split()):
        draft.doubt("name_case")


def _may_stand_in_a_name(ch: str) -> bool:
    if ch in " '’ʼ.-":
        return True
    return unicodedata.combining(ch) > 0 or unicodedata.name(ch, "").startswith("LATIN")


def _read_rest(rest: list[str], draft: _Draft) -> None:
    """Birth and sex in either order, then the address up to the day of issue."""
    place, born, sex = 0, "", ""
    while place < min(2, len(rest)):
        part = rest[place]
        if not sex and (texts.fold(part) in _SEXES or (born and len(part) <= _SHORT)):
            sex = part
        elif not born and (place == 0 or _DATE.fullmatch(part) or _YEAR_ONLY.fullmatch(part)):
            born = part
        else:
            break
        place += 1
    _read_birth(born, draft)
    draft.sex = _SEXES.get(texts.fold(sex), "")
    if not draft.sex:
        draft.doubt("sex_unreadable")
    _read_address(rest[place:], draft)


def _read_birth(part: str, draft: _Draft) -> None:
    if year := _YEAR_ONLY.fullmatch(part):
        draft.birth_year = int(year[1])
        draft.doubt("birth_incomplete")
        return
    draft.born_on = _date(part)
    if draft.born_on is None:
        draft.doubt("birth_unreadable")
    else:
        draft.birth_year = draft.born_on.year


def _read_address(rest: list[str], draft: _Draft) -> None:
    dated = next((place for place, part in enumerate(rest) if _DATE.fullmatch(part)), None)
    before, after = (rest, []) if dated is None else (rest[:dated], rest[dated + 1 :])
    draft.address = ", ".join(part for part in before if part)
    if not draft.address:
        draft.doubt("address_missing")
    draft.issued_on = None if dated is None else _date(rest[dated])
    if dated is not None and draft.issued_on is None:
        draft.doubt("issue_unreadable")
    if any(after):
        draft.doubt("extra_fields")


def _compare(draft: _Draft) -> None:
    """The number against the other fields, the fields against each other."""
    number, year = draft.id_number, draft.birth_year
    if number and draft.sex and (int(number[3]) % 2 == 0) != (draft.sex == "male"):
        draft.doubt("sex_disagrees")
    if number and year and (1900 + int(number[3]) // 2 * 100 + int(number[4:6])) != year:
        draft.doubt("year_disagrees")
    if draft.born_on and draft.issued_on and draft.issued_on <= draft.born_on:
        draft.doubt("dates_disagree")
    words = draft.name + draft.address
    if draft.address and words.isascii():
        draft.doubt("accents_lost")
    if "\ufffd" in words or "?" in words:
        draft.doubt("letters_lost")


def _date(part: str) -> date | None:
    found = _DATE.fullmatch(part)
    if found is None or not part.isascii():
        return None
    day, month, year = (int(number) for number in found.groups() if number is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_a_card() -> RefusalError:
    return refuse("parties.not_a_card", field="card")
