"""Is a plan fit to be enacted? Every fault is named with its place in the plan, none is repaired."""

from collections.abc import Iterator

from haicap.territory.contract import Finding
from haicap.territory.domain.plan import Plan
from haicap.territory.domain.plan_edges import edge_faults
from haicap.territory.domain.plan_units import unit_faults

CERTAINTIES = ("read", "copy", "listed")


def faults(plan: Plan) -> Iterator[Finding]:
    """Everything wrong with the plan; nothing where it may be enacted."""
    yield from _act(plan)
    yield from unit_faults(plan)
    yield from edge_faults(plan)


def _act(plan: Plan) -> Iterator[Finding]:
    act = plan.act
    if not act.changes:
        yield Finding("territory.plan_empty", {}, "changes")
    for column in ("instrument", "body", "subject"):
        if not getattr(act, column).strip():
            yield Finding("territory.plan_instrument", {"column": column}, column)
    if act.certainty not in CERTAINTIES:
        yield Finding("territory.plan_instrument", {"column": "certainty"}, "certainty")
    if act.decided_on and act.decided_on > act.effective_on:
        facts = {"decided_on": act.decided_on, "effective_on": act.effective_on}
        yield Finding("territory.plan_decided_late", facts, "decided_on")
    known = plan.sheet.instruments.get(act.instrument)
    if known is not None and (
        known[0] != act.body or (None not in (known[1], act.decided_on) and known[1] != act.decided_on)
    ):
        yield Finding("territory.plan_instrument_differs", {"instrument": act.instrument}, "instrument")
    yield from _clauses(plan)


def _clauses(plan: Plan) -> Iterator[Finding]:
    """A clause is carried out once: twice in a plan or on the map means the same plan came again."""
    act = plan.act
    seen: set[str] = set()
    for place, change in plan.changes():
        facts = {"instrument": act.instrument, "clause": change.clause}
        if change.clause in seen:
            yield Finding("territory.plan_clause_twice", facts, f"{place}.clause")
        elif (act.instrument, change.clause, act.effective_on) in plan.sheet.done:
            yield Finding("territory.plan_enacted", facts, f"{place}.clause")
        seen.add(change.clause)
