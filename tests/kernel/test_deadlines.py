"""When something is due: the oracles and the hand-made table, the edges, and a second clock written apart."""

import csv
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.kernel.clock import VIETNAM
from haicap.kernel.deadlines import Deadline, add_months, due
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.tally import progress, tally
from haicap.kernel.worktime import CalendarDay, CalendarEdition, Certainty, DayKind, WorkCalendar
from haicap.platform.calendar_file import shipped_days, shipped_edition
from tests.kernel import reference

CASES = list(csv.DictReader((Path(__file__).parent / "deadline_cases.csv").read_text("utf-8").splitlines()))
CALENDAR = shipped_edition().for_unit()


def moment(text: str) -> datetime:
    """A date is taken at 08:00; a time without offset is Vietnamese."""
    at = datetime.fromisoformat(text if "T" in text else f"{text}T08:00")
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def limit(text: str) -> Limit:
    amount, unit = text.split()
    return Limit(int(amount), LimitUnit(unit))


def stop(text: str) -> Stop:
    span, _, kind = text.partition(",")
    asked, answered = span.split("/")
    return Stop(moment(asked), moment(answered) if answered else None, StopKind(kind or StopKind.SUPPLEMENT))


def closed(days: str) -> WorkCalendar:
    """The shipped calendar with a province that closed on `days`."""
    storms = tuple(
        CalendarDay(
            date.fromisoformat(day), DayKind.EMERGENCY_CLOSURE, "Bão", "Công điện", Certainty.DECLARED, "68"
        )
        for day in days.split()
    )
    return CalendarEdition(1, (*shipped_days(), *storms)).for_unit("68", "25000")


