"""Boundaries are read whole or refused row by row, and stay what they were when made simple."""

import json
from itertools import pairwise
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.kernel.errors import RefusalError
from haicap.territory.domain import outlines
from haicap.territory.domain.outlines import Ring, read, simplified

SQUARE = [[108.0, 11.5], [108.1, 11.5], [108.1, 11.6], [108.0, 11.6], [108.0, 11.5]]


def feature(code: object = "25000", rings: object = (SQUARE,), kind: str = "Polygon") -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": kind, "coordinates": rings},
    }


def told(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def codes_of(*features: object) -> list[tuple[str | None, str]]:
    return [(one.field, one.code.removeprefix("territory.")) for one in read(told(*features))[1]]


def test_polygons_and_several_polygons_are_read_with_their_holes() -> None:
    found, wrong = read(told(feature(), feature("25015", [[SQUARE, SQUARE], [SQUARE]], "MultiPolygon")))
    assert wrong == [] and [(each.row, each.code, len(each.rings)) for each in found] == [
        (1, "25000", 1),
        (2, "25015", 3),
    ]


def test_every_row_that_is_wrong_is_named_with_its_reason() -> None:
    open_ring, point = SQUARE[:-1], [108.0, 11.5]
    assert codes_of(
        feature(),
        feature(),
        feature(""),
        "nothing",
        {"properties": {"code": "1"}, "geometry": None},
        feature("2", point, "Point"),
        feature("3", [open_ring]),
        feature("4", [[point, point, point]]),
        feature("5", [[[11.5, 108.0]] * 4]),  # exchanged
        feature("6", [[[1_200_000.0, 600_000.0]] * 4]),  # metres of another projection
        feature("7", [[["x", "y"]] * 4]),
        feature("8", []),
        feature("9", [[[float("nan"), 11.5]] * 4]),
    ) == [
        ("row 2", "boundary_twice"),
        ("row 3", "boundary_without_code"),
        ("row 4", "boundary_without_code"),
        ("row 5", "boundary_without_code"),
        ("row 6", "boundary_not_an_area"),
        ("row 7", "boundary_open"),
        ("row 8", "boundary_open"),
        ("row 9", "boundary_elsewhere"),
        ("row 10", "boundary_elsewhere"),
        ("row 11", "boundary_not_an_area"),
        ("row 12", "boundary_not_an_area"),
        ("row 13", "boundary_elsewhere"),
    ]


@pytest.mark.parametrize(
    "document", [b"", b"{}", b"[]", b"\xff", b'{"type": "Feature", "features": []}', b"[" * 100_000]
)
def test_what_is_no_collection_is_refused(document: bytes) -> None:
    with pytest.raises(RefusalError) as refused:
        read(document)
    assert refused.value.refusal.code == "territory.boundaries_unreadable"


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 10), ("MOST_UNITS", 1), ("MOST_POSITIONS", 9)])
def test_a_file_that_is_too_large_is_refused(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, limit, most)
    with pytest.raises(RefusalError) as refused:
        read(told(feature("1"), feature("2")))
    assert refused.value.refusal.code == "territory.boundaries_too_large"


@given(st.integers(4, 300), st.floats(0.0001, 0.05), st.floats(0, 0.03), st.randoms())
def test_a_simple_ring_is_closed_keeps_corners_and_leaves_none_far_away(
    corners: int, tolerance: float, rough: float, dice: object
) -> None:
    angles = [2 * pi * place / corners for place in range(corners)]
    told = [
        (108 + (0.2 + rough * dice.random()) * cos(a), 11.5 + (0.2 + rough * dice.random()) * sin(a))  # type: ignore[attr-defined]
        for a in angles
    ]
    ring: Ring = (*told, told[0])
    kept = simplified(ring, tolerance)
    assert kept[0] == kept[-1] and 4 <= len(kept) <= len(ring) and set(kept) <= set(ring)
    shrink = cos(11.5 * pi / 180)
    flat = [(x * shrink, y) for x, y in kept]
    for x, y in ring:
        near = min(outlines._distance((x * shrink, y), a, b) for a, b in pairwise(flat))
        assert near <= tolerance * 1.1


def test_a_straight_border_with_a_thousand_positions_is_its_corners() -> None:
    side = [(108 + place / 1000, 11.5) for place in range(1001)]
    ring: Ring = (*side, (109.0, 12.0), (108.0, 12.0), (108.0, 11.5))
    assert simplified(ring, 0.0005) == (
        (108.0, 11.5),
        (109.0, 11.5),
        (109.0, 12.0),
        (108.0, 12.0),
        (108.0, 11.5),
    )
