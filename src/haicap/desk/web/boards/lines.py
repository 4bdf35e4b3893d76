"""Lines of a board's tables: one for each field of work, each commune, each official, each unit of a map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from haicap.desk.web.boards.numbers import AT_WORK, SETTLED, Number, open_parts
from haicap.desk.web.boards.scope import Scope, figure
from haicap.desk.web.office import filters
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Figures, ListFilter, Period
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.procedures import api as procedures
from haicap.territory.contract import Certainty, CrossPart, UnitCard
from haicap.ui.charts.bars import Segment, stacked
from haicap.ui.templatetags.ui import bilingual

CLASSES = ("early", "on_time", "overdue")  # kinds of segments, in the order of SETTLED
ON_MAP = ("received", *SETTLED, "in_process_within", "in_process_overdue", "awaiting_applicant")
_NOBODY = AppointmentId(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what lies open now, what was settled in the period. `code` is the unit's, where it is a unit."""

    name: str
    code: str
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
        return timely(number.value for number in self.settled)

    @property
    def bar(self) -> tuple[Segment, ...]:
        """Early, on time and overdue side by side."""
        return stacked(zip(CLASSES, (number.value for number in self.settled), strict=True))


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody carries: how much, how much of it late (None where that is no question), and its share."""

    name: str
    held: Number
    late: Number | None
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class MapLine:
    """One unit on a chosen map; `may_be` names the units it may belong to where the law divided it."""

    name: str
    code: str
    numbers: tuple[Number, ...]
    may_be: tuple[str, ...]
    estimated: bool


def timely(settled: Iterable[int]) -> int | None:
    """Percent of (early, on time, overdue) that are not overdue, rounded down; None of nothing."""
    early, on_time, overdue = settled
    total = early + on_time + overdue
    return (early + on_time) * 100 // total if total else None


def by_field(scope: Scope) -> list[Line]:
    """One line for each field of work that has anything, those with the most first, else in Vietnamese order."""
    groups = {
        card.name: (bilingual(card, "name"), replace(scope.base, field=card.name))
        for card in procedures.all_fields()
    }
    told = [line for line in _lines(scope, "field", groups) if line.has_anything]
    return sorted(
        told, key=lambda line: line.open.value + line.awaiting.value + line.settled_count, reverse=True
    )


def by_unit(scope: Scope, units: Iterable[UnitCard]) -> list[Line]:
    """One line for each unit, in the order given."""
    groups = {str(card.unit_id): (card.name, replace(scope.base, unit=card.code)) for card in units}
    return _lines(scope, "unit", groups)


def by_map(scope: Scope, day: date | None) -> list[MapLine]:
    """Figures of the period by unit on the map of `day` (None: of the events); each number opens its rows."""
    rows = dossiers.figures_on_map(
        actor=scope.actor, units=scope.units, period=scope.period, now=scope.now, day=day
    )
    lines = []
    for row in rows:
        base = replace(scope.base, unit="", recorded=row.recorded)
        told = tuple(figure(scope, base, name, getattr(row.figures, name)) for name in ON_MAP)
        may_be = tuple(_share(part) for part in row.parts)
        lines.append(
            MapLine(row.unit.name, row.unit.code, told, may_be, row.certainty is Certainty.ESTIMATED)
        )
    return lines


def by_officer(scope: Scope) -> list[Load]:
    """Who holds how many of what is at work, how many of them overdue; nobody's come last."""
    at_work, overdue = replace(scope.base, statuses=AT_WORK), replace(scope.base, overdue=True)
    told = scope.grouped("holder", held=at_work, late=overdue)
    held, late = told["held"], told["late"]
    ids = {key: AppointmentId(int(key or 0)) for key in held}
    names, most = _named(ids.values()), max(held.values(), default=0)
    rows = []
    for key, holder in sorted(ids.items(), key=lambda pair: (pair[1] == _NOBODY, -held[pair[0]], pair[1])):
        asked = [filters.address(replace(each, holder=holder)) for each in (at_work, overdue)]
        lateness = late.get(key, 0)
        bar = stacked((("overdue", lateness), ("plain", held[key] - lateness)), whole=most)
        rows.append(Load(names.get(holder, ""), Number(held[key], asked[0]), Number(lateness, asked[1]), bar))
    return rows


def by_counter(scope: Scope, centre: AgencyId, period: Period) -> list[Load]:
    """Who took in how many at the centre's counters in `period`, for whatever unit; carried in from elsewhere last."""
    base = ListFilter(received_by=centre, received=period)
    told = dossiers.received_by_hand(actor=scope.actor, filter=base, now=scope.now)
    names, most = _named(told), max(told.values(), default=0)
    rows = []
    for hand, count in sorted(told.items(), key=lambda pair: (pair[0] == _NOBODY, -pair[1], pair[0])):
        number = Number(count, filters.address(replace(base, receiver=hand)))
        rows.append(Load(names.get(hand, ""), number, None, stacked((("plain", count),), whole=most)))
    return rows


def _named(ids: Iterable[AppointmentId]) -> dict[AppointmentId, str]:
    cards = organisation.appointments(frozenset(each for each in ids if each != _NOBODY))
    return {each: f"{card.person_name}, {card.post_title}" for each, card in cards.items()}


def _share(part: CrossPart) -> str:
    """ "Xã Gia Hiệp (70 %)": of the people where known, else of the area."""
    share = part.population_share if part.population_share is not None else part.area_share
    return part.unit.name if share is None else f"{part.unit.name} ({share:.0%})"


def _lines(scope: Scope, by: str, groups: Mapping[str, tuple[str, ListFilter]]) -> list[Line]:
    """A line for each group: its key, its name and the filter of its rows."""
    counted = scope.standing[by]
    told = {row.key: row.figures for row in scope.figures[by]}
    lines = []
    for key, (name, base) in groups.items():
        waiting, overdue, awaiting = (
            Number(counted[part].get(key, 0), filters.address(asked))
            for part, asked in open_parts(base).items()
        )
        figures = told.get(key, Figures())
        done = tuple(figure(scope, base, each, getattr(figures, each)) for each in SETTLED)
        lines.append(Line(name, base.unit, waiting, overdue, awaiting, done))
    return lines
