"""One address as words with breaks between them, and the units' names that end at a given word."""

from typing import Generic, NamedTuple, TypeVar

from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.names import Names

Named = TypeVar("Named")

LONGEST_NAME = 7  # words: "Văn Miếu Quốc Tử Giám" has five
LONGEST_SPAN = 6
NO_BREAK, DASH, COMMA = 0, 1, 2
_COUNTRY = frozenset({"vietnam", "vn"})
_POSTAL = 5  # digits at least


class Line:
    """`words` folded, and `breaks[i]`: what stands before word `i`."""

    __slots__ = ("_tails", "breaks", "words")

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.breaks: list[int] = []
        self._tails: dict[int, list[tuple[int, str]]] = {}
        for segment in words.spelled(text).split(","):
            pending = COMMA
            for word in segment.split():
                if word == "-":
                    pending = pending or DASH
                else:
                    self.words.append(word)
                    self.breaks.append(pending)
                    pending = NO_BREAK
        self._trim()

    def tails(self, end: int) -> list[tuple[int, str]]:
        """The rows of words that end before `end` and hold no comma: first word and text, the shortest first."""
        found = self._tails.get(end)
        if found is None:
            found = self._tails[end] = []
            tail = ""
            for first in range(end - 1, max(end - 1 - LONGEST_NAME, -1), -1):
                tail = f"{self.words[first]} {tail}" if tail else self.words[first]
                found.append((first, tail))
                if self.breaks[first] == COMMA:
                    break
        return found

    def _trim(self) -> None:
        """Drop the country, a postal code or a telephone number at the end."""
        while self.words:
            last = self.words[-1]
            if last in _COUNTRY or (len(last) >= _POSTAL and last.isdigit()):
                self.cut(len(self.words) - 1)
            elif last == "nam" and self.words[-2:-1] == ["viet"]:
                self.cut(len(self.words) - 2)
            else:
                return

    def cut(self, end: int) -> None:
        """Keep the words before `end`."""
        del self.words[end:], self.breaks[end:]
        self._tails.clear()

    def starts(self) -> list[int]:
        """The first word of every segment between commas or dashes, from the left."""
        return [place for place, kind in enumerate(self.breaks) if kind]

    def turned(self) -> None:
        """Put the segments in the opposite order, for an address that begins with its province."""
        starts = self.starts()
        segments = [
            self.words[one:end] for one, end in zip(starts, [*starts[1:], len(self.words)], strict=True)
        ]
        self.words = [word for segment in reversed(segments) for word in segment]
        self.breaks = [
            COMMA if not at else NO_BREAK for segment in reversed(segments) for at in range(len(segment))
        ]
        self._tails.clear()


class Found(NamedTuple, Generic[Named]):
    """A name read in a line: where it begins (with its kind word), what kind was said, what bears the name."""

    start: int
    kinds: int
    key: str
    named: tuple[tuple[Named, int], ...]


def kind_before(line: Line, first: int) -> tuple[int, int]:
    """The kind said directly before word `first`, and where that kind word begins; 0 where none is said."""
    if first and not line.breaks[first]:
        if first > 1 and not line.breaks[first - 1]:
            kinds = words.KIND_WORDS.get(f"{line.words[first - 2]} {line.words[first - 1]}", 0)
            if kinds:
                return kinds, first - 2
        return words.KIND_WORDS.get(line.words[first - 1], 0), first - 1
    return 0, first


def names_at(line: Line, end: int, index: Names[Named], kinds: int) -> list[Found[Named]]:
    """Names of `index` that end before word `end`; a name that is a number needs its kind word of `kinds`."""
    after = words.AFTER_NAME.get(line.words[end - 1], 0) & kinds if end else 0
    if after:
        end -= 1
    found: list[Found[Named]] = []
    if not end or line.words[end - 1] not in index.endings:
        return found
    for first, key in line.tails(end):
        named = index.get(key)
        if named is None:
            continue
        said, start = kind_before(line, first)
        if said & kinds:
            found.append(Found(start, said & kinds, key, named))
        elif after:
            found.append(Found(first, after, key, named))
        elif not (said or key.isdigit()):
            found.append(Found(first, 0, key, named))
    return found


def marked_names(line: Line, end: int, index: Names[Named], kinds: int) -> list[Found[Named]]:
    """Names of `index` behind the rightmost kind word before word `end` that is followed by one."""
    for first in range(end, 0, -1):
        if line.words[first - 1] not in words.KIND_ENDINGS:
            continue
        said, start = kind_before(line, first)
        found, key = [], ""
        for word, broken in zip(line.words[first:], line.breaks[first:], strict=True):
            if not said & kinds or (key and broken == COMMA):
                break
            key = f"{key} {word}" if key else word
            if key in index:
                found.append(Found(start, said & kinds, key, index[key]))
        if found:
            return found[-1:]
    return []


def spans_at(line: Line, end: int, kinds: int) -> list[tuple[int, int, str]]:
    """Where an unknown name that ends before `end` may begin: (start, kind said or 0, words), the shortest first."""
    found = []
    key = ""
    for first in range(end - 1, max(end - 1 - LONGEST_SPAN, -1), -1):
        key = f"{line.words[first]} {key}" if key else line.words[first]
        said, start = kind_before(line, first)
        if said & kinds:
            found.append((start, said & kinds, key))
        elif line.breaks[first] == COMMA and not found:
            return [(first, 0, key)]
        if line.breaks[first] == COMMA:
            break
    return found or [
        (first, 0, " ".join(line.words[first:end])) for first in range(end - 1, max(end - 5, -1), -1)
    ]
