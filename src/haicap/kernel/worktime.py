"""Working time: which days and hours count. The facts are dated data, arranged here for quick reading.

Not a calendar of festivities, and not the counter's opening hours: a counter open on Saturday takes
dossiers in, but Saturday stays a day off for the legal clock. Law: Labour Code 2019, art. 111-112 (holidays
and compensatory days), the yearly notices (swaps), decisions of a province (closures). See
docs/reference/clock.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from haicap.kernel.clock import VIETNAM, local
from haicap.kernel.errors import RefusalError, refuse

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2060, 12, 31)
_BASE = FIRST_DAY.toordinal()
_SIZE = LAST_DAY.toordinal() - _BASE + 1
_SATURDAY = 5
STATUTORY_HOLIDAYS = 11  # Labour Code 2019, art. 112.1 (12 since Resolution 28/2026/QH16)


class DayKind(StrEnum):
    """Why a day differs from its week."""

    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"
    EMERGENCY_CLOSURE = "emergency_closure"


class Certainty(StrEnum):
    """How sure a row is. Only `COMPUTED` makes a deadline provisional."""

    VERIFIED = "verified"  # fixed by a text or notice that was seen
    UNVERIFIED = "unverified"  # from knowledge; the text was not seen
    COMPUTED = "computed"  # no notice yet: worked out from law, lunar calendar and earlier years
    DECLARED = "declared"  # entered by the province itself


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One dated exception. Both codes empty: the nation; a province code alone: that province; both: that
    unit.
    """

    on: date
    kind: DayKind
    name: str
    source: str
    certainty: Certainty
    province_code: str = ""
    unit_code: str = ""

    @property
    def is_off(self) -> bool:
        """True unless the day is a working Saturday of a swap."""
        return self.kind is not DayKind.SWAPPED_WORK

    @property
    def breadth(self) -> int:
        """0 nation, 1 province, 2 unit: the narrowest row of a date wins."""
        return bool(self.province_code) + bool(self.unit_code)


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of working time inside one day, local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class CounterSession:
    """Extra hours in which a counter receives and returns, on one weekday (0 Monday … 6 Sunday)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one scope: `office` rules the legal clock on every working day, `counter` only the counter."""

    office: tuple[Session, ...]
    counter: tuple[CounterSession, ...] = ()
    province_code: str = ""
    unit_code: str = ""


# No national rule fixes the hours: each province or commune sets its own; this is only the default.
DEFAULT_HOURS = Hours((Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17, 0))))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working time of one place in one version of the calendar; immutable, shared between threads.

    `_rank[i]` counts the working days before day i, `_working` lists them: a due day is two look-ups away.
    """

    version: int
    days: dict[date, CalendarDay] = field(repr=False)
    hours: Hours
    decided: frozenset[int]  # years whose days off are fixed
    _rank: Sequence[int] = field(repr=False, compare=False)
    _working: Sequence[date] = field(repr=False, compare=False)
    _closes: time = field(repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        """Does the legal clock count `day`?"""
        at = _index(day)
        return self._rank[at + 1] > self._rank[at]

    def nth_working_day(self, after: date, count: int) -> date:
        """The `count`-th working day after `after` (count >= 1); else `clock.beyond_calendar`."""
        try:
            return self._working[self._rank[_index(after) + 1] + count - 1]
        except IndexError:
            raise beyond_calendar() from None

    def next_working_day(self, day: date) -> date:
        """`day` itself where it is a working day, else the first one after it."""
        try:
            return self._working[self._rank[_index(day)]]
        except IndexError:
            raise beyond_calendar() from None

    def working_day_count(self, after: date, through: date) -> int:
        """Working days in (after, through]; 0 where `through` is not later."""
        return max(0, self._rank[_index(through) + 1] - self._rank[_index(after) + 1])

    def closes_at(self, day: date) -> datetime:
        """The close of business on `day`, aware, +07:00."""
        return datetime.combine(day, self._closes, VIETNAM)

    def opens_at(self, day: date) -> datetime:
        """The start of business on `day`, aware, +07:00."""
        return datetime.combine(day, self.hours.office[0].opens, VIETNAM)

    def office_spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of legal working time of `day`, in order; none on a day off."""
        if self.is_working(day):
            for session in self.hours.office:
                yield (
                    datetime.combine(day, session.opens, VIETNAM),
                    datetime.combine(day, session.closes, VIETNAM),
                )

    def is_office_time(self, moment: datetime) -> bool:
        """Is `moment` (aware) inside legal working time, both ends included?"""
        return any(start <= moment <= end for start, end in self.office_spans(local(moment).date()))

    def next_office_time(self, moment: datetime) -> datetime:
        """`moment` where it is working time, else the next opening."""
        here = local(moment)
        if self.is_working(here.date()):
            clock = here.time()
            for session in self.hours.office:
                if clock <= session.closes:
                    return here if clock >= session.opens else datetime.combine(here, session.opens, VIETNAM)
        return self.opens_at(self.nth_working_day(here.date(), 1))

    def counter_is_open(self, moment: datetime) -> bool:
        """May a counter receive at `moment`: in office time or in its extra hours, on a day not closed."""
        here = local(moment)
        exception = self.days.get(here.date())
        if exception is not None and exception.is_off:
            return False
        return self.is_office_time(here) or any(
            extra.weekday == here.weekday() and extra.opens <= here.time() <= extra.closes
            for extra in self.hours.counter
        )

    def is_provisional(self, first: date, last: date) -> bool:
        """Does [first, last] touch a year whose days off are not decided yet?"""
        if first.year == last.year:
            return first.year not in self.decided
        return not self.decided.issuperset(range(first.year, last.year + 1))


