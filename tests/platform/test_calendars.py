"""The calendar of the database: versions, places, what other processes notice, and the law that watches it."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from haicap.kernel.errors import RefusalError
from haicap.kernel.worktime import CalendarDay, Certainty, CounterSession, DayKind, Hours, Session
from haicap.platform import calendars
from haicap.platform.calendar_file import shipped_days
from haicap.platform.checks.calendar import LAWS
from haicap.platform.checks.runner import run_laws
from haicap.platform.models import CalendarDayRow, CalendarVersion

pytestmark = pytest.mark.django_db

LAM_DONG, DI_LINH, GIA_HIEP = "68", "25000", "25015"
STORM = date(2026, 10, 15)


@pytest.fixture(autouse=True)
def _remember_nothing() -> Iterator[None]:
    calendars.forget()
    yield
    calendars.forget()


def closure(on: date = STORM, province: str = LAM_DONG, unit: str = "") -> CalendarDay:
    return CalendarDay(
        on, DayKind.EMERGENCY_CLOSURE, "Bão số 9", "Công điện 01/CĐ-UBND", Certainty.DECLARED, province, unit
    )


def test_the_shipped_calendar_is_loaded_once() -> None:
    assert calendars.load_shipped() == calendars.load_shipped() == calendars.latest_version()
    assert CalendarVersion.objects.filter(origin=calendars.SHIPPED).count() == 1


def test_the_database_gives_back_what_the_file_says() -> None:
    assert calendars.read(calendars.latest_version()).days == shipped_days()


def test_a_storm_closes_its_province_only() -> None:
    before = calendars.latest_version()
    after = calendars.declare([closure()])
    edition = calendars.read(after)
    assert after == before + 1
    assert not edition.for_unit(LAM_DONG, DI_LINH).is_working(STORM)
    assert edition.for_unit("01").is_working(STORM)
    assert edition.for_unit(LAM_DONG).version == after


def test_a_unit_may_be_closed_alone_and_overrules_its_province() -> None:
    works = CalendarDay(
        date(2026, 10, 17), DayKind.SWAPPED_WORK, "Làm bù", "Công điện 02", Certainty.DECLARED, LAM_DONG
    )
    edition = calendars.read(calendars.declare([works, closure(works.on, LAM_DONG, GIA_HIEP)]))
    assert edition.for_unit(LAM_DONG, DI_LINH).is_working(works.on)
    assert not edition.for_unit(LAM_DONG, GIA_HIEP).is_working(works.on)


def test_an_old_version_can_be_read_as_it_was() -> None:
    before = calendars.latest_version()
    calendars.declare([closure()])
    assert calendars.read(before).for_unit(LAM_DONG).is_working(STORM)


def test_a_withdrawn_closure_is_a_working_day_again() -> None:
    calendars.declare([closure()])
    edition = calendars.read(calendars.declare([], withdrawn=[(STORM, (LAM_DONG, ""))]))
    assert edition.for_unit(LAM_DONG).is_working(STORM)


def test_a_version_that_was_never_given_is_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        calendars.read(calendars.latest_version() + 1)
    assert refused.value.refusal.code == "clock.unknown_version"


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([], "clock.nothing_declared"),
        ([closure(), closure()], "clock.day_twice"),
        ([closure(province="", unit=GIA_HIEP)], "clock.unit_without_province"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused_whole(days: list[CalendarDay], code: str) -> None:
    before = calendars.latest_version()
    with pytest.raises(RefusalError) as refused:
        calendars.declare(days)
    assert refused.value.refusal.code == code
    assert calendars.latest_version() == before


def test_a_loaded_year_replaces_the_computed_one_and_ends_its_being_provisional() -> None:
    assert calendars.current().is_provisional(date(2027, 3, 1), date(2027, 3, 5))
    notice = [
        CalendarDay(day.on, day.kind, day.name, "Thông báo của Bộ Nội vụ", Certainty.VERIFIED)
        for day in shipped_days()
        if day.on.year == 2027
    ]
    edition = calendars.read(calendars.load(notice, origin="calendar-2027.csv"))
    assert not edition.for_unit().is_provisional(date(2027, 3, 1), date(2027, 3, 5))
    assert [day for day in edition.days if day.on.year == 2027] == notice


def test_a_new_release_leaves_alone_what_the_province_loaded() -> None:
    mine = [closure(date(2027, 3, 1), province="")]
    calendars.load(mine, origin="calendar-2027.csv")
    CalendarVersion.objects.filter(origin=calendars.SHIPPED).update(digest="that of an older release")
    edition = calendars.read(calendars.load_shipped())
    assert [day for day in edition.days if day.on.year == 2027] == mine
    assert [day for day in edition.days if day.on.year == 2026] == [
        day for day in shipped_days() if day.on.year == 2026
    ]


def test_a_single_declared_day_does_not_decide_a_year() -> None:
    edition = calendars.read(calendars.declare([closure(date(2031, 5, 5), province="")]))
    assert edition.for_unit().is_provisional(date(2031, 5, 1), date(2031, 5, 8))


def test_hours_of_a_unit_move_its_close_and_open_its_counter_on_saturday_only_there() -> None:
    saturday = CounterSession(5, time(7, 30), time(11, 0))
    hours = Hours(
        (Session(time(7), time(11)), Session(time(13), time(17, 30))), (saturday,), LAM_DONG, DI_LINH
    )
    edition = calendars.read(calendars.set_hours(hours))
    day = date(2026, 10, 17)
    here, elsewhere = edition.for_unit(LAM_DONG, DI_LINH), edition.for_unit(LAM_DONG, GIA_HIEP)
    assert here.closes_at(day).time() == time(17, 30)
    assert elsewhere.closes_at(day).time() == time(17, 0)
    open_at = here.opens_at(day).replace(hour=8)
    assert here.counter_is_open(open_at)
    assert not elsewhere.counter_is_open(open_at)
    assert not here.is_working(day)


def test_hours_that_overlap_are_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        calendars.set_hours(Hours((Session(time(7), time(12)), Session(time(11), time(17)))))
    assert refused.value.refusal.code == "clock.hours_out_of_order"


def test_a_deadline_costs_no_query(query_budget: object) -> None:
    calendars.current(LAM_DONG, DI_LINH)
    with query_budget(0):  # type: ignore[operator]
        for _ in range(1000):
            calendars.current(LAM_DONG, DI_LINH)


def test_a_process_notices_a_new_version_within_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 100.0
    monkeypatch.setattr(calendars.time, "monotonic", lambda: seconds)
    known = calendars.current(LAM_DONG).version
    calendars.declare([closure()])  # as another process would: nothing here is told to forget
    seconds += calendars.NOTICED_WITHIN
    assert calendars.current(LAM_DONG).version == known
    seconds += 0.1
    assert calendars.current(LAM_DONG).version == known + 1
    assert not calendars.current(LAM_DONG).is_working(STORM)


def test_the_process_that_declares_works_with_it_from_its_commit(
    django_capture_on_commit_callbacks: object,
) -> None:
    known = calendars.current(LAM_DONG).version
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        calendars.declare([closure()])
        assert calendars.current(LAM_DONG).version == known
    assert calendars.current(LAM_DONG).version == known + 1


def test_the_database_holds_one_row_in_force_per_day_and_place() -> None:
    row = CalendarDayRow.objects.filter(until=None).order_by("on").first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestLawID3:
    """The calendar holds every national holiday of the next 400 days."""

    @staticmethod
    def findings() -> list[str]:
        return [finding.row for verdict in run_laws(LAWS, full=True) for finding in verdict.findings]

    def test_holds_with_the_shipped_calendar(self, frozen: object) -> None:
        frozen("2026-11-21T09:00:00+07:00")  # type: ignore[operator]
        assert self.findings() == []

    @pytest.mark.breaks("I-D3", "platform")
    def test_finds_a_year_removed_behind_our_back(self, frozen: object) -> None:
        frozen("2026-11-21T09:00:00+07:00")  # type: ignore[operator]
        CalendarDayRow.objects.filter(on__year=2027).delete()
        assert self.findings() == ["2027"]

    def test_finds_a_single_holiday_lost(self, frozen: object) -> None:
        frozen("2025-06-01T09:00:00+07:00")  # type: ignore[operator]
        CalendarDayRow.objects.filter(on=date(2025, 9, 2)).delete()
        assert self.findings() == ["2025"]

    def test_finds_that_nobody_has_looked_after_the_calendar(self, frozen: object) -> None:
        frozen("2028-01-05T09:00:00+07:00")  # type: ignore[operator]
        assert self.findings() == ["2029"]
