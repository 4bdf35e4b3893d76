"""Looking at a plan before anybody decides: what is wrong with it, who owns what afterwards, what is carried."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta

from haicap.kernel.errors import Refusal
from haicap.reorganisation.contract import Ends, Plan, Preview
from haicap.reorganisation.domain import heirs, plan_document
from haicap.reorganisation.selectors import carriers
from haicap.reorganisation.selectors.hamlet_plans import hamlet_plan, hamlets_preview
from haicap.territory import api as territory
from haicap.territory.contract import EDGELESS, Edge, UnitCard, UnitId


def preview(plan: Plan) -> Preview:
    """Everything the plan would do; it reads and writes nothing. Where there are findings, only these."""
    digest = plan_document.digest(plan_document.write(plan))
    findings = territory.examine(plan.enactment) if plan.enactment.changes or not plan.hamlets else ()
    if findings:
        return Preview(plan, digest, tuple(findings))
    hamlets = hamlet_plan(plan)
    if hamlets.findings:
        return Preview(plan, digest, hamlets.findings)
    ends = ending(plan)
    held: dict[UnitId, Counter[str]] = defaultdict(Counter)
    for one in carriers.preview([card.unit_id for card in ends], plan.enactment.effective_on):
        held[one.unit_id][one.name] += one.count
    parts, owner_of = _parts(plan), _owners(plan)
    names = _begun(plan)
    return Preview(
        plan=plan,
        sha256=digest,
        findings=(),
        ends=tuple(
            _ends(card, found := parts.get(card.code, []), owner_of(card, found), held[card.unit_id])
            for card in ends
        ),
        begins=tuple(f"{code} {name}" for code, name in names.items()),
        hamlets=hamlets_preview(hamlets),
    )


def ending(plan: Plan) -> list[UnitCard]:
    """The states that end, as they stand on the eve."""
    eve = plan.enactment.effective_on - timedelta(days=1)
    codes = (code for change in plan.enactment.changes for code in change.ends)
    return [card for code in codes if (card := territory.unit_on(code, eve)) is not None]


def late_records(plan: Plan) -> Refusal | None:
    """For a plan applied after its day: records that came since are of units that were no more."""
    on = plan.enactment.effective_on
    units = {card.unit_id: card for card in ending(plan)}
    for one in carriers.preview(list(units), on):
        if one.name == "since" and one.count:
            facts = {"unit": units[one.unit_id].name, "count": one.count, "on": on}
            return Refusal("reorganisation.later_records", facts, "effective_on")
    return None


def _parts(plan: Plan) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for change in plan.enactment.changes:
        for edge in change.edges if change.kind not in EDGELESS else ():
            found[edge.predecessor_code].append(edge)
    return found


def _begun(plan: Plan) -> dict[str, str]:
    """The units that begin: code and name."""
    return {unit.code: unit.name for change in plan.enactment.changes for unit in change.begins}


def _owners(plan: Plan) -> Callable[[UnitCard, list[Edge]], tuple[str, str]]:
    """Code and name of who owns what a unit leaves: who got it, itself, or its province where its tier is no more."""
    names = _begun(plan)
    changes = {code: change for change in reversed(plan.enactment.changes) for code in change.ends}
    eve = plan.enactment.effective_on - timedelta(days=1)

    def owner(card: UnitCard, parts: list[Edge]) -> tuple[str, str]:
        code = heirs.owner(parts).successor_code if parts else card.code
        if code in names:
            return code, names[code]
        if begins := changes[card.code].begins:  # another code for the same unit
            return begins[0].code, begins[0].name
        province = territory.require_unit(card.province_code, eve)
        return province.code, names.get(province.code, province.name)

    return owner


def _ends(card: UnitCard, parts: list[Edge], owner: tuple[str, str], holds: Counter[str]) -> Ends:
    others = tuple(edge.successor_code for edge in parts if edge.successor_code != owner[0])
    return Ends(card.code, card.name, *owner, others, dict(sorted(holds.items())))