@dataclass(frozen=True, slots=True)
class CalendarEdition:
    """One version of all calendar data; hands out the calendar of a place and keeps what it made."""

    version: int
    days: tuple[CalendarDay, ...]
    hours: tuple[Hours, ...] = ()
    _made: dict[tuple[str, str], WorkCalendar] = field(default_factory=dict, repr=False, compare=False)

    def for_unit(self, province_code: str = "", unit_code: str = "") -> WorkCalendar:
        """The nation's days overlaid by those of the province and the unit; places without any share one."""
        made = self._made.get((province_code, unit_code))
        if made is None:
            scopes = {(day.province_code, day.unit_code) for day in self.days}
            scopes |= {(hours.province_code, hours.unit_code) for hours in self.hours}
            place = (province_code, unit_code)
            if place not in scopes:
                place = (province_code, "") if (province_code, "") in scopes else ("", "")
            made = self._made.get(place) or self._make(*place)
            self._made[place] = self._made[province_code, unit_code] = made
        return made

    def _make(self, province_code: str, unit_code: str) -> WorkCalendar:
        holds = {("", ""), (province_code, ""), (province_code, unit_code)}
        rows = [row for row in self.days if (row.province_code, row.unit_code) in holds]
        days = {row.on: row for row in sorted(rows, key=lambda row: (row.breadth, row.on))}
        hours = [row for row in self.hours if (row.province_code, row.unit_code) in holds]
        narrowest = max(
            hours, key=lambda row: (bool(row.province_code), bool(row.unit_code)), default=DEFAULT_HOURS
        )
        rank, working = _lay_out(days)
        closes = narrowest.office[-1].closes
        return WorkCalendar(self.version, days, narrowest, self.decided_years(), rank, working, closes)

    def decided_years(self) -> frozenset[int]:
        """Years that have the national holidays the law gives, none of their rows being only computed."""
        nation = [row for row in self.days if not row.breadth]
        computed = {row.on.year for row in nation if row.certainty is Certainty.COMPUTED}
        holidays = Counter(row.on.year for row in nation if row.kind is DayKind.HOLIDAY)
        return frozenset(year for year, count in holidays.items() if count >= STATUTORY_HOLIDAYS) - computed

    def covered_years(self) -> frozenset[int]:
        """Years with any national day, decided or computed."""
        return frozenset(row.on.year for row in self.days if not row.breadth)


def _lay_out(days: dict[date, CalendarDay]) -> tuple[list[int], list[date]]:
    rank, working = [0], []
    for ordinal in range(_BASE, _BASE + _SIZE):
        day = date.fromordinal(ordinal)
        exception = days.get(day)
        if not exception.is_off if exception else day.weekday() < _SATURDAY:
            working.append(day)
        rank.append(len(working))
    return rank, working


def _index(day: date) -> int:
    index = day.toordinal() - _BASE
    if not 0 <= index < _SIZE:
        raise beyond_calendar()
    return index


def beyond_calendar() -> RefusalError:
    """The refusal for dates outside 2000-2060, which no calendar of ours reaches."""
    return refuse("clock.beyond_calendar", first=FIRST_DAY.year, last=LAST_DAY.year)


def dates(first: date, last: date) -> Iterator[date]:
    """Every date from `first` to `last`, both included."""
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
