"""What is due: the newest closed period of each kind that somebody asks for, and what there is of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from haicap.dossiers.contract import Period
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard, AgencyId
from haicap.reporting.contract import Due, Kind, ReportCard
from haicap.reporting.domain.periods import Rule, due_on, last_closed, period_of, rule_on
from haicap.reporting.selectors import periodic, periodic_bodies
from haicap.reporting.selectors.schedule import rules

ASKED = (Kind.MONTH, Kind.QUARTER, Kind.YEAR)


def due_of(bodies: Iterable[AgencyId], today: date) -> tuple[Due, ...]:
    """What each of these bodies owes for the newest closed period of each kind; of one that ended, its last period."""
    known = organisation.agencies(frozenset(bodies))
    cards = sorted(known.values(), key=lambda card: (card.name, card.id))
    made: dict[tuple[AgencyId, Kind, date], ReportCard] = {}
    newest = list(asked(today))
    for card in reversed(
        periodic.that_began(known, {period.start for _, period in newest})
    ):  # the last edition stays
        made[card.body, card.kind, card.period.start] = card
    return tuple(
        due
        for rule, period in newest
        for due in collected(
            cards, rule, period, {body: made.get((body, rule.kind, period.start)) for body in known}
        )
    )


def asked(today: date) -> Iterator[tuple[Rule, Period]]:
    """The kinds that are asked for, each with its newest closed period."""
    for kind in ASKED:
        rule = rule_on(rules(), kind, today)
        if rule is not None and (period := last_closed(rule, today)).end >= rule.since:
            yield rule, period


def collected(
    bodies: Sequence[AgencyCard], rule: Rule, period: Period, reports: Mapping[AgencyId, ReportCard | None]
) -> list[Due]:
    """What each of the bodies owes for `period`, beside what it made of it; who had ended before is left away."""
    found, ends = [], periodic_bodies.last_days(body.id for body in bodies)
    for body in bodies:
        level, last = periodic_bodies.level_of(body), ends.get(body.id)
        if last is not None and last < period.start:
            continue
        days = period if last is None or last >= period.end else Period(period.start, last)
        due = due_on(rule, level, period)
        found.append(Due(body.id, body.name, level, rule.kind, days, due, reports.get(body.id)))
    return found


def of_bodies(bodies: Sequence[AgencyCard], rule: Rule, period: Period) -> list[Due]:
    """The same, with the reports read."""
    reports = periodic.of_period([body.id for body in bodies], rule.kind, period.start)
    return collected(bodies, rule, period, reports)


def of_province(province_code: str, rule: Rule, day: date) -> list[Due]:
    """What every body of a province has made of the period of the rule's kind in which `day` lies."""
    period = period_of(rule, day)
    return of_bodies(periodic_bodies.reporters(province_code, period.end), rule, period)
