"""The numbers of a board. Each is a filter counted: the address beside it opens exactly the rows it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from haicap.desk.web.office import filters
from haicap.desk.web.office.described import FIGURES
from haicap.desk.web.office.words import Words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import FigureRow, Figures, ListFilter, Period, Status
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId
from haicap.procedures import api as procedures
from haicap.territory.contract import Certainty, CrossPart, UnitCard, UnitId
from haicap.ui.templatetags.ui import bilingual

AT_WORK = frozenset({Status.RECEIVED, Status.IN_PROCESS})
SETTLED = ("settled_early", "settled_on_time", "settled_overdue")
_CAME = ("carried_over", "received", "transferred_in")
_NOBODY = AppointmentId(0)


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


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the query of its list."""

    value: int
    query: str
    label: Words = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar in percent, written with a point as SVG wants it."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a board's table: what lies open now, what was settled in the period."""

    name: str
    query: str  # of the board or list of the name itself; empty where there is none
    open: Number
    overdue: Number
    awaiting: Number
    settled: tuple[Number, ...]  # early, on time, overdue

    @property
    def has_anything(self) -> bool:
        """False for a line of zeros."""
        return any(each.value for each in (self.open, self.overdue, self.awaiting, *self.settled))

    @property
    def settled_count(self) -> int:
        """All settled of the period."""
        return sum(number.value for number in self.settled)

    @property
    def timely_percent(self) -> int | None:
        """Share settled early or on time, rounded down: 100 means all; None where nothing was settled."""
        total = self.settled_count
        return (total - self.settled[2].value) * 100 // total if total else None

    @property
    def bar(self) -> tuple[Segment, ...]:
        """Early, on time and overdue side by side."""
        return stacked(zip(("early", "on_time", "overdue"), (n.value for n in self.settled), strict=True))


@dataclass(frozen=True, slots=True)
class Identity:
    """Left and right side of the figures of a period, each number with its list (law I-C1)."""

    left: tuple[Number, ...]
    right: tuple[Number, ...]
    came_in: int
    accounted_for: int

    @property
    def unexplained(self) -> int:
        """0 where both sides agree."""
        return self.came_in - self.accounted_for


