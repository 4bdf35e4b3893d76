"""What a board counts: whose dossiers, at what moment, over which period. What is shown twice is asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from haicap.desk.web.boards.ages import age_parts
from haicap.desk.web.boards.numbers import Number, today_parts
from haicap.desk.web.office import filters
from haicap.desk.web.office.described import FIGURES
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import FigureRow, ListFilter, Period
from haicap.kernel.clock import local_day
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId


@dataclass(frozen=True)
class Scope:
    """Who looks at which units, at what moment, over which period; `base` is the filter of all its lists."""

    actor: Actor
    base: ListFilter
    units: tuple[UnitId, ...]
    period: Period
    now: datetime

    def grouped(self, by: str, **parts: ListFilter) -> dict[str, dict[str, int]]:
        """Counts of each of `parts` for each value of `by`."""
        return dossiers.grouped(actor=self.actor, parts=parts, by=(by,), now=self.now)[by]

    @cached_property
    def parts(self) -> dict[str, ListFilter]:
        """What stands open now and how old it is."""
        today = local_day(self.now)
        return {**today_parts(self.base, today), **age_parts(self.base, today)}

    @cached_property
    def standing(self) -> dict[str, dict[str, dict[str, int]]]:
        """Counts of `parts`: in all (""), by unit and by field, read at once."""
        return dossiers.grouped(actor=self.actor, parts=self.parts, by=("", "unit", "field"), now=self.now)

    @cached_property
    def figures(self) -> Mapping[str, tuple[FigureRow, ...]]:
        """Figures of the period: in all (""), by unit and by field, read at once; of exactly the units recorded under
        where the base asks for these.
        """
        by = ("", "unit", "field")
        if self.base.recorded:
            return dossiers.figures_recorded(
                actor=self.actor, recorded=self.base.recorded, period=self.period, now=self.now, by=by
            )
        return dossiers.figures_by(
            actor=self.actor, units=self.units, period=self.period, now=self.now, by=by
        )

    def flows(
        self, period: Period, names: Sequence[str], *, by: Sequence[str] = (), days: int = 0
    ) -> Mapping[tuple[str, ...], Mapping[str, int]]:
        """How many of these figures another period has, told apart as `dossiers.flows` does."""
        return dossiers.flows(
            actor=self.actor,
            units=self.units,
            period=period,
            now=self.now,
            by=by,
            days=days,
            names=names,
            recorded=self.base.recorded,
        )


def standing(scope: Scope, **parts: ListFilter) -> dict[str, Number]:
    """What stands now, each part with its list; one query for all."""
    counts = dossiers.counts(actor=scope.actor, parts=parts, now=scope.now)
    return {name: Number(counts[name], filters.address(part)) for name, part in parts.items()}


def figure(scope: Scope, base: ListFilter, name: str, value: int) -> Number:
    """A figure of the period with the list of `base` that it counts."""
    asked = replace(base, figures=frozenset({name}), period=scope.period)
    return Number(value, filters.address(asked), FIGURES[name])
