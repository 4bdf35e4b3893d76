"""When the notice of a year's days off arrives, open provisional deadlines are recounted: once, and by entries."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.checks import LAWS
from haicap.dossiers.contract import Action, Deed, DossierCard, JournalCard, Receipt
from haicap.dossiers.domain.terms import Terms
from haicap.dossiers.jobs import on_calendar, recount_left
from haicap.dossiers.models import Dossier
from haicap.dossiers.services import recounting
from haicap.dossiers.services.recounting import recount_provisional
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.stops import StopKind
from haicap.kernel.worktime import CalendarDay, Certainty, DayKind, beyond_calendar
from haicap.platform import calendars, outbox
from haicap.platform.calendar_file import shipped_days
from haicap.platform.checks.runner import run_laws
from haicap.platform.contract import EVENT_CALENDAR
from tests.cast import Cast, cast
from tests.dossiers.test_walk import birth

pytestmark = pytest.mark.django_db
# after 15:00 on the last day of a decided year: due on the first working day of one that is not, Monday 4 January
EVE = datetime.fromisoformat("2026-12-31T15:30:00+07:00")
ARRIVES = EVE + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _remember_nothing() -> Iterator[None]:
    calendars.forget()
    yield
    calendars.forget()


def notice() -> int:
    """All that was computed is confirmed, and that Monday is off, which nobody could have known."""
    days = [
        CalendarDay(day.on, day.kind, day.name, "Thông báo số 1", Certainty.VERIFIED)
        for day in shipped_days()
        if day.on.year == 2027
    ]
    monday = CalendarDay(
        date(2027, 1, 4), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "Thông báo số 1", Certainty.VERIFIED
    )
    return calendars.load([*days, monday], origin="2027.csv")


def received(people: Cast) -> Receipt:
    with clock.at(EVE):
        return dossiers.receive(actor=people.receiver, intake=birth(), at=EVE)


def recount(at: datetime = ARRIVES) -> int:
    with clock.at(at):
        return recount_provisional(at=at)


def opened(people: Cast, receipt: Receipt) -> tuple[DossierCard, JournalCard]:
    file = dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)
    return file.card, file.journal[-1]


def test_a_notice_moves_the_due_moment_by_an_entry_with_reason_old_and_new() -> None:
    people = cast()
    receipt = received(people)
    assert receipt.provisional and receipt.due_at == datetime.fromisoformat("2027-01-04T17:00:00+07:00")
    version = notice()
    assert recount() == 1
    card, entry = opened(people, receipt)
    assert not card.provisional
    assert card.due_at == card.promised_at == datetime.fromisoformat("2027-01-05T17:00:00+07:00")
    assert entry.action is Action.RECOUNT and entry.changes["reason"] == "calendar_notice"
    assert datetime.fromisoformat(entry.changes["was"]["due_at"]) == receipt.due_at
    assert datetime.fromisoformat(entry.changes["due_at"]) == card.due_at
    assert calendars.latest() == (version, 1)
    assert recount() == 0 and calendars.latest() == (version, 1)
    # the database's own clock goes on: to I-T2 whatever is told of 31 December comes too early
    broken = {verdict.law.id: verdict.findings for verdict in run_laws(LAWS, full=True) if not verdict.holds}
    assert set(broken) <= {"I-T2"}, broken


def test_an_unchanged_day_becomes_certain_and_a_day_put_off_stays_put_off() -> None:
    people = cast()
    receipt = received(people)
    put_off = datetime.fromisoformat("2027-01-20T17:00:00+07:00")
    deed = Deed(Action.EXTEND, reason="thiếu xác minh", new_due_at=put_off)
    dossiers.act(actor=people.chair, dossier_id=receipt.id, deed=deed, at=EVE + timedelta(minutes=5))
    notice()
    assert recount() == 1
    card, _ = opened(people, receipt)
    assert card.promised_at == put_off and card.due_at.day == 5


def test_what_is_settled_keeps_its_class_and_what_waits_is_moved_too() -> None:
    people = cast()
    ended, waiting = received(people), received(people)
    at = EVE + timedelta(minutes=5)
    out = Deed(Action.WITHDRAW, reason="theo đơn")
    dossiers.act(actor=people.receiver, dossier_id=ended.id, deed=out, at=at)
    stop = Deed(Action.SUSPEND, reason="nộp thuế", stop_kind=StopKind.FINANCIAL_OBLIGATION)
    dossiers.act(actor=people.specialist, dossier_id=waiting.id, deed=stop, at=at)
    notice()
    assert recount() == 1
    assert opened(people, ended)[0].due_at == ended.due_at
    assert opened(people, waiting)[0].due_at.day == 5


def test_without_a_notice_nothing_moves_and_nobody_may_recount_by_hand() -> None:
    people = cast()
    receipt = received(people)
    assert recount() == 0
    assert Action.RECOUNT not in dossiers.allowed(actor=people.specialist, dossier_id=receipt.id)
    with pytest.raises(RefusalError) as refused:
        deed = Deed(Action.RECOUNT, reason="x")
        dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=deed, at=ARRIVES)
    assert refused.value.refusal.code == "dossier.move_not_allowed"


def test_what_a_slower_process_counted_by_the_calendar_before_is_recounted_at_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people, before = cast(), calendars.edition()
    notice()
    assert recount() == 0
    with monkeypatch.context() as slow:
        slow.setattr(calendars, "edition", lambda: before)
        receipt = received(people)
    assert receipt.provisional
    with clock.at(ARRIVES):
        recount_left(timestamp=0)
    card, entry = opened(people, receipt)
    assert entry.action is Action.RECOUNT and card.due_at.day == 5
    assert card.step_due_at == card.due_at, "the step at hand ends on no day off"


def test_a_declaration_tells_the_worker_who_lets_one_recount_wait() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    outbox.deliver({})
    notice()
    assert outbox.deliver({EVENT_CALENDAR: (on_calendar, on_calendar)}) == 1
    waiting = ProcrastinateJob.objects.filter(queueing_lock="dossiers.recount", status="todo")
    assert waiting.count() == 1


def test_one_that_cannot_be_recounted_does_not_keep_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    people = cast()
    stuck, other = received(people), received(people)
    notice()
    real = recounting.terms_in_force

    def beyond_for_one(row: Dossier) -> Terms:
        if row.number == stuck.number:
            raise beyond_calendar()
        return real(row)

    monkeypatch.setattr(recounting, "terms_in_force", beyond_for_one)
    assert recount() == 1
    assert opened(people, stuck)[0].provisional and not opened(people, other)[0].provisional
    assert stuck.number in caplog.text
