"""No small number can be read from a published table, nor reckoned from its sums."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.reporting.domain.suppression import (
    FEWEST,
    SUMS,
    Cell,
    UnprotectableError,
    is_small,
    with_sums,
    withheld,
)

ROWS, COLUMNS = ("a", "b", "c", "d"), ("1", "2", "3", "4")
NUMBERS = st.one_of(st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 4, 5, 40]))
TABLES = st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), NUMBERS)


def equations(hidden: frozenset[Cell]) -> list[set[Cell]]:
    """The unknowns of every published sum: of a row, of a column (with its own sum), of all."""
    found = [{cell for cell in hidden if cell[0] == row} for row in (*ROWS, SUMS)]
    found += [{cell for cell in hidden if cell[1] == column} for column in (*COLUMNS, SUMS)]
    return [unknown for unknown in found if unknown]


def reckoned(hidden: list[Cell], sums: list[set[Cell]]) -> set[Cell]:
    """Cells that the equations together determine: those whose own unit vector the rows span (Gauss, exactly)."""
    place = {cell: number for number, cell in enumerate(hidden)}
    rows = [[Fraction(int(cell in told)) for cell in hidden] for told in sums]
    pivots: list[int] = []
    for column in range(len(hidden)):
        rank = len(pivots)
        pivot = next((number for number in range(rank, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][column] for value in rows[rank]]
        for number, row in enumerate(rows):
            if number != rank and row[column]:
                rows[number] = [one - row[column] * other for one, other in zip(row, rows[rank], strict=True)]
        pivots.append(column)
    alone = {pivot for pivot, row in zip(pivots, rows, strict=False) if sum(map(bool, row)) == 1}
    return {cell for cell in hidden if place[cell] in alone}


@given(TABLES)
def test_no_small_number_is_published(table: dict[Cell, int]) -> None:
    hidden = withheld(table, rows=ROWS, columns=COLUMNS)
    full = with_sums(table, rows=ROWS, columns=COLUMNS)
    assert {cell for cell, number in full.items() if is_small(number)} - {(SUMS, SUMS)} <= hidden


@given(TABLES)
def test_no_withheld_number_is_the_only_unknown_of_a_published_sum(table: dict[Cell, int]) -> None:
    hidden = withheld(table, rows=ROWS, columns=COLUMNS)
    assert all(len(unknown) > 1 for unknown in equations(hidden))


@given(TABLES)
def test_nor_do_all_sums_together_give_one_away(table: dict[Cell, int]) -> None:
    hidden = withheld(table, rows=ROWS, columns=COLUMNS)
    # a sum stands with the other sign in its equation; counted negative, all signs are alike
    assert reckoned(sorted(hidden), equations(hidden)) == set()


@given(TABLES, st.sets(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), max_size=3))
def test_what_is_withheld_for_another_reason_is_as_safe(table: dict[Cell, int], also: set[Cell]) -> None:
    hidden = withheld(table, rows=ROWS, columns=COLUMNS, also=also)
    assert also <= hidden
    assert reckoned(sorted(hidden), equations(hidden)) == set()


def test_a_table_of_great_numbers_stays_whole() -> None:
    table = dict.fromkeys(product(ROWS, COLUMNS), FEWEST)
    assert withheld(table, rows=ROWS, columns=COLUMNS) == frozenset()


def test_one_small_number_takes_the_cheapest_rectangle_and_no_sum() -> None:
    table = dict.fromkeys(product(ROWS, COLUMNS), 100) | {("a", "1"): 3, ("b", "2"): 7, ("b", "1"): 9}
    hidden = withheld(table, rows=ROWS, columns=COLUMNS)
    assert hidden == {("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")}


def test_where_two_circles_hang_together_by_one_cell_that_cell_is_protected_too() -> None:
    """Every sum has two unknowns, and yet all sums together give the cell between the circles away."""
    left = {("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")}
    right = {("c", "3"), ("c", "4"), ("d", "3"), ("d", "4")}
    between = ("b", "3")
    assert reckoned(sorted({*left, *right, between}), equations(frozenset({*left, *right, between}))) == {
        between
    }
    table = dict.fromkeys(product(ROWS, COLUMNS), 100) | dict.fromkeys({*left, *right, between}, 2)
    hidden = withheld(table, rows=ROWS, columns=COLUMNS)
    assert reckoned(sorted(hidden), equations(hidden)) == set()
    assert hidden > {*left, *right, between}


def test_what_the_law_publishes_is_never_withheld_and_where_nothing_else_is_left_no_cell_is_told() -> None:
    by_unit = ("province", "unit")
    table = {("a", "1"): 3, ("a", "2"): 1, ("b", "1"): 50, ("b", "2"): 60}
    hidden = withheld(table, rows=["a", "b"], columns=["1", "2"], lawful=by_unit)
    assert ("a", SUMS) not in hidden
    assert ("a", SUMS) in withheld(table, rows=["a", "b"], columns=["1", "2"])
    with pytest.raises(UnprotectableError):
        withheld({("a", "1"): 3}, rows=["a", "b"], columns=["1"], lawful=by_unit)
    assert withheld({("a", "1"): 30}, rows=["a", "b"], columns=["1"], lawful=by_unit) == frozenset()


@given(TABLES)
def test_with_sums_of_units_published_by_law_nothing_follows_either(table: dict[Cell, int]) -> None:
    hidden = withheld(table, rows=ROWS, columns=COLUMNS, lawful=("province", "unit"))
    assert not any(cell[1] == SUMS for cell in hidden)
    assert reckoned(sorted(hidden), equations(hidden)) == set()
