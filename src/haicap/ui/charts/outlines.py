"""Outlines of areas laid flat: paths of one drawing, north above, as wide as asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

Rings = Sequence[Sequence[tuple[float, float]]]  # longitude and latitude in degrees
WIDTH = 800


@dataclass(frozen=True, slots=True)
class Laid:
    """The paths by key, in a box of `width` by `height`."""

    width: int
    height: int
    paths: Mapping[str, str]


def laid_flat(areas: Mapping[str, Rings], width: int = WIDTH) -> Laid:
    """Each area as a path. Degrees of longitude are shortened as at the middle latitude: true enough for a province.

    Positions that fall on the same point are drawn once; a ring that falls on one point is a dot.
    """
    points = [position for rings in areas.values() for ring in rings for position in ring]
    if not points:
        return Laid(width, 0, {})
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = width / max((east - west) * shrink, 1e-9)

    def place(position: tuple[float, float]) -> tuple[int, int]:
        return round((position[0] - west) * shrink * scale), round((north - position[1]) * scale)

    paths = {
        key: "".join(_path([place(each) for each in ring]) for ring in rings) for key, rings in areas.items()
    }
    return Laid(width, max(1, round((north - south) * scale)), paths)


def _path(ring: Sequence[tuple[int, int]]) -> str:
    """From the first point by steps, closed."""
    (x, y), words = ring[0], []
    first = f"M{x} {y}"
    for nx, ny in ring[1:-1]:
        if (nx, ny) != (x, y):
            words.append(f"l{nx - x} {ny - y}")
            x, y = nx, ny
    return f"{first}{''.join(words) or 'h0'}z"
