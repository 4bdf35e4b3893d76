"""The shape of the 2025 reform, as counted from the resolutions (docs/reference/territory.md)."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from haicap.territory.contract import SINCE_UNKNOWN, Quantifier, UnitKind
from haicap.territory.domain.build import REFORM, Tables, build
from haicap.territory.domain.register import Edge, Register, StateKey

Q = Quantifier


@pytest.fixture(scope="module")
def register(tables: Tables) -> Register:
    return build(tables)


@pytest.fixture(scope="module")
def communes(register: Register) -> list[Edge]:
    return [edge for edge in register.edges if len(edge.successor[0]) == 5]


@pytest.fixture(scope="module")
def shares(communes: list[Edge]) -> dict[StateKey, list[Quantifier]]:
    given: dict[StateKey, list[Quantifier]] = defaultdict(list)
    for edge in communes:
        given[edge.predecessor].append(edge.quantifier)
    return given


def test_ten_thousand_communes_and_five_island_districts_became_three_thousand(register: Register) -> None:
    old = Counter(state.kind for state in register.states if state.valid_from == SINCE_UNKNOWN)
    assert old[UnitKind.COMMUNE] + old[UnitKind.WARD] + old[UnitKind.TOWNSHIP] == 10_035
    assert old[UnitKind.ISLAND_DISTRICT] == 5
    assert old[UnitKind.PROVINCE] + old[UnitKind.CITY] == 63
    new = Counter(state.kind for state in register.states if state.in_force(REFORM))
    assert new[UnitKind.COMMUNE] + new[UnitKind.WARD] + new[UnitKind.SPECIAL_ZONE] == 3_321
    assert new[UnitKind.PROVINCE] + new[UnitKind.CITY] == 34


def test_edges_by_what_the_law_says_of_them(communes: list[Edge]) -> None:
    assert Counter(edge.quantifier for edge in communes) == {
        Q.FULL: 9_472,
        Q.UNCHANGED: 127,
        Q.PARTIAL: 444,
        Q.REMAINDER: 440,
        Q.PART_AREA: 64,
        Q.PART_AREA_FULL_POP: 21,
        Q.PART_POP: 1,
        Q.REMAINDER_POP: 1,
        Q.AREA_ALL: 1,
    }


def test_four_hundred_forty_one_communes_were_divided(shares: dict[StateKey, list[Quantifier]]) -> None:
    heirs = Counter(len(given) for given in shares.values())
    assert heirs == {1: 9_599, 2: 369, 3: 55, 4: 16, 5: 1}


def test_people_of_sixty_divided_communes_went_to_one_heir(
    shares: dict[StateKey, list[Quantifier]],
) -> None:
    """Land left without people, or all people left with a part of the land; 381 were divided in people."""
    landed = {Q.PART_AREA, Q.PART_AREA_FULL_POP}
    together = [given for given in shares.values() if len(given) > 1 and set(given) - {Q.REMAINDER} <= landed]
    assert len(together) == 60


def test_how_many_old_units_made_a_new_one(communes: list[Edge]) -> None:
    made_of = Counter(edge.successor for edge in communes)
    sizes = Counter(made_of.values())
    assert [sizes[count] for count in range(1, 6)] == [140, 759, 1_509, 559, 177]
    assert sum(sizes[count] for count in range(6, 10)) == 162
    assert sum(sizes[count] for count in range(10, 15)) == 15
    assert made_of["00070", REFORM] == 14  # Hoàn Kiếm


def test_nearly_every_code_was_used_again(register: Register, communes: list[Edge]) -> None:
    assert sum(edge.is_primary for edge in communes) == 3_316
    codes = {state.code for state in register.states if state.valid_from == SINCE_UNKNOWN}
    new = {state.code for state in register.states if state.in_force(REFORM)}
    assert sorted(new - codes) == ["11948", "19742", "20333", "21548", "26732"]


def test_every_resolution_from_1654_to_1687_is_cited(register: Register, communes: list[Edge]) -> None:
    numbers = {f"{number}/NQ-UBTVQH15" for number in range(1654, 1688)}
    assert {edge.mutation[0] for edge in communes} == numbers
    assert numbers < {one.number for one in register.instruments}


def test_unchanged_units_stay_the_same_and_merged_ones_are_new(register: Register) -> None:
    states = {state.key: state for state in register.states}
    for edge in register.edges:
        same = states[edge.predecessor].unit == states[edge.successor].unit
        assert same is (edge.quantifier is Q.UNCHANGED)


def test_a_change_of_kind_keeps_the_unit(register: Register) -> None:
    ward = next(s for s in register.states if s.code == "26368" and s.in_force(date(2026, 4, 30)))
    commune = next(s for s in register.states if s.code == "26368" and s.in_force(date(2026, 4, 29)))
    assert (commune.kind, ward.kind) == (UnitKind.COMMUNE, UnitKind.WARD)
    assert ward.unit == commune.unit == commune.key
    assert ward.opened_by == commune.closed_by == ("237/NQ-UBTVQH16", "", date(2026, 4, 30))
