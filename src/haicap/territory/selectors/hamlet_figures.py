"""How many households and people hamlets have, as far as somebody counted them.

A count belongs to the hamlet itself: a new name, a new commune, a merger of communes leave it standing. A merged hamlet
has the counts of those it was made of until it is counted anew; of the parts of a divided one nobody knows. What was
not counted is not there: never a nought.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from haicap.territory.contract import HamletCard, HamletChange, HamletFigure, HamletId, Measure, Precision
from haicap.territory.models import HamletEdge, Observation

Figures = Mapping[Measure, HamletFigure]


def hamlet_figures(hamlets: Collection[HamletId], day: date) -> Mapping[HamletId, Figures]:
    """By hamlet and measure what is known on `day`; a measure of which nothing is known is missing.

    Two queries, and two more for each time that the hamlets were merged before.
    """
    if not hamlets:
        return {}
    found = _counted(hamlets, day)
    made_of = _made_of(hamlets)
    parts = hamlet_figures({one for each in made_of.values() for one in each}, day)
    for hamlet, of in made_of.items():
        for measure in {measure for one in of for measure in parts.get(one, {})} - found[hamlet].keys():
            found[hamlet][measure] = _sum(measure, [parts.get(one, {}).get(measure) for one in of])
    return {hamlet: figures for hamlet, figures in found.items() if figures}


def with_figures(cards: Iterable[HamletCard], day: date) -> tuple[tuple[HamletCard, Figures], ...]:
    """Each hamlet with what is known of it on `day`."""
    found = tuple(cards)
    known = hamlet_figures([card.hamlet_id for card in found], day)
    return tuple((card, known.get(card.hamlet_id, {})) for card in found)


def _counted(hamlets: Collection[HamletId], day: date) -> dict[HamletId, dict[Measure, HamletFigure]]:
    """The latest count of each measure; of several on one day the one recorded last."""
    found: dict[HamletId, dict[Measure, HamletFigure]] = defaultdict(dict)
    rows = Observation.objects.filter(hamlet__in=hamlets, replaced_by=None, reference_on__lte=day)
    for row in rows.order_by("hamlet_id", "measure", "reference_on", "id"):
        found[HamletId(row.hamlet_id or 0)][Measure(row.measure)] = HamletFigure(
            measure=Measure(row.measure),
            known=int(row.value),
            counted=1,
            of=1,
            reference_on=row.reference_on,
            source=row.source,
            precision=Precision(row.precision),
        )
    return found


def _made_of(hamlets: Collection[HamletId]) -> Mapping[HamletId, list[HamletId]]:
    """The hamlets that merged into each of them."""
    edges = HamletEdge.objects.filter(successor__hamlet__in=hamlets, act__change=HamletChange.MERGED.value)
    found: dict[HamletId, list[HamletId]] = defaultdict(list)
    for new, old in edges.order_by("id").values_list("successor__hamlet", "predecessor__hamlet"):
        found[HamletId(new)].append(HamletId(old))
    return found


def _sum(measure: Measure, parts: list[HamletFigure | None]) -> HamletFigure:
    known = [one for one in parts if one is not None]
    return HamletFigure(
        measure=measure,
        known=sum(one.known for one in known),
        counted=sum(one.counted for one in known),
        of=sum(one.of if one is not None else 1 for one in parts),
        reference_on=min(one.reference_on for one in known),
        source="; ".join(dict.fromkeys(one.source for one in known)),
        precision=Precision.EXACT
        if all(one.precision is Precision.EXACT for one in known)
        else Precision.ABOUT,
    )
