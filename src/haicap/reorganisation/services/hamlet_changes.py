"""The hamlets of a plan, carried out with it and given back with its annulment; both count.

Counted are the hamlets, and as far as somebody counted them their households and people: what the plan foretells for
each commune beside what is read there on the day. Nothing is guessed: what was not counted is in no sum.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
Sums = Counter[tuple[Measure, str]]


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
    told = _summed((found.homes[hamlet], figures) for hamlet, figures in known.items())
    read = _read(found.expected.keys(), known, traced, eve)
    for measure, code in sorted(told[0].keys() | read[0].keys()):
        place = (measure, code)
        unit = territory.require_unit(code, day).name if code else ""
        before, after = (sums[0][place] for sums in (told, read))
        total_before, total_after = (sums[1][place] for sums in (told, read))
        name = FIGURE + measure
        yield ConservationLine(name, code, unit, before, after, total_before, total_after)


def _read(codes: Collection[str], known: Figures, traced: HamletsTraced, eve: date) -> tuple[Sums, Sums]:
    """The counts of the eve as the register has them on the day: of a hamlet that stands by its own reading, of a
    divided one as a whole where its parts lie, of one that waits or ended without a commune.
    """
    day = eve + timedelta(days=1)
    here = {
        card.hamlet_id: code
        for code, cards in territory.hamlets_by_commune(codes, day).items()
        for card in cards
    }
    figures = territory.hamlet_figures(list(here), eve)
    apart = {
        hamlet: {here.get(card.hamlet_id, "") for card in traced.became.get(hamlet, ())}
        for hamlet in known.keys() - here.keys()
        if len(traced.became.get(hamlet, ())) != 1
    }
    return _summed(
        [
            *((here[hamlet], one) for hamlet, one in figures.items()),
            *((min(codes, default=""), known[hamlet]) for hamlet, codes in apart.items() if len(codes) <= 1),
        ]
    )


def _summed(told: Iterable[tuple[str, Mapping[Measure, HamletFigure]]]) -> tuple[Sums, Sums]:
    """Counts and sums by measure: of all, under no code, and by commune."""
    counts, sums = Sums(), Sums()
    for code, figures in told:
        for measure, one in figures.items():
            for place in {"", code}:
                counts[measure, place] += one.counted
                sums[measure, place] += one.known
    return counts, sums


def _line(name: str, code: str, unit: str, before: int, after: int) -> ConservationLine:
    return ConservationLine(name, code, unit, before, after, 0, 0)
