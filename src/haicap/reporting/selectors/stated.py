"""Figures that officials wrote down, each beside our count of today, with the relations among those of one period."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from haicap.dossiers.contract import Period
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.reporting.contract import (
    Compared,
    DeclaredFigure,
    Inconsistency,
    Paper,
    Qualifier,
    Relation,
    Stated,
    StatedPeriod,
)
from haicap.reporting.domain.declaring import whole_and_parts
from haicap.reporting.domain.findings import all_tested, confirmed
from haicap.reporting.models import DeclaredPaper, DeclaredRow
from haicap.reporting.selectors.declared import collected, count_beside
from haicap.territory.contract import UnitCard, UnitId


def stated(*, actor: Actor, unit: UnitCard, now: datetime) -> tuple[StatedPeriod, ...]:
    """All that was written down of `unit` (and of those merged into it), newest period first.

    Refuses `declared.other_unit` for a unit that is not the actor's, unless it sees the whole province.
    """
    if not actor.whole_province and unit.unit_id != actor.unit_id:
        raise refuse("declared.other_unit")
    rows = list(
        DeclaredRow.objects.filter(
            province__in=actor.provinces, unit_id__in=organisation.units_behind([unit.unit_id])
        ).order_by("id")
    )
    replaced = {row.replaces_id for row in rows}
    by_id = {row.id: row for row in rows}
    periods: dict[Period, list[Stated]] = defaultdict(list)
    standing = {row.id: figure_of(row, unit) for row in rows if row.id not in replaced}
    counted = count_beside(actor=actor, figures=tuple(standing.values()), now=now)
    for number, figure in standing.items():
        row = by_id[number]
        told = _card(row, unit, counted[figure.key], _former(row, by_id, unit))
        periods[Period(row.starts_on, row.ends_on)].append(told)
    return tuple(
        StatedPeriod(unit, period, tuple(cards), whole_and_parts([each.compared for each in cards], period))
        for period, cards in sorted(
            periods.items(), key=lambda pair: (pair[0].end, pair[0].start), reverse=True
        )
    )


def papers(actor: Actor) -> tuple[Paper, ...]:
    """Files handed in that tell of units the actor may see, newest first."""
    rows = DeclaredPaper.objects.filter(province__in=actor.provinces).order_by("-at", "id")
    if not actor.whole_province:
        own = DeclaredRow.objects.filter(unit_id=actor.unit_id, paper__isnull=False)
        rows = rows.filter(id__in=own.values("paper_id"))
    return tuple(Paper(row.id, row.name, row.sha256, row.at, row.actor_label) for row in rows)


def paper_tested(actor: Actor, paper: UUID) -> tuple[Paper, tuple[Relation, ...], tuple[Inconsistency, ...]]:
    """A file with all its relations computed and its remarks; refuses `declared.unknown_paper`."""
    found = next((each for each in papers(actor) if each.id == paper), None)
    if found is None:
        raise refuse("declared.unknown_paper")
    collection = collected(DeclaredPaper.objects.get(id=paper).content)
    relations = all_tested(collection)
    return found, relations, confirmed(collection, relations)


def own_row(actor: Actor, row: int) -> DeclaredRow:
    """A row of the actor's province; refuses `declared.unknown_row`."""
    found = DeclaredRow.objects.filter(id=row, province__in=actor.provinces).first()
    if found is None or not (actor.whole_province or heir_of_row(found) == actor.unit_id):
        raise refuse("declared.unknown_row")
    return found


def heir_of_row(row: DeclaredRow) -> UnitId:
    """The unit that answers today for what was declared of the row's unit."""
    unit = UnitId(row.unit_id)
    return organisation.units_today([unit])[unit]


def figure_of(row: DeclaredRow, unit: UnitCard) -> DeclaredFigure:
    """A row as a declared figure."""
    period = Period(row.starts_on, row.ends_on)
    value = row.value.to_integral_value() if row.value == row.value.to_integral_value() else row.value
    return DeclaredFigure(
        key=f"r{row.id}",
        source=row.source,
        name=row.name,
        name_en=row.name_en,
        value=value,
        printed=str(value),
        measure="dossiers",
        qualifier=Qualifier(row.qualifier),
        unit=unit.code,
        period=period,
        beside=period,
        counts=tuple(row.counts),
    )


def _former(row: DeclaredRow, by_id: Mapping[int, DeclaredRow], unit: UnitCard) -> tuple[Stated, ...]:
    former, before = [], row.replaces_id
    while before is not None:
        older = by_id[before]
        former.append(_card(older, unit, Compared(figure_of(older, unit), older.counted)))
        before = older.replaces_id
    return tuple(former)


def _card(row: DeclaredRow, unit: UnitCard, compared: Compared, former: tuple[Stated, ...] = ()) -> Stated:
    return Stated(
        id=row.id,
        unit=unit,
        compared=compared,
        counted_then=row.counted,
        source=row.source,
        reason=row.reason,
        paper=row.paper_id,
        at=row.at,
        who=row.actor_label,
        former=former,
    )