def month_of(day: date) -> Period:
    """The month of `day`."""
    start = day.replace(day=1)
    return Period(start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def stacked(parts: Iterable[tuple[str, int]]) -> tuple[Segment, ...]:
    """Segments of a bar 100 wide; nothing for nothing."""
    told = list(parts)
    total, at, segments = sum(value for _kind, value in told), 0.0, []
    for kind, value in told:
        width = value * 100 / total if total else 0.0
        segments.append(Segment(kind, f"{at:.2f}", f"{width:.2f}"))
        at += width
    return tuple(segment for segment in segments if segment.width != "0.00")


def today_numbers(scope: Scope) -> dict[str, Number]:
    """What stands open now, in one query, and what came in today."""
    base, today = scope.base, local_day(scope.now)
    parts = {
        "waiting": replace(base, statuses=AT_WORK),
        "due_today": replace(base, overdue=False, due_on=today),
        "overdue": replace(base, overdue=True),
        "awaiting": replace(base, statuses=frozenset({Status.AWAITING_APPLICANT})),
        "ready": replace(base, statuses=frozenset({Status.RESULT_READY})),
        "received_today": replace(base, received=Period(today, today)),
    }
    counts = dossiers.counts(actor=scope.actor, parts=parts, now=scope.now)
    return {name: Number(counts[name], filters.address(part)) for name, part in parts.items()}


def month_numbers(scope: Scope) -> tuple[dict[str, Number], Identity]:
    """The figures of the period, each with its list, and their identity."""
    told = scope.figures[""][0].figures
    numbers = {
        part.name: _figure(scope, scope.base, part.name, getattr(told, part.name)) for part in fields(Figures)
    }
    left = tuple(numbers[name] for name in _CAME)
    right = tuple(number for name, number in numbers.items() if name not in _CAME)
    return numbers, Identity(left, right, told.came_in, told.accounted_for)


def by_field(scope: Scope) -> list[Line]:
    """One line for each field of work that has anything, in Vietnamese order."""
    groups = {
        card.name: (bilingual(card, "name"), replace(scope.base, field=card.name))
        for card in procedures.all_fields()
    }
    lines = _lines(scope, "field", groups)
    return [line for line in lines if line.has_anything]


def by_commune(scope: Scope, communes: Iterable[UnitCard]) -> list[Line]:
    """The league table: the largest share settled in time first; where nothing was settled, last."""
    groups = {str(card.unit_id): (card.name, replace(scope.base, unit=card.code)) for card in communes}
    lines = _lines(scope, "unit", groups)
    return sorted(
        lines, key=lambda line: -1 if line.timely_percent is None else line.timely_percent, reverse=True
    )


@dataclass(frozen=True, slots=True)
class MapLine:
    """One unit on a chosen map; `may_be` names the units it may belong to where the law divided it."""

    name: str
    code: str
    numbers: tuple[Number, ...]
    may_be: tuple[str, ...]
    estimated: bool


ON_MAP = ("received", *SETTLED, "in_process_within", "in_process_overdue", "awaiting_applicant")


def by_map(scope: Scope, day: date | None) -> list[MapLine]:
    """Figures of the period by unit on the map of `day` (None: of the events); each number opens its rows."""
    rows = dossiers.figures_on_map(
        actor=scope.actor, units=scope.units, period=scope.period, now=scope.now, day=day
    )
    lines = []
    for row in rows:
        base = replace(scope.base, unit="", recorded=row.recorded)
        told = tuple(_figure(scope, base, name, getattr(row.figures, name)) for name in ON_MAP)
        may_be = tuple(_share(part) for part in row.parts)
        lines.append(
            MapLine(row.unit.name, row.unit.code, told, may_be, row.certainty is Certainty.ESTIMATED)
        )
    return lines


def _share(part: CrossPart) -> str:
    """ "Xã Gia Hiệp (70 %)": of the people where known, else of the area."""
    share = part.population_share if part.population_share is not None else part.area_share
    return part.unit.name if share is None else f"{part.unit.name} ({share:.0%})"


def by_officer(scope: Scope) -> list[tuple[str, Number, Number]]:
    """Who holds how many of what is at work, how many of them overdue; nobody's come last."""
    at_work, overdue = replace(scope.base, statuses=AT_WORK), replace(scope.base, overdue=True)
    told = scope.grouped("holder", held=at_work, late=overdue)
    held, late = told["held"], told["late"]
    ids = {key: AppointmentId(int(key or 0)) for key in held}
    cards = organisation.appointments(frozenset(each for each in ids.values() if each != _NOBODY))
    rows = []
    for key, holder in sorted(ids.items(), key=lambda pair: (pair[1] == _NOBODY, -held[pair[0]], pair[1])):
        name = f"{cards[holder].person_name}, {cards[holder].post_title}" if holder in cards else ""
        asked = [filters.address(replace(each, holder=holder)) for each in (at_work, overdue)]
        rows.append((name, Number(held[key], asked[0]), Number(late.get(key, 0), asked[1])))
    return rows


def _figure(scope: Scope, base: ListFilter, name: str, value: int) -> Number:
    asked = replace(base, figures=frozenset({name}), period=scope.period)
    return Number(value, filters.address(asked), FIGURES[name])


def _lines(scope: Scope, by: str, groups: Mapping[str, tuple[str, ListFilter]]) -> list[Line]:
    """A line for each group: its key, its name and the filter of its rows. One query."""
    states: dict[str, dict[str, Any]] = {
        "open": {"statuses": AT_WORK},
        "overdue": {"overdue": True},
        "awaiting": {"statuses": frozenset({Status.AWAITING_APPLICANT})},
    }
    counted = scope.grouped(by, **{name: replace(scope.base, **state) for name, state in states.items()})
    told = {row.key: row.figures for row in scope.figures[by]}
    lines = []
    for key, (name, base) in groups.items():
        stands = [
            Number(counted[name].get(key, 0), filters.address(replace(base, **state)))
            for name, state in states.items()
        ]
        figures = told.get(key, Figures())
        done = tuple(_figure(scope, base, each, getattr(figures, each)) for each in SETTLED)
        lines.append(Line(name, base.unit, stands[0], stands[1], stands[2], done))
    return lines
