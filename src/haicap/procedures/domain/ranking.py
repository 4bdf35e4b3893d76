"""Which procedures a person means by a few words: codes, names with or without accents, everyday words.

A pure index over the versions in force: some hundred rows are gone through in a few milliseconds, so there is
no search engine. Order of evidence: code, everyday phrase, whole name, beginning of a name, phrase inside a
name, everyday phrase among other words, all words, field, some words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from haicap.kernel.text import fold

# words of a wish that say nothing about which procedure is meant (folded)
EMPTY_WORDS = frozenset(
    {"thu", "tuc", "xin", "lam", "muon", "can", "toi", "cho", "em", "con", "anh", "chi", "dau"}
)
EMPTY_WORDS |= {"o", "the", "nao", "nhu", "gi", "ho", "so", "giay", "to", "ve", "viec", "a", "co"}
MIN_CODE_DIGITS = 3
EVERYDAY, WHOLE, BEGINS, INSIDE, EVERYDAY_AMONG_OTHERS = 900, 700, 600, 500, 410
ALL_WORDS, IN_FIELD, SOME_WORDS = 400, 300, 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One searchable version: `position` is its place among the rows of the index."""

    position: int
    code: str
    name: str  # folded, without a leading "thu tuc"
    english: str  # folded
    field: str  # folded


def entry(position: int, *, code: str, name: str, name_en: str, field: str) -> Entry:
    """An entry from plain text."""
    return Entry(position, code, _short(fold(name)), fold(name_en), fold(field))


def search(entries: Iterable[Entry], synonyms: Mapping[str, list[str]], text: str) -> list[int]:
    """Positions of the entries that `text` may mean, best first; empty text finds all, in code order."""
    wanted = fold(text)
    pool = list(entries)
    if not wanted:
        return [one.position for one in sorted(pool, key=lambda one: one.code)]
    everyday = _everyday(synonyms, wanted)
    scored = [(_score(one, wanted, everyday), one) for one in pool]
    found = [(score, one) for score, one in scored if score > 0]
    found.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].code))
    return [one.position for _score_, one in found]


def _score(one: Entry, wanted: str, everyday: Mapping[str, int]) -> int:
    code = _code_score(one.code, wanted)
    return max(code, everyday.get(one.code, 0), _name_score(one, wanted))


def _code_score(code: str, wanted: str) -> int:
    digits = wanted.replace(" ", "")
    if not digits.isdigit() or len(digits) < MIN_CODE_DIGITS:
        return 0
    bare = code.replace(".", "")
    if bare == digits:
        return 1000
    if bare.startswith(digits) or bare[1:].startswith(digits):
        return 950
    return 940 if bare.endswith(digits) else 0


def _everyday(synonyms: Mapping[str, list[str]], wanted: str) -> dict[str, int]:
    """Codes that everyday words name, with their score; the first code of a phrase is meant most."""
    scores: dict[str, int] = {}
    for phrase, codes in synonyms.items():
        if phrase == wanted or (len(wanted) > MIN_CODE_DIGITS and phrase.startswith(wanted)):
            base = EVERYDAY + (50 if phrase == wanted else 0)
        elif f" {phrase} " in f" {wanted} ":
            base = EVERYDAY_AMONG_OTHERS + min(len(phrase), 45)
        else:
            continue
        for place, code in enumerate(codes):
            scores[code] = max(scores.get(code, 0), base - place)
    return scores


def _name_score(one: Entry, wanted: str) -> int:
    phrase = _short(wanted)
    for text, loss in ((one.name, 0), (one.english, 40)):
        if text == phrase:
            return WHOLE - loss
        if text.startswith(phrase):
            return BEGINS - loss
        if f" {phrase}" in text:
            return INSIDE - loss
    return _word_score(one, wanted)


def _word_score(one: Entry, wanted: str) -> int:
    words = wanted.split()
    telling = [word for word in words if word not in EMPTY_WORDS] or words
    name_words = f"{one.name} {one.english}".split()
    hits = [word for word in telling if any(part.startswith(word) for part in name_words)]
    if len(hits) == len(telling):
        return ALL_WORDS
    field_words = one.field.split()
    if all(any(part.startswith(word) for part in field_words) for word in telling):
        return IN_FIELD
    if len(telling) > 1 and len(hits) * 2 > len(telling):
        return SOME_WORDS + 100 * len(hits) // len(telling)
    return 0


def _short(folded: str) -> str:
    return folded.removeprefix("thu tuc ")
