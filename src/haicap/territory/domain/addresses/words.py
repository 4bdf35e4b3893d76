"""The words of an address: folding, tokens, kind words and their abbreviations (phường, P., TP., tt., …).

Folding gives one spelling to composed and decomposed text, capitals, both tone placements and no accents at all;
`accents` keeps them, comparable whatever the placement of the tone (hoà = hòa).
"""

import re
import unicodedata
from functools import lru_cache

# what a kind word says about the name after it; bits, because one word may say several
COMMUNE, WARD, TOWNSHIP, SPECIAL_ZONE = 1, 2, 4, 8
QUARTER, RURAL, TOWN, CITY = (
    16,
    32,
    64,
    128,
)  # quận, huyện, thị xã, thành phố (of a province or of the country)
PROVINCE = 256
LOWEST = COMMUNE | WARD | TOWNSHIP | SPECIAL_ZONE
MIDDLE = QUARTER | RURAL | TOWN | CITY
HIGHEST = CITY | PROVINCE

# folded word or two -> what it may mean
KIND_WORDS: dict[str, int] = {
    "phuong": WARD,
    "p": WARD,
    "ph": WARD,
    "f": WARD,
    "ward": WARD,
    "xa": COMMUNE,
    "x": COMMUNE,
    "commune": COMMUNE,
    "thi tran": TOWNSHIP,
    "tt": TOWNSHIP,
    "ttr": TOWNSHIP,
    "dac khu": SPECIAL_ZONE,
    "dk": SPECIAL_ZONE,
    "quan": QUARTER,
    "q": QUARTER,
    "district": QUARTER | RURAL,
    "huyen dao": RURAL,
    "huyen": RURAL,
    "h": RURAL,
    "thi xa": TOWN,
    "tx": TOWN,
    "thanh pho": CITY,
    "tp": CITY,
    "city": CITY,
    "tinh": PROVINCE,
    "t": PROVINCE,
    "province": PROVINCE,
}

KIND_BEGINNINGS = frozenset(word.split()[0] for word in KIND_WORDS if " " in word)
KIND_ENDINGS = frozenset(word.split()[-1] for word in KIND_WORDS)
AFTER_NAME = {
    word: KIND_WORDS[word] for word in ("ward", "commune", "district", "city", "province")
}  # English order

# words after which a name is that of a street or a building
STREET_WORDS = frozenset({"duong", "d", "pho", "ngo", "hem", "ngach", "kiet", "lo", "ql", "cu", "cho", "so"})
# words whose number or name is a place below the commune
HAMLET_WORDS = frozenset(
    {
        "thon",
        "ap",
        "ban",
        "buon",
        "xom",
        "khom",
        "to",
        "tdp",
        "kp",
        "khu",
        "pho",
        "doi",
        "lang",
        "tieu",
        "cum",
        "dan",
    }
)

REMEMBERED = 16_384  # spellings; then the oldest are forgotten
_COMMA, _DASH = ",", "-"
BREAKS = frozenset({_COMMA, _DASH})
TOKEN = re.compile(r"[a-z]+|\d[\d/]*(?:[a-z](?![a-z]))?|[,-]")
_SILENT = "'’‘`´ʼ\u200b\u200c\u200d\u2060\ufeff\u00ad"  # written inside names (M'Drắk) or not seen at all


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(mark): None for mark in _SILENT}
    table.update(dict.fromkeys(range(0x300, 0x370), None))
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        bare = unicodedata.normalize("NFD", chr(code).lower())[0]
        table[code] = bare if bare.isascii() else " "
    table.update(dict.fromkeys(map(ord, "đĐðÐ"), "d"))
    table.update(dict.fromkeys(map(ord, ";\n\r|()[]\u2028\u2029，；"), _COMMA))
    table.update(dict.fromkeys(map(ord, "–—−‐‑"), _DASH))
    return table


_FOLDED = _table()
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def folded(text: str) -> str:
    """Small letters without accents; separators become commas, dashes stay, apostrophes vanish."""
    return text.translate(_FOLDED)


def spelled(text: str) -> str:
    """Words, numbers ("05" is "5", "12/3a" one word), commas and dashes of `text`, folded, a blank between two."""
    if text.isprintable():  # so blanks part its words, and nothing else does
        return " ".join(filter(None, map(_spelling, text.replace(",", " , ").split())))
    return " ".join(_tokens(text))


def tokens(text: str) -> list[str]:
    """What is `spelled`, one by one."""
    return spelled(text).split()


@lru_cache(maxsize=REMEMBERED)
def _spelling(word: str) -> str:
    """The tokens of a written word: few words make all addresses, so they are remembered."""
    return " ".join(_tokens(word))


def _tokens(text: str) -> list[str]:
    bare = text.translate(_FOLDED)
    found: list[str] = TOKEN.findall(bare)
    if "0" in bare:
        return [word.lstrip("0") or "0" if word[0] == "0" else word for word in found]
    return found


@lru_cache(maxsize=REMEMBERED)
def accents(text: str) -> str:
    """The words of `text` with their accents, each tone at the end of its word, so that placement does not matter."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join(_TONE.sub("", word) + "".join(_TONE.findall(word)) for word in _WORD.findall(decomposed))


_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
