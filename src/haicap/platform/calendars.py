"""The calendar of the database: read as immutable working time, changed only by new versions.

`current` costs no query per deadline: each process keeps the edition it read and asks every two seconds
whether a newer version exists. Days once loaded are never overwritten, so a deadline of an old version can
be proved.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import F, Max, Q

from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.worktime import (
    CalendarDay,
    CalendarEdition,
    Certainty,
    CounterSession,
    DayKind,
    Hours,
    Session,
    WorkCalendar,
)
from haicap.platform import outbox
from haicap.platform.calendar_file import shipped_days, shipped_edition
from haicap.platform.contract import EVENT_CALENDAR
from haicap.platform.models import CalendarDayRow, CalendarHoursRow, CalendarVersion

SHIPPED = "shipped"
NOTICED_WITHIN = 2.0  # seconds until every process works with a new version

Place = tuple[str, str]  # province code, unit code; ("", "") is the nation


class _Kept:
    """The edition this process works with, and when it last asked for a newer one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.edition: CalendarEdition | None = None
        self.asked = float("-inf")


_kept = _Kept()


def current(province_code: str = "", unit_code: str = "") -> WorkCalendar:
    """The calendar in force for a place; without any loaded calendar the shipped one, as version 0."""
    return edition().for_unit(province_code, unit_code)


def edition() -> CalendarEdition:
    """All calendar data in force."""
    # the age of a memory, not a business time: it runs on where the clock of the application stands still
    if _kept.edition is None or time.monotonic() - _kept.asked > NOTICED_WITHIN:
        with _kept.lock:
            _renew()
    return _kept.edition or read(latest_version())


def edition_of(version: int) -> CalendarEdition:
    """`read`, remembered: a version never changes."""
    in_force = edition()
    return in_force if in_force.version == version else _former(version)


@lru_cache(maxsize=16)
def _former(version: int) -> CalendarEdition:
    return read(version)


def note_recounted(version: int, count: int) -> None:
    """Let a version say how many provisional deadlines it has changed; `count` more."""
    CalendarVersion.objects.filter(number=version).update(recounted_count=F("recounted_count") + count)


def latest() -> tuple[int, int]:
    """The number in force (0 while nothing is loaded), and how many provisional deadlines it has changed so far."""
    found = CalendarVersion.objects.order_by("-number").values_list("number", "recounted_count").first()
    return found or (0, 0)


def forget() -> None:
    """Let this process read the calendar anew at its next question."""
    with _kept.lock:
        _kept.forget()
        _former.cache_clear()


def read(version: int) -> CalendarEdition:
    """One version as it was (0: the shipped file); a number never given is `clock.unknown_version`."""
    if version == 0:
        return shipped_edition()
    if not CalendarVersion.objects.filter(number=version).exists():
        raise refuse("clock.unknown_version", version=version)
    held = Q(since__lte=version) & (Q(until__isnull=True) | Q(until__gt=version))
    days = CalendarDayRow.objects.filter(held).order_by("on", "province_code", "unit_code")
    hours = CalendarHoursRow.objects.filter(held).order_by(
        "province_code", "unit_code", "weekday", "opens_at"
    )
    return CalendarEdition(version, tuple(map(_day, days)), _hours(hours))


def latest_version() -> int:
    """The number in force; 0 while nothing is loaded."""
    return CalendarVersion.objects.aggregate(latest=Max("number"))["latest"] or 0


def load(days: Sequence[CalendarDay], *, origin: str, note: str = "", digest: str = "") -> int:
    """Replace each (place, year) that `days` speak of by them; returns the new version.

    `origin` names the file; `digest` is that of its days unless a part of a file is loaded.
    """
    spoken = {(day.province_code, day.unit_code, day.on.year) for day in days}

    def close(version: CalendarVersion) -> None:
        for province_code, unit_code, year in sorted(spoken):
            in_force = CalendarDayRow.objects.filter(until=None, on__year=year)
            in_force.filter(province_code=province_code, unit_code=unit_code).update(until=version)

    return _new_version(days, origin=origin, note=note, digest=digest or _digest(days), close=close)


def load_shipped() -> int:
    """Make the shipped calendar known; returns the version in force.

    Repeated calls change nothing, and national years that somebody else has loaded or corrected stay theirs.
    """
    days = shipped_days()
    digest = _digest(days)
    with transaction.atomic():
        _lock()
        if CalendarVersion.objects.filter(origin=SHIPPED, digest=digest).exists():
            return latest_version()
        in_force = CalendarDayRow.objects.filter(until=None, province_code="", unit_code="")
        others = {row.on.year for row in in_force.exclude(since__origin=SHIPPED)}
        fresh = [day for day in days if day.on.year not in others]
        return load(fresh, origin=SHIPPED, digest=digest)


