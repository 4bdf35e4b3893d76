"""The map of one day read on the map of another, and the day of a list that does not say its own."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from haicap.kernel.text import fold
from haicap.territory.contract import CrossPart, Measure, UnitCard, UnitStateId, Vintage
from haicap.territory.domain import crosswalk as rule
from haicap.territory.domain import vintage
from haicap.territory.models import Observation
from haicap.territory.selectors.atlas import atlas
from haicap.territory.selectors.edition import Kept
from haicap.territory.selectors.units import unit_on


def crosswalk(codes: Iterable[str], *, begins: date, ends: date) -> dict[str, tuple[CrossPart, ...]]:
    """For each distinct code, as spoken of on `begins`: the units of `ends` it lies in, with shares, by code.

    Works both ways (`ends` may be the earlier day) and over any number of acts. A code that nobody carried on
    `begins`, and a unit that nobody carries on, have no parts. Backward, shares follow from the latest sizes
    observed of the older units; where one is missing they are None.
    """
    across = crossing(begins=begins, ends=ends)
    return {code: across(code) for code in dict.fromkeys(codes)}


def crossing(*, begins: date, ends: date) -> Callable[[str], tuple[CrossPart, ...]]:
    """The crosswalk as a function of one code, for rows that stream through; the map is that of this moment."""
    sizes = _sizes()
    past = replace(history(), size=lambda card: sizes.get(card.state_id, (None, None)))

    def across(code: str) -> tuple[CrossPart, ...]:
        card = unit_on(code, begins)
        return rule.crosswalk(past, card, ends) if card else ()

    return across


def crosswalk_of(card: UnitCard, day: date) -> tuple[CrossPart, ...]:
    """The units of `day` that a state lies in, with shares; a single one where the law gives it whole."""
    parts = rule.crosswalk(history(), card, day)
    return tuple(part for part in parts if part.area_share != 0 or part.population_share != 0)


def guess_date(codes: Iterable[tuple[str, str]]) -> tuple[Vintage, ...]:
    """Times at which the codes (with names, or "") were in force, best first.

    Where a list fits several times, the one whose provinces had fewer other units goes first: lists are mostly
    whole. Names ("Xã Tam Bố" or "Tam Bố") tell also the changes of kind and name. Codes that lost their leading
    zeros are understood and counted. Times that make no difference to the list are one.
    """
    wanted = {(code, fold(name)) for code, name in codes}
    return vintage.vintages(wanted, [entry.card for entry in atlas().entries()])


def _read() -> rule.History:
    found = atlas()
    again: dict[UnitStateId, UnitCard] = {}
    before: dict[UnitStateId, UnitCard] = {}
    for entries in found.by_unit.values():
        opened = {entry.opened_by: entry.card for entry in entries}
        for entry in entries:
            act = found.mutations.get(entry.closed_by or 0)
            restored = opened.get(act.annulled_by) if act and act.annulled_by else None
            if restored is not None:
                again[entry.card.state_id] = restored
                before[restored.state_id] = entry.card
    return rule.History(
        by_unit={unit: [entry.card for entry in entries] for unit, entries in found.by_unit.items()},
        leaving=found.leaving,
        arriving=found.arriving,
        again=again,
        before=before,
        size=lambda _card: (None, None),
    )


history: Kept[rule.History] = Kept(_read)


def _sizes() -> dict[UnitStateId, rule.Shares]:
    """The latest area and people observed of each state."""
    sizes: dict[UnitStateId, dict[str, Decimal]] = {}
    rows = Observation.objects.filter(
        hamlet=None, replaced_by=None, measure__in=[Measure.AREA_KM2.value, Measure.POPULATION.value]
    ).order_by("reference_on", "id")
    for state, measure, value in rows.values_list("state_id", "measure", "value"):
        sizes.setdefault(UnitStateId(state), {})[measure] = value
    return {
        state: (known.get(Measure.AREA_KM2.value), known.get(Measure.POPULATION.value))
        for state, known in sizes.items()
    }
