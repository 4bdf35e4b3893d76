"""Whether the parts of a divided hamlet make up the whole: what was counted in it, what each part is said to get."""

from collections.abc import Iterator, Mapping, Sequence

from haicap.kernel.errors import Refusal
from haicap.territory.contract import HamletFigure, Measure, NewHamlet
from haicap.territory.vocabulary import MEASURE_WORDS

# without them nobody could say which part of a hamlet went where
_NEEDED = frozenset({Measure.HOUSEHOLDS, Measure.POPULATION})


def part_faults(
    name: str, known: Mapping[Measure, HamletFigure], parts: Sequence[NewHamlet]
) -> Iterator[Refusal]:
    """What is not said of the parts of the hamlet `name`, or does not add up to what is `known` of it.

    Parts in several communes must say households and people, and all else that was counted; parts in one commune may
    say nothing, or all. `territory.hamlet_uncounted` (the whole is not known), `.hamlet_part_unsaid`,
    `.hamlet_parts_sum`.
    """
    said = {measure for part in parts for measure in part.counts}
    apart = any(part.to for part in parts)
    if not (said or apart):
        return
    for measure in sorted(said | known.keys() | (_NEEDED if apart else frozenset())):
        facts: dict[str, object] = {"name": name, "what": str(MEASURE_WORDS[measure])}
        figure = known.get(measure)
        unsaid = [part.name for part in parts if measure not in part.counts]
        if figure is None or figure.value is None:
            yield Refusal("territory.hamlet_uncounted", facts)
        elif unsaid:
            yield Refusal("territory.hamlet_part_unsaid", {**facts, "parts": ", ".join(unsaid)})
        elif (total := sum(part.counts[measure] for part in parts)) != figure.value:
            yield Refusal("territory.hamlet_parts_sum", {**facts, "whole": figure.value, "total": total})