def answer(case: dict[str, str]) -> Deadline:
    return due(
        calendar=closed(case["closed"]) if case["closed"] else CALENDAR,
        received_at=moment(case["received"]),
        limit=limit(case["limit"]),
        stops=[stop(text) for text in case["stops"].split()],
        on_supplement=OnSupplement(case["on_supplement"]),
        channel_online=case["online"] == "yes",
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{case['received']}+{case['limit']}" for case in CASES])
def test_the_hand_made_table(case: dict[str, str]) -> None:
    deadline = answer(case)
    if case["due"] == "stopped":
        expected = None
    else:
        expected = moment(case["due"] if "T" in case["due"] else f"{case['due']}T17:00")
    assert deadline.due_at == expected, case["reason"]
    assert deadline.provisional == (case["provisional"] == "yes"), case["reason"]


def test_the_table_has_at_least_200_cases() -> None:
    assert len(CASES) >= 200


def test_working_days_from_9_july_to_6_august_2025_are_21() -> None:
    assert CALENDAR.working_day_count(date(2025, 7, 8), date(2025, 8, 6)) == 21


class TestRefusals:
    @pytest.mark.parametrize(
        ("received", "limited", "stops", "code"),
        [
            ("2025-07-09", Limit(0, LimitUnit.WORKING_DAY), [], "clock.limit_not_positive"),
            ("2025-07-09", Limit(-3, LimitUnit.DAY), [], "clock.limit_not_positive"),
            ("2025-07-09", Limit(2, LimitUnit.SAME_DAY), [], "clock.limit_not_positive"),
            ("2025-07-09", Limit(10**12, LimitUnit.HOUR), [], "clock.beyond_calendar"),
            ("2025-07-09", Limit(10_000, LimitUnit.WORKING_DAY), [], "clock.beyond_calendar"),
            ("2025-07-09", Limit(10_000, LimitUnit.MONTH), [], "clock.beyond_calendar"),
            ("1975-04-30", Limit(5, LimitUnit.WORKING_DAY), [], "clock.beyond_calendar"),
            ("2060-12-31", Limit(1, LimitUnit.WORKING_DAY), [], "clock.beyond_calendar"),
            ("2060-12-31T16:00", Limit(1, LimitUnit.SAME_DAY), [], "clock.beyond_calendar"),
            ("2025-07-09", Limit(5, LimitUnit.DAY), ["2025-07-08/2025-07-10"], "clock.stop_before_receipt"),
            ("2025-07-09", Limit(5, LimitUnit.DAY), ["2025-07-11/2025-07-10"], "clock.resume_before_stop"),
            ("2025-07-09", Limit(5, LimitUnit.DAY), ["2025-07-10/9999-12-31"], "clock.beyond_calendar"),
        ],
    )
    def test_input_without_sense_is_refused(
        self, received: str, limited: Limit, stops: list[str], code: str
    ) -> None:
        with pytest.raises(RefusalError) as refused:
            due(
                calendar=CALENDAR,
                received_at=moment(received),
                limit=limited,
                stops=[stop(text) for text in stops],
            )
        assert refused.value.refusal.code == code

    def test_a_moment_without_time_zone_is_a_bug(self) -> None:
        naive = datetime(2025, 7, 9, 8)  # noqa: DTZ001 - the fault under test
        with pytest.raises(ValueError, match="without time zone"):
            due(calendar=CALENDAR, received_at=naive, limit=Limit(1, LimitUnit.DAY))


class TestTimeZones:
    """+07:00 since 1975, whatever the machine or the sender believes (F19, F24)."""

    @pytest.mark.parametrize(
        ("received", "day"),
        [
            (datetime(2025, 12, 30, 16, 59, 59, tzinfo=UTC), date(2025, 12, 31)),  # 23:59:59 in Viet Nam
            (datetime(2025, 12, 30, 17, 0, 0, tzinfo=UTC), date(2026, 1, 5)),  # 00:00:00 on 31 December
            (datetime(2025, 7, 9, 10, tzinfo=timezone(timedelta(hours=-10))), date(2025, 7, 11)),
            (datetime(2025, 7, 9, 1, tzinfo=timezone(timedelta(hours=14))), date(2025, 7, 9)),
        ],
    )
    def test_the_day_of_the_event_is_the_vietnamese_one(self, received: datetime, day: date) -> None:
        deadline = due(calendar=CALENDAR, received_at=received, limit=Limit(1, LimitUnit.WORKING_DAY))
        assert deadline.due_at == datetime.combine(day, time(17), VIETNAM)

    def test_the_answer_carries_its_offset(self) -> None:
        deadline = due(calendar=CALENDAR, received_at=moment("2025-07-09"), limit=Limit(1, LimitUnit.DAY))
        assert deadline.due_at is not None
        assert deadline.due_at.isoformat() == "2025-07-10T17:00:00+07:00"


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [("2025-01-31", 1, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2025-12-15", 1, "2026-01-15")],
)
def test_months_end_on_the_corresponding_day_or_the_last(day: str, count: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), count) == date.fromisoformat(expected)


# ------------------------------------------------------------------ against the second clock

_OFF = {day.on: day.is_off for day in shipped_days()}


def works(day: date) -> bool:
    return not _OFF[day] if day in _OFF else day.isoweekday() <= 5


moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 2, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)
limits = st.one_of(
    st.integers(1, 45).map(lambda n: Limit(n, LimitUnit.WORKING_DAY)),
    st.integers(1, 90).map(lambda n: Limit(n, LimitUnit.DAY)),
    st.integers(1, 14).map(lambda n: Limit(n, LimitUnit.MONTH)),
    st.integers(1, 30).map(lambda n: Limit(n, LimitUnit.HOUR)),
    st.just(Limit(1, LimitUnit.SAME_DAY)),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[datetime, list[Stop]]:
    """A receipt and up to four stops, also overlapping, of zero length, and perhaps one nobody resumed."""
    received = draw(moments)
    stops = []
    for _ in range(draw(st.integers(0, 4))):
        asked = received + timedelta(minutes=draw(st.integers(0, 30 * 24 * 60)))
        length = draw(st.one_of(st.just(0), st.integers(0, 600), st.integers(0, 20 * 24 * 60)))
        answered = None if draw(st.integers(0, 9)) == 0 else asked + timedelta(minutes=length)
        stops.append(Stop(asked, answered, draw(st.sampled_from(StopKind))))
    return received, stops


@settings(max_examples=1000)
@given(histories(), limits, st.sampled_from(OnSupplement), st.booleans())
def test_it_agrees_with_a_clock_that_walks_day_by_day(
    history: tuple[datetime, list[Stop]], limited: Limit, on_supplement: OnSupplement, online: bool
) -> None:
    received, stops = history
    ours = due(
        calendar=CALENDAR,
        received_at=received,
        limit=limited,
        stops=stops,
        on_supplement=on_supplement,
        channel_online=online,
    )
    theirs = reference.due(
        works,
        received,
        limited.amount,
        limited.unit.value,
        [(one.from_at, one.to_at, one.kind is StopKind.SUPPLEMENT) for one in stops],
        restart=on_supplement is OnSupplement.RESTART,
        online=online,
    )
    assert ours.due_at == theirs


@settings(max_examples=600)
@given(histories(), limits, st.sampled_from(OnSupplement), st.booleans(), st.integers(-126_000, 3_000_000))
def test_used_and_left_are_what_the_law_allows_at_every_instant(
    history: tuple[datetime, list[Stop]],
    limited: Limit,
    on_supplement: OnSupplement,
    online: bool,
    seconds: int,
) -> None:
    """Law I-D1, to the second: clocks do not stand on whole minutes."""
    received, stops = history
    deadline = due(
        calendar=CALENDAR,
        received_at=received,
        limit=limited,
        stops=stops,
        on_supplement=on_supplement,
        channel_online=online,
    )
    stand = progress(deadline, received + timedelta(seconds=seconds))
    assert stand.consumed + stand.remaining == stand.allowed
    assert 0 <= stand.consumed <= stand.allowed


@settings(max_examples=600)
@given(histories(), limits, st.sampled_from(OnSupplement), st.booleans())
def test_every_day_is_counted_or_excluded_and_none_twice(
    history: tuple[datetime, list[Stop]], limited: Limit, on_supplement: OnSupplement, online: bool
) -> None:
    received, stops = history
    deadline = due(
        calendar=CALENDAR,
        received_at=received,
        limit=limited,
        stops=stops,
        on_supplement=on_supplement,
        channel_online=online,
    )
    days = tally(deadline)
    listed = sorted([*days.counted, *(day.on for day in days.excluded)])
    whole = [received.date() + timedelta(days=n) for n in range((listed[-1] - received.date()).days + 1)]
    assert listed == whole
    if deadline.ends_on is not None and limited.unit in {LimitUnit.WORKING_DAY, LimitUnit.DAY}:
        assert len(days.counted) == limited.amount
        assert days.counted[-1] == deadline.ends_on
