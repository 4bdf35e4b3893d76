"""Who reports: the committee of a commune, a department, the province; and what each counts of which chain."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Head, Part, Period
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId, AgencyKind
from haicap.reporting.contract import Level
from haicap.territory import api as territory
from haicap.territory.contract import UnitId

_LEVELS = {
    AgencyKind.COMMITTEE: Level.COMMUNE,
    AgencyKind.DEPARTMENT: Level.DEPARTMENT,
    AgencyKind.PROVINCIAL_COMMITTEE: Level.PROVINCE,
}


def level_of(body: AgencyCard) -> Level:
    """At which level a body reports; refuses `reporting.not_a_body`."""
    if body.kind not in _LEVELS:
        raise refuse("reporting.not_a_body", field="body", body=body.name)
    return _LEVELS[body.kind]


def reports(body: AgencyId) -> bool:
    """True for a body that makes periodic reports."""
    return organisation.agency(body).kind in _LEVELS


def own_bodies(actor: Actor) -> frozenset[AgencyId]:
    """The body the actor reports for, and those it succeeded; none for people of the provincial centre's branches, who
    sit in a commune and report neither for it nor for the province.
    """
    if _sits_in_a_branch(actor):
        return frozenset()
    return organisation.bodies_behind([actor.committee_id])[actor.committee_id]


def collects(actor: Actor) -> bool:
    """True for people of the province's own committee: they take in what others submit."""
    own = organisation.agency(actor.committee_id).kind
    return own is AgencyKind.PROVINCIAL_COMMITTEE and not _sits_in_a_branch(actor)


def _sits_in_a_branch(actor: Actor) -> bool:
    return organisation.agency(actor.agency_id).kind is AgencyKind.BRANCH


def reporters(province_code: str, day: date) -> tuple[AgencyCard, ...]:
    """Bodies of a province that report what ended on `day`: its communes', its departments, its own; by name within
    each. Who ended since is among them: its successor prepares it.
    """
    units = {card.unit_id for card in territory.communes_of(province_code, day)}
    bodies = organisation.agencies_of_province(province_code, kinds=frozenset(_LEVELS), until=day)
    communes = [b for b in bodies if b.kind is AgencyKind.COMMITTEE and b.unit_id in units]
    others = {kind: [b for b in bodies if b.kind is kind] for kind in _LEVELS}
    return (*communes, *others[AgencyKind.DEPARTMENT], *others[AgencyKind.PROVINCIAL_COMMITTEE])


def departments(province_code: str, day: date) -> tuple[AgencyCard, ...]:
    """The departments among those that report."""
    return tuple(each for each in reporters(province_code, day) if each.kind is AgencyKind.DEPARTMENT)


def last_days(bodies: Iterable[AgencyId]) -> Mapping[AgencyId, date]:
    """The last day of those of `bodies` that another goes on for. One question for all."""
    asked = frozenset(bodies)
    return {
        each.predecessor: each.since - timedelta(days=1)
        for each in organisation.successions_from(asked)
        if each.predecessor in asked and not each.until
    }


def shortened(body: AgencyId, period: Period) -> Period:
    """`period` as far as the body lived in it; refuses `reporting.ended_before`."""
    last = last_days([body]).get(body)
    if last is None or last >= period.end:
        return period
    if last < period.start:
        raise refuse("reporting.ended_before", field="day", last=last)
    return Period(period.start, last)


def chains_of(body: AgencyCard, level: Level, day: date) -> tuple[UnitId, ...]:
    """The units whose chains a body counts: its own and those merged into it; for the province, all communes'."""
    units: Iterable[UnitId] = [body.unit_id]
    if level is Level.PROVINCE:
        units = [body.unit_id, *(card.unit_id for card in territory.communes_of(body.province_code, day))]
    return tuple(sorted(organisation.units_behind(units)))


def parts_of(body: AgencyCard, level: Level, heads: Iterable[Head]) -> tuple[Part, ...]:
    """What a body counts up to `heads`: of the province's chain, a department only what it decides itself."""
    own = organisation.bodies_behind([body.id])[body.id] if level is Level.DEPARTMENT else None
    return tuple(Part(head, own) for head in heads)


def taken_now(body: AgencyCard, level: Level, day: date) -> tuple[Head, ...]:
    """A snapshot of the chains of a body, at one instant."""
    return dossiers.snapshot(chains_of(body, level, day))
