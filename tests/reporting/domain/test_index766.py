"""Points of the index: worked out by hand, at the thresholds, with nothing to divide by, and rounded once."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from haicap.dossiers.contract import Period
from haicap.reporting.contract import Edition, Item, Score
from haicap.reporting.domain import index766 as rules

DAYS = Period(date(2026, 3, 1), date(2026, 3, 31))
NONE: Mapping[str, int] = dict.fromkeys(
    (
        "filed",
        "filed_online",
        "timely",
        "late",
        "judged",
        "settled",
        "electronic",
        "digitised",
        "published",
        "complete",
    ),
    0,
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    told = files("haicap.reporting").joinpath("data", "index766.json").read_text("utf-8")
    (known,) = rules.editions(json.loads(told))
    return known


def item(edition: Edition, key: str) -> Item:
    return next(each for group in edition.groups for each in group.items if each.key == key)


def score(edition: Edition, **counts: int) -> Score:
    return rules.score(edition, {**NONE, **counts}, code="x", name="x", period=DAYS)


def points(edition: Edition, key: str, **counts: int) -> float | None:
    return rules.shown(rules.item_score(item(edition, key), {**NONE, **counts}).points)


def test_the_groups_weigh_what_the_decision_says_and_come_to_a_hundred(edition: Edition) -> None:
    weights = {group.key: group.points for group in edition.groups}
    assert weights == {
        "publicity": 18,
        "progress": 20,
        "online": 12,
        "payment": 10,
        "satisfaction": 18,
        "digitisation": 22,
    }
    assert sum(weights.values()) == 100
    for group in edition.groups:
        assert sum(each.points for each in group.items) == group.points
        assert {group.certainty, *(each.certainty for each in group.items)} <= set(edition.marks)


def test_thresholds_are_those_of_the_formulas(edition: Edition) -> None:
    told = {each.key: each.full_from for group in edition.groups for each in group.items}
    assert {key: full for key, full in told.items() if full != 100} == {
        "3.1": 80,
        "3.3": 50,
        "3.5": 80,
        "4.2": 80,
        "4.3": 80,
        "5.4": 90,
    }


@pytest.mark.parametrize(
    ("timely", "judged", "reached"),
    [(0, 7, 0.0), (7, 7, 20.0), (1, 3, 6.67), (2, 3, 13.33), (1999, 2000, 19.99), (999, 1000, 19.98)],
)
def test_progress_is_the_share_of_twenty(edition: Edition, timely: int, judged: int, reached: float) -> None:
    assert points(edition, "2.1", timely=timely, judged=judged) == reached


@pytest.mark.parametrize(
    ("digitised", "settled", "reached"),
    [(4, 5, 4.4), (79, 100, 4.35), (5, 5, 4.4), (40, 100, 2.2), (799, 1000, 4.39)],
)
def test_exactly_eighty_per_cent_is_full_and_below_is_proportional(
    edition: Edition, digitised: int, settled: int, reached: float
) -> None:
    assert points(edition, "4.2", digitised=digitised, settled=settled) == reached


@pytest.mark.parametrize(("online", "reached"), [(50, 4.0), (49, 3.92), (25, 2.0), (100, 4.0), (0, 0.0)])
def test_half_filed_online_is_full(edition: Edition, online: int, reached: float) -> None:
    assert points(edition, "3.3", filed_online=online, filed=100) == reached


def test_nothing_to_divide_by_is_neither_zero_nor_full(edition: Edition) -> None:
    told = rules.item_score(item(edition, "2.1"), NONE)
    assert (told.numerator, told.denominator, told.share, told.points) == (0, 0, None, None)
    empty = score(edition)
    assert (empty.points, empty.attainable, empty.share) == (0, 0, None)


def test_what_has_no_data_is_not_attainable_and_the_sum_says_of_how_many_points_it_is(
    edition: Edition,
) -> None:
    told = score(
        edition, timely=9, judged=10, filed=10, filed_online=2, settled=8, electronic=6, digitised=2,
        published=4, complete=3,
    )  # fmt: skip
    # 2.1 18 of 20; 3.3 20 % of 50 is 1.6 of 4; 4.1 3.3 of 4.4; 4.2 25 % of 80 is 1.375 of 4.4; 1.3 3.375 of 4.5
    assert told.points == Fraction("27.65")
    assert told.attainable == Fraction("37.3")
    assert rules.shown(told.share) == 74.13
    known = {each.item.key for group in told.groups for each in group.items if each.points is not None}
    assert known == {"1.3", "2.1", "3.3", "4.1", "4.2"}
    for group in told.groups:
        for each in group.items:
            assert (each.points is None) == bool(each.item.no_data)
    assert next(group for group in told.groups if group.group.key == "payment").attainable == 0


def test_two_decimals_go_half_up_and_are_rounded_once() -> None:
    assert rules.shown(Fraction("1.005")) == 1.01
    assert rules.shown(Fraction(2, 3)) == 0.67
    assert rules.shown(None) is None


def test_the_edition_is_that_of_the_last_day(edition: Edition) -> None:
    assert rules.edition_on([edition], date(2022, 6, 22)) is None
    assert rules.edition_on([edition], date(2022, 6, 23)) is edition


def test_weights_that_do_not_add_up_are_refused() -> None:
    told = json.loads(files("haicap.reporting").joinpath("data", "index766.json").read_text("utf-8"))
    told["editions"][0]["groups"][0]["points"] = "19"
    with pytest.raises(ValueError, match="do not add up"):
        rules.editions(told)
