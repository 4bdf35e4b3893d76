"""Things still bearing old names, as they stand: by unit, item and standing; always for an actor."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from haicap.kernel.errors import require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId
from haicap.reorganisation.domain import leftovers
from haicap.reorganisation.domain.items import Item
from haicap.reorganisation.domain.leftovers import Line, Told
from haicap.reorganisation.models import LeftoverRow
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId, UnitStateId


def is_provincial(actor: Actor) -> bool:
    """True for whoever sits in a body of the province itself."""
    return organisation.is_provincial(organisation.agency(actor.agency_id))


def unit_of(actor: Actor, code: str, day: date) -> UnitCard:
    """A unit whose list the actor may read; refused: territory.unknown_unit, reorganisation.not_your_leftovers."""
    unit = territory.require_unit(code, day)
    require(leftovers.may_read(actor, unit, provincial=is_provincial(actor)))
    return unit


def renamed_units(actor: Actor, day: date) -> dict[UnitStateId, tuple[UnitCard, tuple[str, ...]]]:
    """The actor's units that were called otherwise before, with those names, in Vietnamese order; fail-closed."""
    provincial = is_provincial(actor)
    found = {}
    for unit in territory.communes_of(actor.province_code, day):
        if leftovers.may_read(actor, unit, provincial=provincial) is None:
            names = old_names(unit, day)
            if names:
                found[unit.state_id] = (unit, names)
    return found


def old_names(unit: UnitCard, day: date) -> tuple[str, ...]:
    """What the unit's land was called before its present state, without its present name."""
    before = {edge.unit.name for edge in territory.predecessors(unit.code, day)}
    return tuple(sorted(before - {unit.name}))


def lines(actor: Actor, day: date) -> list[Line]:
    """Every item of every unit the actor may read that has an old name."""
    units = renamed_units(actor, day)
    told = _told(units)
    bodies = _bodies(actor, {unit.unit_id for unit, _ in units.values()})
    people = organisation.people_in(frozenset(body.id for held in bodies.values() for body in held), day)
    typed = [
        _typed(unit, names, item, told.get((state, item.key)))
        for state, (unit, names) in units.items()
        for item in items(ItemList.LEFTOVERS, day)
    ]
    return [
        _counted(line, bodies.get(line.unit.unit_id, []), people) if line.item.computed else line
        for line in typed
    ]


def history(unit: UnitCard, item: str) -> list[Told]:
    """All that was said of an item in a unit, youngest first. The caller has asked `unit_of`."""
    rows = LeftoverRow.objects.filter(state_id=unit.state_id, kind=item).order_by("-no")
    return [_told_of(row) for row in rows]


def _typed(unit: UnitCard, names: tuple[str, ...], item: Item, told: Told | None) -> Line:
    counts = (told.total, told.changed) if told else (0, 0)
    return Line(unit, names, item, *counts, told=told)


def _counted(line: Line, bodies: list[AgencyCard], people: Mapping[AgencyId, int]) -> Line:
    """What haicap knows by itself: bodies by name or code, and the accounts of those with an old name."""
    if line.item.key == "codes":
        old = [body for body in bodies if body.unit_code != line.unit.code]
    else:
        old = [body for body in bodies if _bears(body.name, line.old_names, line.unit.name)]
    if line.item.key == "accounts":
        total = sum(people.get(body.id, 0) for body in bodies)
        left = sum(people.get(body.id, 0) for body in old)
    else:
        total, left = len(bodies), len(old)
    rows = tuple(f"{body.code} {body.name}" for body in old)
    return replace(line, total=total, changed=total - left, rows=rows)


def _bears(name: str, old: tuple[str, ...], present: str) -> bool:
    """A body's name that still holds an old name of its unit, and not the present one."""
    said = name.lower()
    return present.lower() not in said and any(each.lower() in said for each in old)


def _bodies(actor: Actor, units: set[UnitId]) -> dict[UnitId, list[AgencyCard]]:
    held: dict[UnitId, list[AgencyCard]] = {}
    for body in organisation.agencies_of_province(actor.province_code):
        if body.unit_id in units:
            held.setdefault(body.unit_id, []).append(body)
    return held


def _told(states: Mapping[UnitStateId, object]) -> dict[tuple[UnitStateId, str], Told]:
    rows = LeftoverRow.objects.filter(state_id__in=states).order_by("state_id", "kind", "no")
    return {(UnitStateId(row.state_id), row.kind): _told_of(row) for row in rows}


def _told_of(row: LeftoverRow) -> Told:
    return Told(row.no, row.total, row.changed, row.responsible, row.due_on, row.evidence, row.at, row.who)
