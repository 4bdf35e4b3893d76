"""The index of service quality of units, departments and provinces, computed from the counts of their owners."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period, QualityCounts
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse
from haicap.kernel.text import sort_key
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId
from haicap.procedures import api as procedures
from haicap.procedures.contract import FeeRule, Level, ProcedureCard
from haicap.reporting.contract import Edition, Score
from haicap.reporting.domain import index766 as rules
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

DATA = "index766.json"


def edition_of(period: Period) -> Edition:
    """Weights and formulas in force when `period` ends; refuses `reporting.no_index_then`."""
    edition = rules.edition_on(_editions(), period.end)
    if edition is None:
        raise refuse("reporting.no_index_then", day=period.end)
    return edition


def edition_frozen(valid_from: date) -> Edition:
    """The edition a frozen report names; ValueError where the package's data no longer have it."""
    return next(each for each in _editions() if each.valid_from == valid_from)


def index_of_units(
    *, actor: Actor, units: Sequence[UnitCard], period: Period, now: datetime
) -> tuple[Score, ...]:
    """The index of each of `units` (communes), in their order; one statement for all."""
    edition = edition_of(period)
    counts = dossiers.quality_by_unit(
        actor=actor, units=[card.unit_id for card in units], period=period, now=now
    )
    told = _catalogue(complete_by_level(_day(period, now)), Level.COMMUNE)
    return tuple(
        _score(edition, counts[card.unit_id], told, (card.code, card.name), period) for card in units
    )


def index_of_province(*, actor: Actor, period: Period, now: datetime) -> Score:
    """The index of the whole province: its communes and departments together."""
    day = _day(period, now)
    unit = territory.require_unit(actor.province_code, day)
    cards = [unit, *territory.communes_of(actor.province_code, day)]
    counts = dossiers.quality_by_unit(
        actor=actor, units=[card.unit_id for card in cards], period=period, now=now
    )
    total = _sum(list(counts.values()))
    told = _catalogue(complete_by_level(day), None)
    return _score(edition_of(period), total, told, (unit.code, unit.name), period)


def index_of_departments(
    *, actor: Actor, period: Period, now: datetime
) -> tuple[tuple[AgencyId, Score], ...]:
    """The index of every body of the province that answers for dossiers or procedures, by name."""
    edition, day = edition_of(period), _day(period, now)
    unit = territory.require_unit(actor.province_code, day)
    counts = dossiers.quality_by_body(actor=actor, unit=unit.unit_id, period=period, now=now)
    published = published_by_body(unit, day)
    bodies = sorted(organisation.agencies(frozenset({*published, *counts})).values(), key=by_name)
    return tuple(
        (
            body.id,
            _score(
                edition,
                counts.get(body.id, QualityCounts()),
                _catalogue(published.get(body.id, ()), None),
                (body.code, body.name),
                period,
            ),
        )
        for body in bodies
    )


def published_by_body(unit: UnitCard, day: date) -> Mapping[AgencyId, list[tuple[ProcedureCard, bool]]]:
    """The procedures each body of a province (`unit`) answers for, with whether their publication is complete."""
    committee = organisation.committee_of_unit(unit.unit_id).id
    found: dict[AgencyId, list[tuple[ProcedureCard, bool]]] = defaultdict(list)
    for card, done in complete_by_level(day):
        if Level.PROVINCE in card.levels:
            found[organisation.division_for(committee, card.field)].append((card, done))
    return found


def by_name(card: AgencyCard) -> tuple[str, int]:
    """The order of bodies in a ranking of equals."""
    return sort_key(card.name), card.id


def procedures_of(
    *, actor: Actor, unit: str, body: AgencyId | None, day: date
) -> tuple[tuple[ProcedureCard, bool], ...]:
    """The procedures item 1.3 looks at for a commune, a body of the province or (neither) all, by code; with whether
    their publication is complete.
    """
    if body is not None:
        province = territory.require_unit(actor.province_code, day)
        return _by_code(published_by_body(province, day).get(body, ()))
    return _by_code(row for row in complete_by_level(day) if not unit or Level.COMMUNE in row[0].levels)


def _by_code(rows: Iterable[tuple[ProcedureCard, bool]]) -> tuple[tuple[ProcedureCard, bool], ...]:
    return tuple(sorted(rows, key=lambda row: row[0].code))


def complete_by_level(day: date) -> tuple[tuple[ProcedureCard, bool], ...]:
    """Every procedure in force on `day`, and whether its publication has all parts the catalogue keeps."""
    return tuple((card, _is_complete(card)) for card in procedures.in_force(day=day))


def _is_complete(card: ProcedureCard) -> bool:
    parts = (card.name, card.steps, card.components, card.variants, card.result_name, card.levels)
    return (
        all(parts)
        and all(variant.limit for variant in card.variants)
        and card.fee_rule != FeeRule.NOT_STATED.value
    )


def _catalogue(told: Sequence[tuple[ProcedureCard, bool]], level: Level | None) -> Mapping[str, int]:
    mine = [done for card, done in told if level is None or level in card.levels]
    return {"published": len(mine), "complete": sum(mine)}


def _score(
    edition: Edition, counts: QualityCounts, catalogue: Mapping[str, int], of: tuple[str, str], period: Period
) -> Score:
    code, name = of
    told = {**asdict(counts), "judged": counts.judged, **catalogue}
    return rules.score(edition, told, code=code, name=name, period=period)


def _sum(rows: Sequence[QualityCounts]) -> QualityCounts:
    names = asdict(QualityCounts())
    return QualityCounts(**{name: sum(getattr(row, name) for row in rows) for name in names})


def _day(period: Period, now: datetime) -> date:
    return min(period.end, local_day(now))


@cache
def _editions() -> tuple[Edition, ...]:
    return rules.editions(json.loads(files("haicap.reporting").joinpath("data", DATA).read_text("utf-8")))
