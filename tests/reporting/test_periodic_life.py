"""A periodic report from its freezing to the province's, and everybody who must not take part."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel import canonical, clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.platform.checks.runs import prove
from haicap.reporting import api as reporting
from haicap.reporting.checks import LAWS
from haicap.reporting.contract import Kind, Level, ReportCard, Step
from haicap.reporting.domain.columns import COLUMNS
from haicap.reporting.models import PeriodicOverdue, PeriodicReport
from haicap.reporting.selectors import figure_laws
from haicap.reporting.selectors.late import frozen_rows
from haicap.territory import api as territory
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast, holder
from tests.reporting.periodic import (
    CLOSING,
    FEBRUARY,
    MARCH,
    NEXT,
    february,
    office,
    on,
    prepared,
    received,
    submitted,
)

pytestmark = pytest.mark.django_db
SEEN = Period(date(2026, 2, 1), date(2026, 2, 28))


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def _then(frozen: Any) -> None:
    frozen(CLOSING)


def refused(code: str, deed: Any) -> RefusalError:
    with pytest.raises(RefusalError) as told:
        deed()
    assert told.value.refusal.code == f"reporting.{code}"
    return told.value


def test_a_month_is_counted_by_the_columns_of_the_form_and_adds_up() -> None:
    february()
    card = prepared()
    assert {key: n for key, n in card.numbers.items() if n} == {
        "came_in": 8,
        "received_otherwise": 7,
        "carried_over": 1,
        "settled": 2,
        "settled_on_time": 1,
        "settled_overdue": 1,
        "still_open": 4,
        "in_process_overdue": 3,
        "awaiting_applicant": 1,
        "withdrawn": 1,
        "transferred_out": 1,
    }
    assert card.content["identity"] == {"left": 8, "right": 8, "unexplained": 0}
    assert card.sha256 == canonical.digest(card.content)
    assert (card.period, card.edition, card.step, card.level) == (SEEN, 1, Step.PREPARED, Level.COMMUNE)
    live = dossiers.figures(actor=office().clerk, units=[card.unit_id], period=SEEN, now=CLOSING)[0].figures
    assert (live.came_in, live.settled, live.still_open) == (8, 2, 4)


def test_every_number_opens_exactly_its_frozen_rows() -> None:
    february()
    card = prepared()
    rows, late = frozen_rows(card)
    assert late == [] and len(rows) == card.rows_count
    for column in COLUMNS:
        behind = [row for row in rows if column.counts(row.figure, row.channel)]
        assert len(behind) == card.numbers[column.key]
        for line in card.content["fields"]:
            mine = [row for row in behind if row.field == line["field"]]
            assert len(mine) == line["numbers"][column.key]


def test_an_empty_period_is_a_report_of_zeros() -> None:
    card = prepared()
    assert set(card.numbers.values()) == {0}
    assert card.content["fields"] == [] and card.rows_count == 0
    assert reporting.verified(card).holds


@pytest.mark.parametrize(
    ("kind", "day", "period"),
    [
        (Kind.DAY, date(2026, 2, 3), Period(date(2026, 2, 3), date(2026, 2, 3))),
        (Kind.WEEK, date(2026, 2, 3), Period(date(2026, 2, 2), date(2026, 2, 8))),
        (Kind.QUARTER, date(2025, 12, 1), Period(date(2025, 9, 15), date(2025, 12, 14))),
        (Kind.YEAR, date(2025, 12, 1), Period(date(2024, 12, 15), date(2025, 12, 14))),
    ],
)
def test_reports_of_every_kind_are_closed_at_their_own_day(kind: Kind, day: date, period: Period) -> None:
    february()
    card = prepared(day=day, kind=kind)
    assert card.period == period
    assert card.content["identity"]["unexplained"] == 0


def test_a_period_that_is_not_over_is_not_closed_also_where_the_clock_was_set_back() -> None:
    refused("period_open", lambda: prepared(at=datetime.fromisoformat("2026-02-28T23:59:59+07:00")))
    refused("no_rule", lambda: prepared(day=date(2020, 1, 1)))


def test_a_report_goes_its_way_by_the_hands_of_three_people() -> None:
    february()
    who = office()
    card = prepared(who)
    later = CLOSING + timedelta(hours=1)
    refused("wrong_step", lambda: reporting.sign(actor=who.signer, report_id=card.id, at=later))
    refused("not_a_checker", lambda: reporting.check(actor=who.clerk, report_id=card.id, at=later))
    assert (
        reporting.check(actor=who.head, report_id=card.id, at=later, note="Đã đối chiếu").step is Step.CHECKED
    )
    refused("wrong_step", lambda: reporting.check(actor=who.head, report_id=card.id, at=later))
    refused("not_a_signer", lambda: reporting.sign(actor=who.head, report_id=card.id, at=later))
    assert reporting.sign(actor=who.signer, report_id=card.id, at=later).step is Step.SIGNED
    sent = reporting.submit(actor=who.clerk, report_id=card.id, at=later)
    assert [each.step.value for each in sent.steps] == ["prepared", "checked", "signed", "submitted"]
    assert sent.steps[1].note == "Đã đối chiếu"
    assert (sent.sha256, sent.content) == (card.sha256, card.content)


def test_whoever_prepared_a_report_does_not_check_it() -> None:
    director = holder(DI_LINH, Role.CENTRE_DIRECTOR)
    card = reporting.prepare(
        actor=director, body=director.committee_id, kind=Kind.MONTH, day=FEBRUARY, at=CLOSING
    )
    refused("own_report", lambda: reporting.check(actor=director, report_id=card.id, at=CLOSING))


def test_people_of_another_commune_neither_see_nor_touch_it() -> None:
    mine, theirs = office(), office(GIA_HIEP)
    refused(
        "outside_body",
        lambda: reporting.prepare(
            actor=theirs.clerk, body=mine.body, kind=Kind.MONTH, day=FEBRUARY, at=CLOSING
        ),
    )
    card = prepared(mine)
    for actor in (theirs.clerk, theirs.head, theirs.signer):
        refused("outside_body", lambda actor=actor: reporting.open_report(actor=actor, report_id=card.id))
    refused("not_a_reader", lambda: reporting.open_report(actor=cast().stranger, report_id=card.id))
    refused("outside_body", lambda: reporting.check(actor=theirs.head, report_id=card.id, at=CLOSING))
    refused(
        "outside_body",
        lambda: reporting.send_back(actor=theirs.head, report_id=card.id, reason="x", at=CLOSING),
    )
    assert reporting.reports_for(actor=theirs.clerk) == ()
    assert [each.id for each in reporting.reports_for(actor=mine.clerk)] == [card.id]
    assert reporting.open_report(actor=cast().leader, report_id=card.id).id == card.id


def test_a_report_sent_back_is_prepared_anew_and_both_editions_stay() -> None:
    february()
    who, people = office(), cast()
    first = prepared(who)
    told = refused("already_prepared", lambda: prepared(who))
    assert who.clerk.person_name in told.refusal.facts["who"]
    refused(
        "reason_missing",
        lambda: reporting.send_back(actor=who.head, report_id=first.id, reason=" ", at=CLOSING),
    )
    reporting.send_back(actor=who.head, report_id=first.id, reason="Thiếu hồ sơ bưu chính", at=CLOSING)
    received(people, on(27))
    second = prepared(who, at=CLOSING + timedelta(hours=2))
    assert (second.edition, second.numbers["came_in"]) == (2, first.numbers["came_in"] + 1)
    again = reporting.open_report(actor=who.clerk, report_id=first.id)
    assert (again.step, again.numbers) == (Step.RETURNED, first.numbers)
    assert reporting.verified(again).holds and reporting.verified(second).holds


def test_what_was_submitted_is_sent_back_by_the_province_only() -> None:
    who, province = office(), office(PROVINCE)
    card = submitted(who)
    refused(
        "outside_body", lambda: reporting.send_back(actor=who.head, report_id=card.id, reason="x", at=CLOSING)
    )
    sent_back = reporting.send_back(actor=province.head, report_id=card.id, reason="Lập lại", at=CLOSING)
    assert sent_back.step is Step.RETURNED


KIND = "unit_id, received_by_id, figure, procedure_code, field, channel, province"


def test_a_red_law_blocks_freezing_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    february()
    with connection.cursor() as cursor:
        for each in (
            "SET CONSTRAINTS ALL IMMEDIATE",
            "ALTER TABLE dossiers_tally DISABLE TRIGGER USER",
            f"INSERT INTO dossiers_tally (day, entries, {KIND}) "
            f"SELECT '2026-03-02', 1, {KIND} FROM dossiers_tally LIMIT 1",
            "ALTER TABLE dossiers_tally ENABLE TRIGGER USER",
        ):
            cursor.execute(each)
    told = refused("law_broken", prepared)
    assert "I-C4" in told.refusal.facts["laws"]
    assert not PeriodicReport.objects.exists()
    monkeypatch.setattr(figure_laws, "ASKED", frozenset())  # the guard broken on purpose lets it through
    assert prepared().step is Step.PREPARED


def test_a_report_that_is_no_longer_what_it_was_blocks_only_what_is_built_on_it(frozen: Any) -> None:
    mine, province = office(), office(PROVINCE)
    broken, sound = submitted(mine), prepared(office(GIA_HIEP))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reporting_periodic_report DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE reporting_periodic_report SET sha256 = repeat('0', 64) WHERE id = %s", [broken.id]
        )
        cursor.execute("ALTER TABLE reporting_periodic_report ENABLE TRIGGER USER")
    assert prove(LAWS, full=True).finding_count == 1
    frozen(NEXT)
    assert prepared(mine, kind=Kind.DAY).step is Step.PREPARED, "stands on no other report"
    assert prepared(office(GIA_HIEP), day=MARCH, at=NEXT).step is Step.PREPARED
    assert refused("law_broken", lambda: prepared(mine, day=MARCH, at=NEXT)).refusal.facts["laws"] == "I-R1"
    assert refused("law_broken", lambda: prepared(province, at=NEXT)).refusal.facts["laws"] == "I-R1"
    reporting.send_back(actor=province.head, report_id=broken.id, reason="Lập lại", at=NEXT)
    assert prepared(mine, at=NEXT).edition == 2 and sound.edition == 1
    assert prepared(province, at=NEXT).step is Step.PREPARED


def test_the_province_does_not_sign_a_sum_of_what_it_sent_back() -> None:
    sent, province = submitted(), office(PROVINCE)
    card = prepared(province)
    reporting.check(actor=province.head, report_id=card.id, at=CLOSING)
    reporting.send_back(actor=province.head, report_id=sent.id, reason="Lập lại", at=CLOSING)
    told = refused(
        "included_returned",
        lambda: reporting.sign(actor=province.signer, report_id=card.id, at=CLOSING),
    )
    assert told.refusal.facts["body"] == sent.body_name
    assert reporting.open_report(actor=province.clerk, report_id=card.id).step is Step.CHECKED


def test_the_province_is_the_sum_of_what_was_submitted_and_names_who_is_missing() -> None:
    february()
    mine, theirs, province = office(), office(GIA_HIEP), office(PROVINCE)
    sent = submitted(mine)
    received(cast(), on(26))  # told too late for Di Linh's report
    card = reporting.prepare(
        actor=province.clerk, body=province.body, kind=Kind.MONTH, day=FEBRUARY, at=CLOSING
    )
    assert card.level is Level.PROVINCE
    of = {each["name"]: each["numbers"] for each in card.content["units"]}
    assert of["Xã Di Linh"] == sent.numbers
    assert of["Xã Gia Hiệp"]["transferred_in"] == 1
    assert card.numbers["transferred_in"] == card.numbers["transferred_out"] == 1
    for key in card.numbers:
        assert card.numbers[key] == sum(numbers[key] for numbers in of.values())
    assert [each["report"] for each in card.content["included"]] == [str(sent.id)]
    missing = {each["code"] for each in card.content["missing"]}
    assert GIA_HIEP in missing and DI_LINH not in missing
    assert len(missing) == 123 + len(card.content["bodies"]) - 1, "communes, and departments"
    reporting.check(actor=province.head, report_id=card.id, at=CLOSING)
    reporting.sign(actor=province.signer, report_id=card.id, at=CLOSING)
    assert reporting.open_report(actor=mine.clerk, report_id=sent.id).step is Step.ROLLED_UP
    refused(
        "wrong_step",
        lambda: reporting.send_back(actor=province.head, report_id=sent.id, reason="x", at=CLOSING),
    )
    assert theirs.body != mine.body and reporting.verified(card).holds


def test_what_is_due_reminds_whoever_prepares_until_it_is_prepared() -> None:
    who, today = office(), CLOSING.date()
    due = {each.kind: each for each in reporting.due_for(actor=who.head, today=today)}
    assert due[Kind.MONTH].due_on == date(2026, 3, 3) and not due[Kind.MONTH].overdue(today)
    assert due[Kind.QUARTER].overdue(today) and due[Kind.QUARTER].period.end == date(2025, 12, 14)
    assert Kind.DAY not in due
    assert Kind.MONTH in {each.kind for each in reporting.reminded_of(actor=who.clerk, today=today)}
    assert reporting.reminded_of(actor=who.signer, today=today) == ()
    prepared(who)
    assert Kind.MONTH not in {each.kind for each in reporting.reminded_of(actor=who.clerk, today=today)}


def test_the_night_marks_what_is_overdue_once_and_prepares_nothing() -> None:
    submitted(day=date(2025, 12, 1), kind=Kind.QUARTER)
    assert reporting.mark_overdue(at=CLOSING) > 100
    assert reporting.mark_overdue(at=CLOSING) == 0
    mine = (
        PeriodicOverdue.objects.filter(body_id=office().body).order_by("kind").values_list("kind", flat=True)
    )
    assert list(mine) == ["year"]  # the quarter was submitted, February is not due yet
    assert PeriodicReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_closing_a_month_one_is_first_and_the_other_is_told_who(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both, who = Barrier(2), office()
    director = holder(DI_LINH, Role.CENTRE_DIRECTOR)
    real = figure_laws.broken_laws

    def meet(built_on: Any) -> tuple[str, ...]:
        both.wait(20)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
            )
            assert cursor.fetchone() == ("repeatable read", "on"), "laws and figures are asked at one instant"
        return real(built_on)

    monkeypatch.setattr(figure_laws, "broken_laws", meet)

    def close(actor: Any) -> ReportCard | RefusalError:
        try:
            with clock.at(CLOSING):
                return reporting.prepare(
                    actor=actor, body=who.body, kind=Kind.MONTH, day=FEBRUARY, at=CLOSING
                )
        except RefusalError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(close, (who.clerk, director)))
    (card,) = [each for each in told if isinstance(each, ReportCard)]
    (refusal,) = [each for each in told if isinstance(each, RefusalError)]
    assert refusal.refusal.code == "reporting.already_prepared"
    assert refusal.refusal.facts["who"] == card.steps[0].who
    assert PeriodicReport.objects.count() == 1
    assert territory.require_unit(DI_LINH, FEBRUARY).unit_id == card.unit_id
