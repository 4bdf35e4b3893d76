"""When periods begin, end and are due, by dated rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from haicap.dossiers.contract import Period
from haicap.reporting.contract import Kind, Level
from haicap.reporting.domain.periods import Rule, before, due_on, last_closed, period_of, rule_on
from haicap.reporting.selectors.schedule import rules


def rule(kind: Kind) -> Rule:
    found = rule_on(rules(), kind, date(2026, 3, 2))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "day", "start", "end"),
    [
        (Kind.DAY, date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28)),
        (Kind.WEEK, date(2026, 3, 1), date(2026, 2, 23), date(2026, 3, 1)),
        (Kind.MONTH, date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (Kind.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Kind.QUARTER, date(2026, 3, 14), date(2025, 12, 15), date(2026, 3, 14)),
        (Kind.QUARTER, date(2026, 3, 15), date(2026, 3, 15), date(2026, 6, 14)),
        (Kind.QUARTER, date(2026, 12, 20), date(2026, 12, 15), date(2027, 3, 14)),
        (Kind.YEAR, date(2026, 1, 1), date(2025, 12, 15), date(2026, 12, 14)),
        (Kind.YEAR, date(2026, 12, 15), date(2026, 12, 15), date(2027, 12, 14)),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(kind: Kind, day: date, start: date, end: date) -> None:
    assert period_of(rule(kind), day) == Period(start, end)


@pytest.mark.parametrize("kind", Kind)
def test_periods_of_a_kind_follow_one_another_without_gap_or_overlap(kind: Kind) -> None:
    of, day = rule(kind), date(2025, 7, 1)
    period = period_of(of, day)
    while period.end < date(2028, 3, 1):
        following = period_of(of, period.end + timedelta(days=1))
        assert following.start == period.end + timedelta(days=1)
        assert before(of, following) == period
        assert all(period_of(of, each) == period for each in (period.start, period.end))
        period = following


def test_the_newest_closed_period_is_over_before_today() -> None:
    assert last_closed(rule(Kind.MONTH), date(2026, 3, 1)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert last_closed(rule(Kind.QUARTER), date(2026, 3, 14)).end == date(2025, 12, 14)
    assert last_closed(rule(Kind.QUARTER), date(2026, 3, 15)).end == date(2026, 3, 14)


def test_a_day_s_report_is_due_only_where_somebody_asks_for_it() -> None:
    february = Period(date(2026, 2, 1), date(2026, 2, 28))
    assert due_on(rule(Kind.MONTH), Level.COMMUNE, february) == date(2026, 3, 3)
    assert due_on(rule(Kind.DAY), Level.COMMUNE, february) is None


def test_a_rule_holds_from_its_first_day_until_the_next() -> None:
    old = rule(Kind.QUARTER)
    new = replace(old, since=date(2027, 1, 1), closes=20)
    known = (replace(old, until=new.since), new)
    assert rule_on(known, Kind.QUARTER, date(2026, 12, 31)) == known[0]
    assert rule_on(known, Kind.QUARTER, date(2027, 1, 1)) == new
    assert rule_on(known, Kind.QUARTER, date(2020, 12, 31)) is None


def test_every_rule_says_its_words_and_a_statutory_one_its_source() -> None:
    for each in rules():
        assert each.words and each.words_en and each.certainty in {"ours", "unverified"}
        assert bool(each.source) == (each.certainty == "unverified")
