"""Boundaries of units as lists of rings: read from GeoJSON (RFC 7946), examined, and made simple enough to draw.

Positions are longitude and latitude in degrees of WGS 84. A ring is closed: its last position is its first. What is
kept here is a drawing and no survey: nothing legal is read from it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, isfinite, radians
from typing import Any

from haicap.kernel.errors import Refusal, RefusalError, refuse

MOST_BYTES = 64 * 1024 * 1024
MOST_UNITS = 4_000
MOST_POSITIONS = 2_000_000
FINE = 100_000  # parts of a degree that are kept: about a metre
LEAST_RING = 4  # three corners and the first again
# Viet Nam with its sea; what lies elsewhere has its numbers exchanged or in metres of another projection
WEST, EAST, SOUTH, NORTH = 100.0, 120.0, 5.0, 25.0

Position = tuple[float, float]
Ring = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundary of the unit of a code: rings of all its polygons, outer and inner alike; `row` counts from 1."""

    row: int
    code: str
    rings: tuple[Ring, ...]


def read(document: bytes) -> tuple[list[Outline], list[Refusal]]:
    """The outlines of a FeatureCollection, and what is wrong, row by row (`field` is "row 7").

    Each feature has `properties.code` and a Polygon or MultiPolygon. Refused as a whole:
    `territory.boundaries_too_large`, `territory.boundaries_unreadable`.
    """
    if len(document) > MOST_BYTES:
        raise _too_large()
    try:
        told = json.loads(document)
        features = told["features"]
        if told["type"] != "FeatureCollection" or not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise refuse("territory.boundaries_unreadable", field="file") from problem
    if len(features) > MOST_UNITS:
        raise _too_large()
    outlines, wrong, seen, positions = list[Outline](), list[Refusal](), set[str](), 0
    for row, feature in enumerate(features, 1):
        try:
            outline = _outline(row, feature, seen)
        except RefusalError as refused:
            wrong += refused.refusals
            continue
        positions += sum(map(len, outline.rings))
        if positions > MOST_POSITIONS:
            raise _too_large()
        outlines.append(outline)
    return outlines, wrong


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring with no more positions than needed to stay within `tolerance` degrees of it (Douglas and Peucker 1973).

    It stays closed with three corners at least; one that is smaller than the tolerance keeps its farthest corners.
    """
    if len(ring) <= LEAST_RING:
        return ring
    shrink = cos(radians(ring[0][1]))  # a degree of longitude is so much shorter here
    flat = [(x * shrink, y) for x, y in ring]
    far = max(range(len(flat)), key=lambda place: _distance(flat[place], flat[0], flat[0]))
    kept = {0, far, len(ring) - 1}
    stretches = [(0, far), (far, len(ring) - 1)]
    while stretches:
        first, last = stretches.pop()
        place, off = _farthest(flat, first, last)
        if off > tolerance:
            kept.add(place)
            stretches += [(first, place), (place, last)]
    if len(kept) < LEAST_RING:
        kept |= {
            max((_farthest(flat, a, b) for a, b in ((0, far), (far, len(ring) - 1))), key=lambda e: e[1])[0]
        }
    return tuple(ring[place] for place in sorted(kept))


def _farthest(flat: list[Position], first: int, last: int) -> tuple[int, float]:
    """Of the positions between two, the one that lies farthest from the line between them."""
    return max(
        ((place, _distance(flat[place], flat[first], flat[last])) for place in range(first + 1, last)),
        key=lambda each: each[1],
        default=(first, 0.0),
    )


def _distance(point: Position, begin: Position, end: Position) -> float:
    """From a point to the stretch between two others."""
    (x, y), (ax, ay), (bx, by) = point, begin, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2) ** 0.5)


def _outline(row: int, feature: Any, seen: set[str]) -> Outline:
    place = f"row {row}"
    properties = _part(feature, "properties", place)
    code = str(properties.get("code", "")).strip()
    if not code:
        raise refuse("territory.boundary_without_code", field=place)
    if code in seen:
        raise refuse("territory.boundary_twice", field=place, unit=code)
    seen.add(code)
    geometry = _part(feature, "geometry", place)
    kind = geometry.get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise refuse("territory.boundary_not_an_area", field=place, unit=code)
    try:
        shape = geometry["coordinates"]
        rings = tuple(_rings([shape] if kind == "Polygon" else shape, place, code))
    except (KeyError, TypeError, ValueError, IndexError, OverflowError) as problem:
        raise refuse("territory.boundary_not_an_area", field=place, unit=code) from problem
    if not rings:
        raise refuse("territory.boundary_not_an_area", field=place, unit=code)
    return Outline(row, code, rings)


def _part(feature: Any, name: str, place: str) -> Mapping[str, Any]:
    part = feature.get(name) if isinstance(feature, dict) else None
    if not isinstance(part, dict):
        raise refuse("territory.boundary_without_code", field=place)
    return part


def _rings(polygons: Any, place: str, code: str) -> Iterator[Ring]:
    for polygon in polygons:
        for told in polygon:
            ring = tuple((float(position[0]), float(position[1])) for position in told)
            if len(ring) < LEAST_RING or ring[0] != ring[-1]:
                raise refuse("territory.boundary_open", field=place, unit=code)
            for x, y in ring:
                if not (isfinite(x) and isfinite(y) and WEST <= x <= EAST and SOUTH <= y <= NORTH):
                    raise refuse(
                        "territory.boundary_elsewhere", field=place, unit=code, position=f"{x:.6g}, {y:.6g}"
                    )
            yield ring


def _too_large() -> RefusalError:
    megabytes = MOST_BYTES // 1024 // 1024
    return refuse(
        "territory.boundaries_too_large",
        field="file",
        megabytes=megabytes,
        units=MOST_UNITS,
        positions=MOST_POSITIONS,
    )
