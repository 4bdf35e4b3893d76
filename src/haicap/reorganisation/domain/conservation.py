"""Before must equal after: per owner, what all the units it goes on for held; and in all."""

from collections import Counter
from collections.abc import Iterable, Mapping

from haicap.organisation.contract import Conserved
from haicap.reorganisation.contract import ConservationLine, Report
from haicap.territory.contract import UnitCard, UnitId

Held = Counter[tuple[str, UnitId | None]]


def compare(
    before: Iterable[Conserved],
    after: Iterable[Conserved],
    *,
    owners: Mapping[UnitId, UnitId] | None,
    cards: Mapping[UnitId, UnitCard],
    marks: Mapping[str, str],
) -> Report:
    """The report: `owners` says whose each unit's holdings of before must be now; None compares only the sums.

    `cards` name the owners. A quantity that one side does not know counts as nothing there.
    """
    old_count, old_total = _sum(before, owners)
    new_count, new_total = _sum(after, None if owners is None else {})
    keys = sorted({*old_count, *new_count}, key=lambda key: (key[0], key[1] is not None, key[1] or 0))
    lines = []
    for name, unit in keys:
        card = cards.get(unit) if unit is not None else None
        key = (name, unit)
        lines.append(
            ConservationLine(
                name,
                card.code if card else "",
                card.name if card else "",
                old_count[key],
                new_count[key],
                old_total[key],
                new_total[key],
            )
        )
    return Report(tuple(lines), marks)


def _sum(held: Iterable[Conserved], owners: Mapping[UnitId, UnitId] | None) -> tuple[Held, Held]:
    """Counts and totals by name and owner (None: of all)."""
    counts: Held = Counter()
    totals: Held = Counter()
    for one in held:
        places: list[UnitId | None] = [None]
        if owners is not None:
            places.append(owners.get(one.unit_id, one.unit_id))
        for place in places:
            counts[one.name, place] += one.count
            totals[one.name, place] += one.total
    return counts, totals
