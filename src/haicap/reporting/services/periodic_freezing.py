"""Counting a report once and for all: the content with its hash and the rows behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Head, LateEntry, Part, RecordedRow
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard, AgencyId
from haicap.platform.instants import one_instant
from haicap.reporting.contract import Level, ReportCard, Step
from haicap.reporting.domain import periodic_content, rows_file
from haicap.reporting.domain.columns import numbers_of
from haicap.reporting.domain.periods import Asked, due_on
from haicap.reporting.selectors import figure_laws, periodic, periodic_bodies
from haicap.reporting.selectors.late import starting_at
from haicap.reporting.selectors.schedule import require_rule
from haicap.reporting.services.periodic_index import freeze_index
from haicap.territory import api as territory
from haicap.territory.contract import UnitId


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is to be kept: the content without the hash of its rows, and the rows."""

    content: dict[str, Any]
    rows: Sequence[RecordedRow]
    file: bytes


def freeze(asked: Asked, *, edition: int, at: datetime) -> Frozen:
    """Count the report as recorded now: laws, heads and rows are read at one instant.

    Refuses `reporting.law_broken` (naming the laws).
    """
    with one_instant():
        return _frozen(asked, edition=edition, at=at)


def _frozen(asked: Asked, *, edition: int, at: datetime) -> Frozen:
    included, before = _included(asked), _reports_before(asked)
    if broken := figure_laws.broken_laws([card.id for card in (*included, *before)]):
        raise refuse("reporting.law_broken", laws=", ".join(broken))
    heads, taken_in = _heads(asked, included), _taken_in(included)
    parts = tuple(
        replace(part, earlier=periodic_content.earlier_of(taken_in.get(part.head.unit_id, ())))
        for part in periodic_bodies.parts_of(asked.body, asked.level, heads)
    )
    rows = list(dossiers.rows_recorded(parts, asked.period))
    codes = {unit: territory.last_card(unit, local_day(at)).code for unit in (head.unit_id for head in heads)}
    former = _former(before, parts)
    chains = periodic_content.chains(parts, rows, codes, former, taken_in)
    late = _late(asked, parts, former)
    index, index_rows = freeze_index(asked, included, at)
    content = {
        "form": periodic_content.FORM,
        "format": periodic_content.FORMAT,
        "body": {"code": asked.body.code, "name": asked.body.name},
        "level": asked.level.value,
        "kind": asked.kind.value,
        **periodic_content.days(asked.period),
        "edition": edition,
        "frozen_at": periodic_content.moment(at),
        "rule": _rule(asked),
        **periodic_content.counted(rows),
        "chains": chains,
        "adjustments": periodic_content.adjusted(late, chains, former),
        "laws": figure_laws.told(),
        **_collected(asked, included, rows),
        **index,
    }
    return Frozen(
        content, rows, rows_file.written(rows, late, index_rows, file_format=periodic_content.FORMAT)
    )


def _rule(asked: Asked) -> dict[str, Any]:
    rule = require_rule(asked.kind, asked.period.end)
    due = due_on(rule, asked.level, asked.period)
    return {
        "source": rule.source,
        "certainty": rule.certainty,
        "due_on": due.isoformat() if due else None,
    }


def _included(asked: Asked) -> tuple[ReportCard, ...]:
    """The submitted reports of communes and departments that a province's report is made of."""
    if asked.level is not Level.PROVINCE:
        return ()
    bodies = [each.id for each in periodic_bodies.reporters(asked.body.province_code, asked.period.end)]
    cards = periodic.of_period(bodies, asked.kind, asked.period.start).values()
    submitted = (card for card in cards if card.step in (Step.SUBMITTED, Step.ROLLED_UP))
    return tuple(card for card in periodic.whole(submitted) if card.level is not Level.PROVINCE)


def _heads(asked: Asked, included: Sequence[ReportCard]) -> tuple[Head, ...]:
    """Today's heads; of a chain that a submitted report covers, those of that report."""
    theirs = {
        head.unit_id: head
        for card in included
        if card.level is Level.COMMUNE
        for head in periodic_content.heads_of(card.content)
    }
    now = periodic_bodies.taken_now(asked.body, asked.level, asked.period.end)
    return tuple(theirs.get(head.unit_id, head) for head in now)


