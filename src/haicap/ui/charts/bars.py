"""A bar of segments, in percent of its whole: stacked in a table's cell, or one step of a cascade."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: `start` and `width` in percent, written with a point as SVG wants it."""

    kind: str
    start: str
    width: str


def stacked(parts: Iterable[tuple[str, int]], *, whole: int = 0, start: int = 0) -> tuple[Segment, ...]:
    """Segments of (kind, value) one after another, from `start` on; the bar is `whole` long, or as long as its parts.

    Nothing for nothing.
    """
    told = list(parts)
    whole, at, segments = whole or sum(value for _kind, value in told), start, []
    for kind, value in told:
        if value and whole:
            segments.append(Segment(kind, f"{at * 100 / whole:.2f}", f"{value * 100 / whole:.2f}"))
        at += value
    return tuple(segments)
