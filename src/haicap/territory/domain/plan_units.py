"""Rules for the states that a plan ends and begins."""

import re
from collections.abc import Iterator
from datetime import date

from haicap.kernel.text import clean
from haicap.territory.contract import PROVINCE_KINDS, Finding, MutationKind, NewUnit, UnitCard, UnitKind
from haicap.territory.domain.plan import Plan, former
from haicap.territory.domain.register import kind_of

_LENGTHS = {UnitKind.PROVINCE: 2, UnitKind.CITY: 2, UnitKind.ISLAND_DISTRICT: 3}
_LENGTH = 5  # of a commune's code (decision 124/2004/QĐ-TTg)
_ONE_TO_ONE = frozenset(
    {MutationKind.RENAMED, MutationKind.RETYPED, MutationKind.REPARENTED, MutationKind.CONTINUED}
)


def unit_faults(plan: Plan) -> Iterator[Finding]:
    """Everything wrong with what ends, what begins and what is left between."""
    yield from _ends(plan)
    yield from _begins(plan)
    yield from _pairs(plan)
    yield from _left_behind(plan)


def _ends(plan: Plan) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, change in plan.changes():
        for number, code in enumerate(change.ends):
            where = f"{place}.ends.{number}"
            if code in seen:
                yield Finding("territory.plan_unit_twice", {"unit": code}, where)
            elif code not in plan.sheet.by_code:
                yield Finding("territory.plan_unit_unknown", {"unit": code}, where)
            elif code not in plan.ended:
                facts = {"unit": code, "day": plan.act.effective_on}
                yield Finding("territory.plan_not_in_force", facts, where)
            else:
                yield from _later(plan, plan.ended[code], where)
            seen.add(code)


def _later(plan: Plan, card: UnitCard, where: str) -> Iterator[Finding]:
    """The state that ends must be the unit's last: nothing later may rest on it."""
    last = plan.sheet.by_unit[card.unit_id][-1]
    if last.state_id != card.state_id or card.valid_to is not None:
        day = last.valid_from if last.state_id != card.state_id else card.valid_to
        yield Finding("territory.plan_later_states", _named(card) | {"day": day}, where)


def _begins(plan: Plan) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, change in plan.changes():
        for number, unit in enumerate(change.begins):
            where = f"{place}.begins.{number}"
            if unit.code in seen:
                yield Finding("territory.plan_unit_twice", {"unit": unit.code}, f"{where}.code")
            seen.add(unit.code)
            yield from _shape(unit, where)
            yield from _code_free(plan, unit, where)
            yield from _province(plan, unit, where)


def _shape(unit: NewUnit, where: str) -> Iterator[Finding]:
    if not re.fullmatch(rf"[0-9]{{{_LENGTHS.get(unit.kind, _LENGTH)}}}", unit.code):
        yield Finding("territory.plan_code_malformed", {"unit": unit.code}, f"{where}.code")
    if _kind(unit.name) is not unit.kind or clean(unit.name) != unit.name:
        yield Finding("territory.plan_name", {"unit": unit.code, "name": unit.name}, f"{where}.name")


def _kind(name: str) -> UnitKind | None:
    try:
        return kind_of(name)
    except ValueError:
        return None


def _code_free(plan: Plan, unit: NewUnit, where: str) -> Iterator[Finding]:
    """Nobody else carries the code on the effective day or will later."""
    for card in plan.sheet.by_code.get(unit.code, ()):
        carries_on = card.valid_to is None or card.valid_to > plan.act.effective_on
        if carries_on and card != plan.ended.get(unit.code):
            yield Finding("territory.plan_code_in_use", _named(card), f"{where}.code")


def _province(plan: Plan, unit: NewUnit, where: str) -> Iterator[Finding]:
    """A commune begins in a province that stands on that day; a province in none."""
    code = unit.province_code
    if unit.kind in PROVINCE_KINDS:
        held = code in {"", unit.code}
    elif code in plan.begun:
        held = plan.begun[code].kind in PROVINCE_KINDS
    else:
        held = code not in plan.ended and any(
            card.is_province and card.in_force(plan.act.effective_on)
            for card in plan.sheet.by_code.get(code, ())
        )
    if not held:
        facts = {"unit": unit.code, "name": unit.name, "province": code}
        yield Finding("territory.plan_no_province", facts, f"{where}.province_code")


def _pairs(plan: Plan) -> Iterator[Finding]:
    """An act that renames, retypes, moves or continues begins exactly what it ends; no change is empty."""
    for place, change in plan.changes():
        if change.kind is MutationKind.ANNULLED or not (change.ends or change.begins or change.edges):
            yield Finding("territory.plan_kind", {"kind": change.kind.value}, f"{place}.kind")
        elif change.kind in _ONE_TO_ONE:
            continued = [former(change, unit.code) for unit in change.begins]
            if sorted(continued) != sorted(change.ends):
                yield Finding("territory.plan_kind", {"kind": change.kind.value}, f"{place}.kind")


def _left_behind(plan: Plan) -> Iterator[Finding]:
    """Communes of a province that ends follow it where it goes whole to one, else the plan must place them."""
    moved = {follower.card.state_id for follower in plan.followers}
    for code, card in plan.gone.items():
        for child in plan.sheet.children.get(card.unit_id, ()) if card.is_province else ():
            ends_before = child.valid_to is not None and child.valid_to <= plan.act.effective_on
            if ends_before or plan.ended.get(child.code) == child:
                continue
            if child.state_id not in moved or child.valid_to is not None:
                facts = _named(child) | {"province": code}
                yield Finding("territory.plan_left_behind", facts, _place_of(plan, code))


def _place_of(plan: Plan, code: str) -> str:
    for place, change in plan.changes():
        if code in change.ends:
            return f"{place}.ends.{change.ends.index(code)}"
    return "changes"


def _named(card: UnitCard) -> dict[str, str | date]:
    return {"unit": card.code, "name": card.name}