def declare(
    days: Iterable[CalendarDay], *, withdrawn: Iterable[tuple[date, Place]] = (), note: str = ""
) -> int:
    """Add or replace single days, take back others; returns the new version.

    Refused: `clock.day_without_source` where a name or source is missing, `clock.unit_without_province`,
    `clock.day_twice`, `clock.nothing_declared`.
    """
    added = [_checked(day) for day in days]
    gone = [*withdrawn, *((day.on, (day.province_code, day.unit_code)) for day in added)]
    if not gone:
        raise refuse("clock.nothing_declared")
    if len(set(gone)) < len(gone):
        raise refuse("clock.day_twice", field="on")

    def close(version: CalendarVersion) -> None:
        for on, (province_code, unit_code) in gone:
            in_force = CalendarDayRow.objects.filter(until=None, on=on)
            in_force.filter(province_code=province_code, unit_code=unit_code).update(until=version)

    return _new_version(added, origin="declared", note=note, digest=_digest(added), close=close)


def set_hours(hours: Hours, *, note: str = "") -> int:
    """Replace the hours of one place; returns the new version. Refused: `clock.hours_out_of_order`."""
    spans = [(session.opens, session.closes) for session in hours.office]
    flat = [moment for span in spans for moment in span]
    if not flat or flat != sorted(set(flat)) or any(extra.opens >= extra.closes for extra in hours.counter):
        raise refuse("clock.hours_out_of_order", field="hours")

    def close(version: CalendarVersion) -> None:
        place = {"province_code": hours.province_code, "unit_code": hours.unit_code}
        CalendarHoursRow.objects.filter(until=None, **place).update(until=version)
        rows = [(None, session) for session in hours.office] + [
            (extra.weekday, extra) for extra in hours.counter
        ]
        CalendarHoursRow.objects.bulk_create(
            CalendarHoursRow(
                weekday=weekday, opens_at=span.opens, closes_at=span.closes, since=version, **place
            )
            for weekday, span in rows
        )

    return _new_version((), origin="declared", note=note, digest=_digest(()), close=close)


def _renew() -> None:
    version = latest_version()
    if _kept.edition is None or _kept.edition.version != version:
        _kept.edition = read(version)
    _kept.asked = time.monotonic()


def _new_version(
    days: Sequence[CalendarDay],
    *,
    origin: str,
    note: str,
    digest: str,
    close: Callable[[CalendarVersion], None],
) -> int:
    """Write the next version: `close` ends the rows it replaces. It takes effect when the caller commits."""
    with transaction.atomic():
        _lock()
        version = CalendarVersion.objects.create(
            number=latest_version() + 1, origin=origin, digest=digest, note=note, loaded_at=clock.now()
        )
        close(version)
        CalendarDayRow.objects.bulk_create(_row(day, version) for day in days)
        if version.number > 1:  # before the first one nothing was counted with another
            told = {"version": version.number}
            outbox.tell(type=EVENT_CALENDAR, subject=str(version.number), data=told, at=version.loaded_at)
        transaction.on_commit(forget)
    return version.number


def _lock() -> None:
    """One writer at a time, so that versions are dense; readers are not held up."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE platform_calendar_version IN SHARE ROW EXCLUSIVE MODE")


def _digest(days: Iterable[CalendarDay]) -> str:
    lines = sorted(
        "|".join(
            (str(day.on), day.province_code, day.unit_code, day.kind, day.name, day.source, day.certainty)
        )
        for day in days
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _checked(day: CalendarDay) -> CalendarDay:
    if not day.name or not day.source:
        raise refuse("clock.day_without_source", field="source", on=day.on)
    if day.unit_code and not day.province_code:
        raise refuse("clock.unit_without_province", field="province", unit=day.unit_code)
    return day


def _row(day: CalendarDay, version: CalendarVersion) -> CalendarDayRow:
    return CalendarDayRow(
        on=day.on,
        kind=day.kind.value,
        name=day.name,
        source=day.source,
        certainty=day.certainty.value,
        province_code=day.province_code,
        unit_code=day.unit_code,
        since=version,
    )


def _day(row: CalendarDayRow) -> CalendarDay:
    return CalendarDay(
        on=row.on,
        kind=DayKind(row.kind),
        name=row.name,
        source=row.source,
        certainty=Certainty(row.certainty),
        province_code=row.province_code,
        unit_code=row.unit_code,
    )


def _hours(rows: Iterable[CalendarHoursRow]) -> tuple[Hours, ...]:
    office: dict[Place, list[Session]] = {}
    counter: dict[Place, list[CounterSession]] = {}
    for row in rows:
        place = (row.province_code, row.unit_code)
        if row.weekday is None:
            office.setdefault(place, []).append(Session(row.opens_at, row.closes_at))
        else:
            counter.setdefault(place, []).append(CounterSession(row.weekday, row.opens_at, row.closes_at))
    return tuple(
        Hours(tuple(sessions), tuple(counter.get(place, ())), *place) for place, sessions in office.items()
    )
