"""Who may write declared figures down, for whom, and when a reason is owed."""

from collections.abc import Collection

from haicap.dossiers.contract import Period
from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, Role
from haicap.reporting.contract import Compared, Relation, RelationTold
from haicap.reporting.domain.relations import worked_out
from haicap.territory.contract import UnitId

LEADERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.DIVISION_HEAD)
FEWEST_PARTS = 2
_CAME_IN = frozenset({"received", "carried_over", "transferred_in"})


def may_declare(actor: Actor, units: Collection[UnitId]) -> Refusal | None:
    """A commune's leaders for their own unit, the province's leaders and inspectors for every unit of the province."""
    if actor.whole_province:
        return None
    if not actor.holds(*LEADERS):
        return Refusal("declared.not_a_leader")
    return None if set(units) <= {actor.unit_id} else Refusal("declared.other_unit")


def must_explain(compared: Compared, reason: str) -> Refusal | None:
    """A figure typed by hand that is not what we count stays only with a reason; both are told."""
    if compared.agrees is True or reason:
        return None
    facts = {"declared": compared.figure.printed, "counted": compared.counted}
    return Refusal("declared.reason_needed", facts, "reason")


def whole_and_parts(rows: Collection[Compared], period: Period) -> tuple[Relation, ...]:
    """The identity as far as it was declared: what came in against what became of it.

    Only where at least one of what came in and two that do not overlap of the rest were written down; of figures that
    overlap (all settled beside settled early) the one that counts more classes is taken.
    """
    came = [row.figure for row in rows if set(row.figure.counts) <= _CAME_IN]
    became: list[str] = []
    taken: set[str] = set()
    others = [row.figure for row in rows if not set(row.figure.counts) & _CAME_IN]
    for figure in sorted(others, key=lambda each: (-len(each.counts), each.key)):
        if taken.isdisjoint(figure.counts):
            became.append(figure.key)
            taken |= set(figure.counts)
    names = {count for figure in came for count in figure.counts}
    if "received" not in names or len(became) < FEWEST_PARTS:
        return ()
    formula = f"{' + '.join(sorted(became))} = {' + '.join(sorted(figure.key for figure in came))}"
    told = RelationTold(key=f"{period.start}/{period.end}", expression=formula, formulas=(formula,))
    return (worked_out(told, {row.figure.key: row.figure for row in rows}),)
