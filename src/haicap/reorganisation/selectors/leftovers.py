"""Things still bearing old names, as they stand: by unit, kind and standing; always for an actor."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from haicap.kernel.errors import refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, AgencyId
from haicap.reorganisation.domain import leftovers
from haicap.reorganisation.domain.leftovers import Kind, Line, Told
from haicap.reorganisation.models import LeftoverRow
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId, UnitStateId


def kinds(day: date) -> tuple[Kind, ...]:
    """The kinds asked for on `day`, in the order of the data file."""
    return tuple(kind for kind in _kinds() if kind.counts_on(day))


def kind_of(key: str, day: date) -> Kind:
    """One kind; refused with `reorganisation.unknown_kind`."""
    for one in kinds(day):
        if one.key == key:
            return one
    raise refuse("reorganisation.unknown_kind", kind=key[:40])


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
    """Every kind of every unit the actor may read that has an old name."""
    units = renamed_units(actor, day)
    told = _told(units)
    bodies = _bodies(actor, {unit.unit_id for unit, _ in units.values()})
    people = organisation.people_in(frozenset(body.id for held in bodies.values() for body in held), day)
    typed = [
        _typed(unit, names, kind, told.get((state, kind.key)))
        for state, (unit, names) in units.items()
        for kind in kinds(day)
    ]
    return [
        _counted(line, bodies.get(line.unit.unit_id, []), people) if line.kind.computed else line
        for line in typed
    ]


def history(unit: UnitCard, kind: str) -> list[Told]:
    """All that was said of a kind in a unit, youngest first. The caller has asked `unit_of`."""
    rows = LeftoverRow.objects.filter(state_id=unit.state_id, kind=kind).order_by("-no")
    return [_told_of(row) for row in rows]


def _typed(unit: UnitCard, names: tuple[str, ...], kind: Kind, told: Told | None) -> Line:
    counts = (told.total, told.changed) if told else (0, 0)
    return Line(unit, names, kind, *counts, told=told)


def _counted(line: Line, bodies: list[AgencyCard], people: Mapping[AgencyId, int]) -> Line:
    """What haicap knows by itself: bodies by name or code, and the accounts of those with an old name."""
    if line.kind.key == "codes":
        old = [body for body in bodies if body.unit_code != line.unit.code]
    else:
        old = [body for body in bodies if _bears(body.name, line.old_names, line.unit.name)]
    if line.kind.key == "accounts":
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


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(_read())


def _read() -> Iterator[Kind]:
    text = (files("haicap.reorganisation") / "data" / "leftovers.json").read_text("utf-8")
    for one in json.loads(text)["kinds"]:
        until = date.fromisoformat(one["to"]) if "to" in one else None
        since = date.fromisoformat(one["from"])
        names = one["name"], one["name_en"]
        sources = one["source"], one["source_en"]
        yield Kind(one["key"], *names, one.get("computed", False), since, until, *sources)
