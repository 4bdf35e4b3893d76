"""What officers decided about the hamlets of divided communes, found again in the words of an address."""

from collections import defaultdict
from collections.abc import Mapping

from haicap.territory.domain.addresses.line import Line
from haicap.territory.domain.addresses.words import HAMLET_WORDS

_SHORT = {("to", "dan", "pho"): "tdp", ("khu", "pho"): "kp"}


class Decisions:
    """`told`: (code of the old commune, name of the hamlet in any spelling) -> code of the unit it belongs to now."""

    def __init__(self, told: Mapping[tuple[str, str], str]) -> None:
        self._told: dict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        for (old, hamlet), new in told.items():
            self._told[old].append((_shortened(Line(hamlet).words), hamlet, new))

    def __contains__(self, old: str) -> bool:
        """True where something was decided about a commune."""
        return old in self._told

    def about(self, old: str, line: Line, end: int) -> tuple[str, str] | None:
        """The decided hamlet that stands before word `end`, with its unit; None where none or several answer."""
        segments = _segments(line, end)
        found = {
            (hamlet, new)
            for name, hamlet, new in self._told.get(old, ())
            if any(_ends_with(segment, name) for segment in segments)
        }
        return next(iter(found)) if len({new for _, new in found}) == 1 else None


def _ends_with(segment: list[str], name: list[str]) -> bool:
    if segment[-len(name) :] != name:
        return False
    before = segment[: -len(name)]
    return not before or before[-1] in HAMLET_WORDS | {"tdp"} or name[0] in HAMLET_WORDS


def _segments(line: Line, end: int) -> list[list[str]]:
    found: list[list[str]] = []
    for word, broken in zip(line.words[:end], line.breaks[:end], strict=True):
        if broken:
            found.append([])
        found[-1].append(word)
    return [_shortened(segment) for segment in found]


def _shortened(words: list[str]) -> list[str]:
    """Kinds of hamlets that are written in full and abbreviated, brought to the abbreviation."""
    found = list(words)
    for long, short in _SHORT.items():
        for place in range(len(found) - len(long), -1, -1):
            if tuple(found[place : place + len(long)]) == long:
                found[place : place + len(long)] = [short]
    return found
