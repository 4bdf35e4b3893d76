"""Readiness as it stands: the lines of units, what was said before. Always for an actor."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from haicap.kernel.errors import refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Gap, Preparation, Preparedness
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level
from haicap.reorganisation.domain import readiness
from haicap.reorganisation.domain.items import Item
from haicap.reorganisation.domain.readiness import Entry, Line, State, Trial
from haicap.reorganisation.models import ReadinessRow, TrialRow
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId

Computed = Mapping[tuple[UnitId, Preparation], Preparedness]


def is_provincial(actor: Actor) -> bool:
    """True for whoever sits in a body of the province itself."""
    return organisation.agency(actor.agency_id).unit_code == actor.province_code


def unit(actor: Actor, code: str, day: date) -> UnitCard:
    """A unit whose list the actor may read; refused `territory.unknown_unit`, `reorganisation.outside_unit`."""
    card = territory.require_unit(code, day)
    require(readiness.may_read(actor, card, provincial=is_provincial(actor)))
    return card


def own_unit(actor: Actor, day: date) -> UnitCard:
    """The unit the actor works in; refused `reorganisation.outside_unit` where it is no more."""
    card = territory.state_on(actor.unit_id, day)
    if card is None:
        raise refuse("reorganisation.outside_unit", unit=actor.agency_name)
    return card


def units(actor: Actor, day: date) -> tuple[UnitCard, ...]:
    """The communes of the province, for whoever may see them all; refused `reorganisation.outside_unit`."""
    if not readiness.may_see_all(actor, provincial=is_provincial(actor)):
        raise refuse("reorganisation.outside_unit", unit=actor.province_code)
    return territory.communes_of(actor.province_code, day)


def lines(of: Sequence[UnitCard], day: date) -> tuple[Line, ...]:
    """Every item of units already asked for (`unit`, `units`), unit by unit. As many queries for all as for one."""
    ids = [card.unit_id for card in of]
    computed = organisation.preparedness(ids, day)
    said = _youngest(ids)
    catalogue = len(procedures.in_force(day=day, levels=[Level.COMMUNE]))
    return tuple(
        _computed(card, one, computed, catalogue, day)
        if one.computed
        else _said(card, one, said.get((card.unit_id, one.key)))
        for card in of
        for one in items(ItemList.READINESS, day)
    )


def journal(card: UnitCard) -> Mapping[str, tuple[Entry, ...]]:
    """What was said of a unit, item by item, the youngest first."""
    found: dict[str, list[Entry]] = {}
    for row in ReadinessRow.objects.filter(unit_id=card.unit_id).order_by("item", "-no"):
        found.setdefault(row.item, []).append(_entry(row))
    return {key: tuple(entries) for key, entries in found.items()}


def evidence(card: UnitCard, key: str, file_id: UUID) -> UUID:
    """The file, where it was handed in for this item of this unit; refused `reorganisation.unknown_file`."""
    if not ReadinessRow.objects.filter(unit_id=card.unit_id, item=key, file_id=file_id).exists():
        raise refuse("reorganisation.unknown_file")
    return file_id


def trials(of: Iterable[UnitCard]) -> Mapping[UnitId, Trial]:
    """The dates of units that have any, as they were set last."""
    rows = TrialRow.objects.filter(unit_id__in=[card.unit_id for card in of])
    return {
        UnitId(row.unit_id): Trial(
            row.no,
            row.decided_on,
            row.instrument,
            row.starts_on,
            row.official_on,
            row.address,
            row.at,
            row.who,
        )
        for row in rows.order_by("unit_id", "-no").distinct("unit_id")
    }


def _youngest(ids: Sequence[UnitId]) -> Mapping[tuple[UnitId, str], Entry]:
    rows = ReadinessRow.objects.filter(unit_id__in=ids)
    return {
        (UnitId(row.unit_id), row.item): _entry(row)
        for row in rows.order_by("unit_id", "item", "-no").distinct("unit_id", "item")
    }


def _said(card: UnitCard, one: Item, entry: Entry | None) -> Line:
    return Line(card, one, entry.state if entry else State.NOT_BEGUN, entry)


def _computed(card: UnitCard, one: Item, computed: Computed, catalogue: int, day: date) -> Line:
    gaps: tuple[Gap, ...] = ()
    match one.key:
        case "procedures":
            needed, there = max(1, catalogue), catalogue
        case "calendar":
            decided = calendars.current(card.province_code, card.code).decided
            needed, there = 1, int(day.year in decided)
        case kind:
            found = computed[card.unit_id, Preparation(kind)]
            needed, there, gaps = found.needed, found.there, found.gaps
    return Line(card, one, readiness.counted(needed, there), None, needed, there, gaps)


def _entry(row: ReadinessRow) -> Entry:
    return Entry(
        row.no,
        State(row.state),
        row.evidence,
        row.file_id,
        row.file_name,
        row.responsible,
        row.due_on,
        row.note,
        row.at,
        row.who,
        row.trial,
        row.brought_at,
        row.brought_by,
    )
