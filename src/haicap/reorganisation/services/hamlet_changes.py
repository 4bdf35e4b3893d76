"""The hamlets of a plan, carried out with it and given back with its annulment; both count.

Counted are the hamlets, and as far as somebody counted them their households and people: what the plan foretells for
each commune beside what is read there on the day. Nothing is guessed: what was not counted is in no sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from haicap.reorganisation.contract import ConservationLine, Plan
from haicap.reorganisation.domain.hamlet_plan import HamletPlan
from haicap.territory import api as territory
from haicap.territory.contract import (
    Annulment,
    HamletAct,
    HamletCard,
    HamletFigure,
    HamletId,
    HamletsTraced,
    Measure,
    UnitId,
)

ALL, BY_COMMUNE, FIGURE = "hamlets", "hamlet_list", "hamlet_"
Figures = Mapping[HamletId, Mapping[Measure, HamletFigure]]
Reading = tuple[
    Measure, str, int, int
]  # in a commune, or in all where none is named: how many counts, their sum
Sums = defaultdict[tuple[Measure, str], tuple[int, int]]


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
    eve = day - timedelta(days=1)
    homes = _homes(found.before, eve)
    traced = territory.hamlets_traced(list(homes), day, acts)
    lines = (
        _line(ALL, "", "", len(found.before), len(traced.standing | traced.ended)),
        *_by_commune(found.expected, day),
        *_figures(found, traced, eve),
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
    return (_line(ALL, "", "", len(homes), len(traced.standing | traced.otherwise)),)


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


def _figures(found: HamletPlan, traced: HamletsTraced, eve: date) -> Iterable[ConservationLine]:
    """By measure, in all and by commune: how many counts there are and their sum, foretold of the eve and read."""
    day = eve + timedelta(days=1)
    known = territory.hamlet_figures(list(found.homes), eve)
    told = _summed(_foretold(found, known))
    read = _summed(_read(found, known, traced, eve))
    for measure, code in sorted(told.keys() | read.keys()):
        unit = territory.require_unit(code, day).name if code else ""
        before, after = told[measure, code], read[measure, code]
        yield ConservationLine(FIGURE + measure, code, unit, before[0], after[0], before[1], after[1])


def _foretold(found: HamletPlan, known: Figures) -> Iterator[Reading]:
    """The counts of the eve, where the plan puts them."""
    for hamlet, figures in known.items():
        for measure, one in figures.items():
            yield measure, "", one.counted, one.known
            shares = found.shares.get(hamlet)
            if shares:
                yield from ((measure, code, 1, counts[measure]) for code, counts in shares)
            elif home := found.homes[hamlet]:
                yield measure, home, one.counted, one.known


def _read(found: HamletPlan, known: Figures, traced: HamletsTraced, eve: date) -> Iterator[Reading]:
    """The counts of the eve as the register has them on the day: of a hamlet that stands by its own reading, of a
    divided one by those of its parts, or as a whole where they lie, of one that waits or ended without a commune.
    """
    listed = territory.hamlets_by_commune(found.expected.keys(), eve + timedelta(days=1))
    here = {card.hamlet_id: code for code, cards in listed.items() for card in cards}
    read = territory.hamlet_figures(list(here), eve)
    parts = {card.hamlet_id for hamlet in found.shares for card in traced.became.get(hamlet, ())}
    for hamlet, figures in read.items():
        for measure, one in figures.items():
            yield measure, here[hamlet], one.counted, one.known
            if hamlet not in parts:
                yield measure, "", one.counted, one.known
    for hamlet in known.keys() - here.keys():
        became = [card.hamlet_id for card in traced.became.get(hamlet, ())]
        places = {here.get(one, "") for one in became}
        for measure, one in known[hamlet].items():
            if hamlet in found.shares:
                yield measure, "", one.counted, sum(read[part][measure].known for part in became)
            elif len(became) != 1 and len(places) <= 1:
                yield measure, "", one.counted, one.known
                if any(places):
                    yield measure, min(places), one.counted, one.known


def _summed(readings: Iterable[Reading]) -> Sums:
    """Counts and their sum by measure and commune; of all under no code."""
    sums = Sums(lambda: (0, 0))
    for measure, code, counted, known in readings:
        before = sums[measure, code]
        sums[measure, code] = (before[0] + counted, before[1] + known)
    return sums


def _line(name: str, code: str, unit: str, before: int, after: int) -> ConservationLine:
    return ConservationLine(name, code, unit, before, after, 0, 0)
