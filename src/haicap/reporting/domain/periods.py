"""When a periodic report begins, ends and is due. Rules are dated data: a change of law is a new rule, not a new code.

Quarters and years of the statutory form close on a day within their last month (Circular 01/2020/TT-VPCP).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haicap.dossiers.contract import Period
from haicap.organisation.contract import AgencyCard
from haicap.reporting.contract import Kind, Level


@dataclass(frozen=True, slots=True)
class Rule:
    """How periods of a kind lie from `since` on, before `until`: they close on day `closes` of a month (0: its end).

    `due_after_days`: calendar days after the last day, by level; empty where the report is not asked for by itself.
    """

    kind: Kind
    closes: int
    since: date
    until: date | None
    due_after_days: Mapping[Level, int]
    source: str
    certainty: str
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: of whom, at which level, for what days."""

    body: AgencyCard
    level: Level
    kind: Kind
    period: Period


_MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}


def rule_on(rules: Iterable[Rule], kind: Kind, day: date) -> Rule | None:
    """The rule of `kind` in force on `day`."""
    found = (rule for rule in rules if rule.kind is kind and rule.since <= day)
    return next((rule for rule in found if rule.until is None or day < rule.until), None)


def period_of(rule: Rule, day: date) -> Period:
    """The period of the rule's kind in which `day` lies."""
    if rule.kind is Kind.DAY:
        return Period(day, day)
    if rule.kind is Kind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = _MONTHS[rule.kind]
    last = _month(day)
    while last % months or _closing(rule, last) < day:
        last += 1
    return Period(_closing(rule, last - months) + timedelta(days=1), _closing(rule, last))


def last_closed(rule: Rule, today: date) -> Period:
    """The newest period that is over before `today`."""
    return period_of(rule, period_of(rule, today).start - timedelta(days=1))


def before(rule: Rule, period: Period) -> Period:
    """The period before."""
    return period_of(rule, period.start - timedelta(days=1))


def due_on(rule: Rule, level: Level, period: Period) -> date | None:
    """The last day for submitting; None where nobody asks for the report."""
    days = rule.due_after_days.get(level)
    return None if days is None else period.end + timedelta(days=days)


def _month(day: date) -> int:
    """Months since the year 0, December of which is 12: a year's last month is a multiple of twelve."""
    return day.year * 12 + day.month


def _closing(rule: Rule, month: int) -> date:
    year, place = divmod(month - 1, 12)
    first = date(year, place + 1, 1)
    if rule.closes:
        return first.replace(day=rule.closes)
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
