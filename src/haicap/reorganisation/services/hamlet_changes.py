"""The hamlets of a plan, carried out with it and given back with its annulment; both count."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from haicap.reorganisation.contract import ConservationLine, Plan
from haicap.reorganisation.domain.hamlet_plan import HamletPlan
from haicap.territory import api as territory
from haicap.territory.contract import Annulment, HamletAct, HamletCard, HamletId, UnitId

ALL, BY_COMMUNE = "hamlets", "hamlet_list"


def carry_out(
    plan: Plan, found: HamletPlan, *, officer: str, at: datetime
) -> tuple[tuple[ConservationLine, ...], dict[str, Any]]:
    """Do the orders of `found` (made on the eve) on the map of the day.

    Returns the lines of the report and what an annulment needs. Of all hamlets of the eve each stands on the day or
    was ended by the plan; every commune has as many as the plan says. Refused: what `territory.change_hamlets` finds.
    """
    if not found.before:
        return (), {}
    day = plan.enactment.effective_on
    acts: tuple[int, ...] = ()
    if found.orders:
        acts = territory.change_hamlets(found.orders, _act(plan, officer), at=at).acts
    homes = _homes(found.before, day - timedelta(days=1))
    traced = territory.hamlets_traced(list(homes), day, acts)
    lines = (
        _line(ALL, "", "", len(found.before), traced.standing + traced.ended),
        *_by_commune(found.expected, day),
    )
    return lines, {"acts": list(acts), "homes": [[one, unit] for one, unit in homes.items()]}


def give_back(
    kept: Mapping[str, Any], annulment: Annulment, *, officer: str, at: datetime
) -> tuple[ConservationLine, ...]:
    """Undo them from the day of the annulment, when the old units stand again; returns the report's line.

    Every hamlet of the eve stands again, but for what later papers ended. Refused: what `territory.restore_hamlets`
    finds.
    """
    homes = {HamletId(one): UnitId(unit) for one, unit in kept.get("homes", [])}
    if not homes:
        return ()
    act = HamletAct(
        annulment.instrument, annulment.effective_on, officer, annulment.decided_on, reason=annulment.annuls
    )
    territory.restore_hamlets(kept["acts"], homes, act, at=at)
    traced = territory.hamlets_traced(list(homes), annulment.effective_on, kept["acts"])
    return (_line(ALL, "", "", len(homes), traced.standing + traced.otherwise),)


def _act(plan: Plan, officer: str) -> HamletAct:
    told = plan.enactment
    return HamletAct(
        told.instrument, told.effective_on, officer, told.decided_on, reason=told.subject or told.instrument
    )


def _homes(cards: Sequence[HamletCard], eve: date) -> dict[HamletId, UnitId]:
    return {card.hamlet_id: (territory.home_of(card, eve) or card.unit).unit_id for card in cards}


def _by_commune(expected: Mapping[str, int], day: date) -> list[ConservationLine]:
    found = territory.hamlets_by_commune(expected.keys(), day)
    return [
        _line(BY_COMMUNE, code, territory.require_unit(code, day).name, count, len(found[code]))
        for code, count in sorted(expected.items())
    ]


def _line(name: str, code: str, unit: str, before: int, after: int) -> ConservationLine:
    return ConservationLine(name, code, unit, before, after, 0, 0)