def _taken_in(included: Sequence[ReportCard]) -> Mapping[UnitId, list[dict[str, Any]]]:
    """Departments share the province's chain: of those that sent a report it is read up to where that one ended."""
    found: dict[UnitId, list[dict[str, Any]]] = defaultdict(list)
    for card in sorted(included, key=lambda card: card.body):
        if card.level is Level.DEPARTMENT:
            for chain in card.content["chains"]:
                link = {"agencies": chain["agencies"], "seq": chain["seq"], "hash": chain["hash"]}
                found[UnitId(chain["unit"])].append(link)
    return found


def _reports_before(asked: Asked) -> tuple[ReportCard, ...]:
    """The reports that ended where this one begins: of the body, and of those it succeeded."""
    bodies = organisation.bodies_behind([asked.body.id])[asked.body.id]
    return periodic.former(bodies, asked.kind, asked.period.start)


def _former(before: Iterable[ReportCard], parts: Sequence[Part]) -> dict[UnitId, Mapping[str, Any]]:
    """By unit the chain as the report before has it."""
    found: dict[UnitId, Mapping[str, Any]] = {}
    for card in before:
        for chain in card.content["chains"]:
            found.setdefault(UnitId(chain["unit"]), chain)
    mine = {part.head.unit_id for part in parts}
    return {unit: chain for unit, chain in found.items() if unit in mine}


def _late(
    asked: Asked, parts: Sequence[Part], former: Mapping[UnitId, Mapping[str, Any]]
) -> tuple[LateEntry, ...]:
    since = {unit: int(chain["seq"]) for unit, chain in former.items()}
    since_of = {unit: periodic_content.earlier_of(chain.get("earlier", ())) for unit, chain in former.items()}
    return dossiers.entries_after(parts, since, starting_at(asked.period), since_of)


def _collected(asked: Asked, included: Sequence[ReportCard], rows: Sequence[RecordedRow]) -> dict[str, Any]:
    """For the province: its lines by unit and by its own bodies, which reports it is made of, who has not submitted."""
    if asked.level is not Level.PROVINCE:
        return {}
    cards = territory.communes_of(asked.body.province_code, asked.period.end)
    owner = organisation.units_behind([asked.body.unit_id, *(card.unit_id for card in cards)])
    by_unit: dict[UnitId, list[RecordedRow]] = defaultdict(list)
    chains: dict[UnitId, list[UnitId]] = defaultdict(list)
    for unit, head in sorted(owner.items()):
        chains[head].append(unit)
    for row in rows:
        by_unit[owner[row.unit_id]].append(row)
    names = {asked.body.unit_id: asked.body.name, **{card.unit_id: card.name for card in cards}}
    departments = periodic_bodies.departments(asked.body.province_code, asked.period.end)
    sent = {card.body for card in included}
    covered = {card.unit_id for card in included if card.level is Level.COMMUNE}
    return {
        "units": [
            {"unit": unit, "name": name, "chains": chains[unit], "numbers": numbers_of(by_unit[unit])}
            for unit, name in names.items()
        ],
        "bodies": _by_body([*departments, asked.body], by_unit[asked.body.unit_id]),
        "included": [
            {"report": str(card.id), "unit": card.unit_id, "body": card.body, "sha256": card.sha256}
            for card in sorted(included, key=lambda card: (card.unit_id, card.body))
        ],
        "missing": [
            *({"code": card.code, "name": card.name} for card in cards if card.unit_id not in covered),
            *({"code": body.code, "name": body.name} for body in departments if body.id not in sent),
        ],
    }


def _by_body(bodies: Sequence[AgencyCard], rows: Sequence[RecordedRow]) -> list[dict[str, Any]]:
    """The province's own line by its departments; what none of them answers for is the last one's, its committee's."""
    heads = {
        body: head
        for head, behind in organisation.bodies_behind([each.id for each in bodies]).items()
        for body in behind
    }
    told: dict[AgencyId, list[RecordedRow]] = defaultdict(list)
    for row in rows:
        told[heads.setdefault(row.agency, bodies[-1].id)].append(row)
    agencies: dict[AgencyId, list[AgencyId]] = defaultdict(list)
    for agency, head in sorted(heads.items()):
        agencies[head].append(agency)
    return [
        {
            "body": each.id,
            "name": each.name,
            "agencies": agencies[each.id],
            "numbers": numbers_of(told[each.id]),
        }
        for each in bodies
    ]
