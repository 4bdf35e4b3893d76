"""Charts add up in what they draw, and say the same in their tables."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.ui.charts.bars import stacked
from haicap.ui.charts.columns import Column, Columns, Series
from haicap.ui.charts.lines import spark
from haicap.ui.charts.outlines import laid_flat
from haicap.ui.charts.shades import STEPS, shade

counts = st.integers(0, 100_000)


@dataclass(frozen=True)
class Told:
    value: int
    href: str = "/ho-so/"


def chart(*columns: tuple[int, ...]) -> Columns:
    series = tuple(Series(f"s{place}", f"S{place}") for place in range(len(columns[0])))
    told = tuple(Column(f"c{place}", "c", tuple(map(Told, each))) for place, each in enumerate(columns))
    return Columns("key", "Title", "Head", series, told)


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=13))
def test_boxes_stand_on_one_another_and_none_leaves_the_plot(columns: list[tuple[int, ...]]) -> None:
    told = chart(*columns)
    for drawn, column in zip(told.drawn, columns, strict=True):
        assert [box.number.value for box in drawn.boxes] == [value for value in column if value]
        floor = 100.0
        for box in drawn.boxes:
            assert float(box.y) + float(box.height) == pytest.approx(floor, abs=0.03)
            floor = float(box.y)
        assert floor == pytest.approx(float(drawn.top), abs=0.03) and floor >= -0.01
    assert told.most == max(map(sum, columns)) and told.has_anything == bool(told.most)
    assert [row[1:] for row in told.rows()][1:] == [[str(value) for value in each] for each in columns]


def test_of_many_columns_five_keep_their_words_on_a_phone() -> None:
    kept = [not each.yields for each in chart(*[(1,)] * 13).drawn]
    assert sum(kept) == 5 and kept[-1]
    assert not any(each.yields for each in chart(*[(1,)] * 6).drawn)


@given(st.lists(counts, min_size=1, max_size=6), counts)
def test_segments_follow_one_another_and_keep_their_shares(values: list[int], start: int) -> None:
    whole = start + sum(values)
    segments = stacked([("k", value) for value in values], whole=whole, start=start)
    assert len(segments) == (sum(1 for value in values if value))
    at = start
    for segment, value in zip(segments, [value for value in values if value], strict=True):
        assert float(segment.start) == pytest.approx(at * 100 / whole, abs=0.006)
        assert float(segment.width) == pytest.approx(value * 100 / whole, abs=0.006)
        at += value


def test_nothing_is_drawn_of_nothing() -> None:
    assert stacked([("early", 0), ("overdue", 0)]) == ()
    assert spark([None, None]) == "" and not chart((0, 0)).has_anything


def test_a_line_has_gaps_where_there_was_nothing_and_dots_where_a_week_is_alone() -> None:
    assert spark([100, 50, None, 0, None, 75]) == "M0 0L1 50M3 100h0M5 25h0"


@given(counts, counts)
def test_a_larger_number_is_never_paler(one: int, other: int) -> None:
    most = max(one, other)
    less, more = sorted((one, other))
    assert 0 <= shade(less, most) <= shade(more, most) <= STEPS
    assert (shade(less, most) == 0) == (less == 0)
    assert shade(most, most) == (STEPS if most else 0)


def test_areas_are_laid_flat_with_north_above_and_nothing_outside_the_box() -> None:
    south = [[(108.0, 11.0), (109.0, 11.0), (109.0, 11.5), (108.0, 11.5), (108.0, 11.0)]]
    north = [[(108.0, 11.5), (109.0, 11.5), (108.5, 12.0), (108.0, 11.5)]]
    laid = laid_flat({"south": south, "north": north}, width=100)
    assert laid.paths == {"south": "M0 102l100 0l0 -51l-100 0z", "north": "M0 51l100 0l-50 -51z"}
    assert (laid.width, laid.height) == (100, 102)
    assert laid_flat({}).paths == {} and laid_flat({"dot": [[(108.0, 11.0)] * 4]}).paths == {"dot": "M0 0h0z"}
