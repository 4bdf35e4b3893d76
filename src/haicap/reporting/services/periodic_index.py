"""Freezing the index of service quality with a month's report: its counts, and the rows they are counted of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import QualityRow
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard, AgencyId
from haicap.procedures.contract import Level as Tier
from haicap.procedures.contract import ProcedureCard
from haicap.reporting.contract import Kind, Level, ReportCard
from haicap.reporting.domain import frozen_index
from haicap.reporting.domain.periods import Asked
from haicap.reporting.selectors import index766
from haicap.reporting.selectors.late import index_rows
from haicap.territory import api as territory
from haicap.territory.contract import UnitId

_ALL, _COMMUNE = "all", "commune"  # names of catalogues; that of a body is its id
Codes = dict[str, list[str]]
Lines = tuple[list[dict[str, Any]], dict[str, Codes]]  # and the catalogues they name


def freeze_index(
    asked: Asked, included: Sequence[ReportCard], at: datetime
) -> tuple[dict[str, Any], Sequence[QualityRow]]:
    """What the content says of the index (empty where a report has none), and its rows. Reads the instant it is in.

    Only months have one. A province takes the rows of the reports it is made of; what it lacks is read now.
    """
    if asked.kind is not Kind.MONTH:
        return {}, ()
    try:
        edition = index766.edition_of(asked.period)
    except RefusalError:  # before there was an index
        return {}, ()
    rows = _rows(asked, included, at)
    lines, procedures = _LINES[asked.level](asked.body, asked.period.end, rows)
    told = {"edition": edition.valid_from.isoformat(), "procedures": procedures, "lines": lines}
    return {frozen_index.KEY: told}, rows


def _rows(asked: Asked, included: Sequence[ReportCard], at: datetime) -> list[QualityRow]:
    body, units = asked.body, [asked.body.unit_id]
    if asked.level is Level.PROVINCE:
        units += [card.unit_id for card in territory.communes_of(body.province_code, asked.period.end)]
    chains = sorted(organisation.units_behind(units))
    rows = list(dossiers.quality_rows(province=body.province_code, units=chains, period=asked.period, now=at))
    if asked.level is Level.DEPARTMENT:
        own = organisation.bodies_behind([body.id])[body.id]
        return [row for row in rows if row.agency in own]
    taken = [card for card in included if frozen_index.KEY in card.content]
    rows = frozen_index.without(rows, (card.content[frozen_index.KEY]["lines"][0] for card in taken))
    for card in taken:
        rows += index_rows(card)
    return rows


def _of_commune(body: AgencyCard, day: date, rows: Sequence[QualityRow]) -> Lines:
    unit = territory.last_card(body.unit_id, day)
    line = frozen_index.line(
        frozen_index.by_unit(rows),
        of=(unit.code, unit.name),
        units=_chains(unit.unit_id),
        catalogue=_COMMUNE,
    )
    return [line], {_COMMUNE: _at_communes(day)}


def _of_department(body: AgencyCard, day: date, rows: Sequence[QualityRow]) -> Lines:
    unit = territory.require_unit(body.province_code, day)
    agencies = organisation.bodies_behind([body.id])[body.id]
    line = _line_of_body(body, _chains(unit.unit_id), agencies, frozen_index.by_unit(rows))
    return [line], {str(body.id): _codes(index766.published_by_body(unit, day).get(body.id, ()))}


def _of_province(body: AgencyCard, day: date, rows: Sequence[QualityRow]) -> Lines:
    """The province first, its communes, then every body of it that answers for dossiers or procedures, by name."""
    unit = territory.require_unit(body.province_code, day)
    communes = territory.communes_of(body.province_code, day)
    told, published = frozen_index.by_unit(rows), index766.published_by_body(unit, day)
    behind: dict[UnitId, list[UnitId]] = defaultdict(list)
    for chain, head in organisation.units_behind([each.unit_id for each in (unit, *communes)]).items():
        behind[head].append(chain)
    everywhere = [chain for chains in behind.values() for chain in chains]
    agencies: dict[AgencyId, set[AgencyId]] = {each: {each} for each in published}
    for agency in {row.agency for chain in behind[unit.unit_id] for row in told.get(chain, ())}:
        agencies.setdefault(organisation.heir_of(agency), set()).add(agency)
    bodies = sorted(organisation.agencies(frozenset(agencies)).values(), key=index766.by_name)
    lines = [
        frozen_index.line(told, of=(unit.code, unit.name), units=everywhere, catalogue=_ALL),
        *(
            frozen_index.line(told, of=(card.code, card.name), units=behind[card.unit_id], catalogue=_COMMUNE)
            for card in communes
        ),
        *(_line_of_body(each, behind[unit.unit_id], agencies[each.id], told) for each in bodies),
    ]
    catalogues = {str(each.id): _codes(published.get(each.id, ())) for each in bodies}
    return lines, {
        _ALL: _codes(index766.complete_by_level(day)),
        _COMMUNE: _at_communes(day),
        **catalogues,
    }


def _line_of_body(
    body: AgencyCard, units: Iterable[UnitId], agencies: Iterable[AgencyId], rows: frozen_index.ByUnit
) -> dict[str, Any]:
    return frozen_index.line(
        rows,
        of=(body.code, body.name),
        units=units,
        agencies=agencies,
        catalogue=str(body.id),
        body=body.id,
    )


def _chains(unit: UnitId) -> list[UnitId]:
    return sorted(organisation.units_behind([unit]))


def _at_communes(day: date) -> Codes:
    return _codes(row for row in index766.complete_by_level(day) if Tier.COMMUNE in row[0].levels)


def _codes(published: Iterable[tuple[ProcedureCard, bool]]) -> Codes:
    told = sorted((card.code, done) for card, done in published)
    return {
        "complete": [code for code, done in told if done],
        "incomplete": [code for code, done in told if not done],
    }


_LINES = {
    Level.COMMUNE: _of_commune,
    Level.DEPARTMENT: _of_department,
    Level.PROVINCE: _of_province,
}
