"""The numbers of a board. Each is a filter counted: the address beside it opens exactly the rows it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.urls import reverse

from haicap.desk.web.office import filters
from haicap.desk.web.office.described import FIGURES
from haicap.desk.web.office.words import Words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import FigureRow, ListFilter, Period, Status
from haicap.kernel.clock import local_day
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId

AT_WORK = frozenset({Status.RECEIVED, Status.IN_PROCESS})
SETTLED = ("settled_early", "settled_on_time", "settled_overdue")


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
        return dossiers.grouped(actor=self.actor, parts=parts, by=by, now=self.now)

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
        self, period: Period, *, by: Sequence[str] = (), days: int = 0
    ) -> Mapping[tuple[str, ...], Mapping[str, int]]:
        """What happened in another period, told apart as `dossiers.flows` does."""
        return dossiers.flows(
            actor=self.actor,
            units=self.units,
            period=period,
            now=self.now,
            by=by,
            days=days,
            recorded=self.base.recorded,
        )


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the query of its list."""

    value: int
    query: str
    label: Words = ""

    @property
    def href(self) -> str:
        """The address of the list."""
        return list_of(self.query)


def list_of(query: str) -> str:
    """The address of the list of a filter's query."""
    return f"{reverse('office:dossiers')}?{query}"


def month_of(day: date) -> Period:
    """The month of `day`."""
    start = day.replace(day=1)
    return Period(start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def standing(scope: Scope, **parts: ListFilter) -> dict[str, Number]:
    """What stands now, each part with its list; one query for all."""
    counts = dossiers.counts(actor=scope.actor, parts=parts, now=scope.now)
    return {name: Number(counts[name], filters.address(part)) for name, part in parts.items()}


def today_parts(scope: Scope) -> dict[str, ListFilter]:
    """What is asked in the morning: what stands open, what came in today."""
    base, today = scope.base, local_day(scope.now)
    return {
        "waiting": replace(base, statuses=AT_WORK),
        "due_today": replace(base, overdue=False, due_on=today),
        "overdue": replace(base, overdue=True),
        "awaiting": replace(base, statuses=frozenset({Status.AWAITING_APPLICANT})),
        "ready": replace(base, statuses=frozenset({Status.RESULT_READY})),
        "received_today": replace(base, received=Period(today, today)),
    }


def figure(scope: Scope, base: ListFilter, name: str, value: int) -> Number:
    """A figure of the period with the list of `base` that it counts."""
    asked = replace(base, figures=frozenset({name}), period=scope.period)
    return Number(value, filters.address(asked), FIGURES[name])
