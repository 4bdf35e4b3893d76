"""The hamlets of a plan as the register of the eve has them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from haicap.reorganisation.contract import HamletsPreview, Plan
from haicap.reorganisation.domain.hamlet_groups import Eve
from haicap.reorganisation.domain.hamlet_plan import HamletPlan, examine
from haicap.reorganisation.domain.hamlet_ways import ways
from haicap.territory import api as territory
from haicap.territory.contract import HamletChange


def hamlet_plan(plan: Plan) -> HamletPlan:
    """What the plan means for every hamlet of its communes: faults, orders, and what is to be on the day.

    To be asked while the map is that of the eve.
    """
    on = plan.enactment.effective_on
    eve, found = on - timedelta(days=1), ways(plan.enactment)
    said = {code for row in plan.hamlets for code in (row.commune, row.to_commune) if code}
    targets = {code for heirs in found.heirs.values() for code in heirs}
    codes = said | targets | found.heirs.keys()
    if not codes:
        return HamletPlan((), (), (), {}, (), 0, {}, {})
    names = _names(codes, eve)
    after = {code: name for code, name in _names(codes, on).items() if found.stays(code)}
    after.update(found.names)
    standing = {code: cards for code, cards in territory.hamlets_by_commune(codes, eve).items() if cards}
    parted = {(row.commune, row.hamlet) for row in plan.hamlets if row.change is HamletChange.DIVIDED}
    divided = [
        card.hamlet_id for code, cards in standing.items() for card in cards if (code, card.name) in parted
    ]
    known = territory.hamlet_figures(divided, eve)
    told = Eve(standing, names, after, known, territory.hamlet_kind, territory.part_faults)
    return examine(plan.hamlets, told, found)


def hamlets_preview(found: HamletPlan) -> HamletsPreview | None:
    """For the preview; None where the plan meets no hamlet."""
    if not found.before:
        return None
    after = sum(found.expected.values()) + found.waiting
    return HamletsPreview(found.lines, len(found.before), after, found.waiting)


def _names(codes: Iterable[str], day: date) -> Mapping[str, str]:
    """Of the communes that stand on the day."""
    cards = ((code, territory.unit_on(code, day)) for code in codes)
    return {code: card.name for code, card in cards if card is not None and not card.is_province}
