"""The tables the apparatus is founded from: every field has a body, a counter and a specialist."""

import pytest

from haicap.organisation.contract import Role
from haicap.organisation.domain import codes, routing, staffing
from haicap.organisation.domain.composition import (
    FEWEST_COUNTERS,
    MOST_COUNTERS,
    CentreModel,
    counter_count,
    counter_plans,
    default_model,
)
from haicap.organisation.domain.tables import rows

SIZES = range(FEWEST_COUNTERS, MOST_COUNTERS + 1)
DEPARTMENTS = {row["slug"] for row in rows("departments")} | {"office"}


def test_every_field_is_routed_to_a_body_that_exists() -> None:
    for row in rows("routing"):
        assert row["commune"] in {"office", "economic", "culture", "centre"}, row
        assert row["province"] in DEPARTMENTS, row
        assert row["counter"] in {group["slug"] for group in rows("counters")}, row


def test_fields_are_found_however_they_are_typed_and_unknown_ones_go_to_the_office() -> None:
    assert routing.body_for("HO TICH", tier=routing.COMMUNE) == "office"
    assert routing.body_for("Đất đai", tier=routing.PROVINCE) == "agriculture_environment"
    assert routing.body_for("Chưa ai biết", tier=routing.COMMUNE) == "office"


@pytest.mark.parametrize("count", SIZES)
def test_the_counters_of_a_centre_receive_every_group_once(count: int) -> None:
    plans = counter_plans(count)
    assert [plan.number for plan in plans] == list(range(1, count + 1))
    slugs = [slug for plan in plans for slug in plan.slugs]
    assert sorted(slugs) == sorted(group["slug"] for group in rows("counters"))


@pytest.mark.parametrize("count", [3, 9])
def test_a_centre_has_four_to_eight_counters(count: int) -> None:
    with pytest.raises(ValueError, match="4 to 8"):
        counter_plans(count)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("own", [36, 37])
def test_a_commune_has_the_posts_it_is_given_and_a_centre_of_6_to_15(count: int, own: int) -> None:
    posts = staffing.commune_posts(counter_count=count, own_posts=own)
    assert sum(post.seats for post in posts if not post.on_duty) == own
    assert 6 <= sum(post.seats for post in posts if post.body == "centre") <= 15


@pytest.mark.parametrize("count", SIZES)
def test_every_field_of_a_commune_has_a_specialist_and_every_role_a_holder(count: int) -> None:
    posts = staffing.commune_posts(counter_count=count, own_posts=36)
    for row in rows("routing"):
        able = [
            post
            for post in posts
            if post.body == row["commune"] and Role.SPECIALIST in post.roles and row["field"] in post.fields
        ]
        assert able, row
    held = {role for post in posts for role in post.roles}
    assert held >= {Role.RECEIVER, Role.RETURNER, Role.SPECIALIST, Role.DIVISION_HEAD, Role.CHAIR, Role.CLERK}
    heads = {post.body for post in posts if Role.DIVISION_HEAD in post.roles}
    assert heads == {"office", "economic", "culture", "centre"}


def test_codes_follow_the_rule_and_nothing_unpublished_is_made_up() -> None:
    assert codes.receiving_code("68", "25000") == "H36.25000"
    assert codes.body_code("68", "25000", "00") == "H36.25000.00"
    assert codes.provincial_code("68", "03") == "H36.03"
    assert codes.receiving_code("91", "30337") == "P91.30337"


def test_the_provinces_of_the_one_level_model() -> None:
    assert default_model("01") is CentreModel.BRANCHES
    assert default_model("22") is CentreModel.BRANCHES
    assert default_model("68") is CentreModel.COMMUNE


def test_the_number_of_counters_is_fixed_by_the_code() -> None:
    assert {counter_count(f"{code:05d}") for code in range(25000, 25100)} == set(SIZES)
