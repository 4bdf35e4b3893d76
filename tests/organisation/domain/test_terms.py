"""Terms of office: overlaps, seats, what may be lent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.organisation.contract import Role
from haicap.organisation.domain.terms import Term, covered, may_appoint, may_delegate, overlap, within

D = date(2026, 3, 2)


def day(number: int) -> date:
    return D + timedelta(days=number)


terms = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30)).map(
    lambda pair: (day(pair[0]), None if pair[1] is None else day(pair[0] + pair[1]))
)


def days_of(term: Term) -> set[int]:
    last = 90 if term[1] is None else (term[1] - D).days
    return set(range((term[0] - D).days, last + 1))


@given(terms, terms)
def test_overlap_and_within_agree_with_sets_of_days(one: Term, other: Term) -> None:
    assert overlap(one, other) == bool(days_of(one) & days_of(other))
    assert within(one, other) == (days_of(one) <= days_of(other))


@given(terms, st.lists(terms, max_size=5))
def test_covered_agrees_with_the_union_of_days(term: Term, held: list[Term]) -> None:
    union: set[int] = set().union(*map(days_of, held))
    assert covered(term, held) == (days_of(term) <= union)


@given(terms, st.lists(terms, max_size=5), st.integers(1, 3))
def test_a_post_is_full_exactly_where_a_day_would_have_too_many(
    term: Term, others: list[Term], seats: int
) -> None:
    crowded = any(sum(one in days_of(held) for held in others) >= seats for one in days_of(term))
    answer = may_appoint(term=term, left_on=None, own=[], others=others, seats=seats)
    assert answer == ("organisation.post_full" if crowded else None)


@pytest.mark.parametrize(
    ("term", "left_on", "own", "code"),
    [
        ((day(2), day(1)), None, [], "organisation.dates_out_of_order"),
        ((day(0), None), day(9), [], "organisation.employment_ended"),
        ((day(0), day(9)), day(9), [], None),
        ((day(0), None), None, [(day(5), day(6))], "organisation.already_appointed"),
        ((day(7), None), None, [(day(5), day(6))], None),
    ],
)
def test_why_somebody_may_not_be_appointed(
    term: Term, left_on: date | None, own: list[Term], code: str | None
) -> None:
    assert may_appoint(term=term, left_on=left_on, own=own, others=[], seats=1) == code


@pytest.mark.parametrize(
    ("roles", "term", "code"),
    [
        ({Role.CHAIR}, (day(1), day(5)), None),
        ({Role.CLERK}, (day(1), day(5)), "organisation.roles_not_held"),
        (set(), (day(1), day(5)), "organisation.roles_not_held"),
        ({Role.CHAIR}, (day(5), day(1)), "organisation.dates_out_of_order"),
        ({Role.CHAIR}, (day(1), day(99)), "organisation.delegation_outlives_appointment"),
        ({Role.CHAIR}, (day(-1), day(5)), "organisation.delegation_outlives_appointment"),
    ],
)
def test_only_what_is_held_can_be_lent_and_only_so_long(
    roles: set[Role], term: Term, code: str | None
) -> None:
    answer = may_delegate(
        roles=frozenset(roles), held=frozenset({Role.CHAIR}), term=term, lender=(day(0), day(30))
    )
    assert (answer.code if answer else None) == code
