"""What comes to light after the closing changes no frozen report: it is an adjustment of the open one, row by row."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from haicap.documents.models import StoredFile, vault
from haicap.dossiers.contract import Action, Period
from haicap.dossiers.services.importing.run import run
from haicap.platform.checks.runner import run_laws
from haicap.reporting import api as reporting
from haicap.reporting.checks import LAWS
from haicap.reporting.contract import Kind, ReportCard
from haicap.reporting.selectors.late import differences, frozen_rows
from tests.cast import DI_LINH, cast
from tests.dossiers.test_import import record
from tests.reporting.periodic import (
    CLOSING,
    MARCH,
    NEXT,
    done,
    february,
    office,
    on,
    prepared,
    received,
    settled,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def dossiers_of_february(frozen: Any) -> dict[str, Any]:
    frozen(CLOSING)
    return february()


def imported(*events: tuple[str, str], amend: bool = False) -> None:
    told = record(
        number=None,
        due_at=None,
        received_by=DI_LINH,
        competent=DI_LINH,
        events=[{"type": kind, "at": f"2026-{at}:00+07:00"} for kind, at in events],
    )
    tally = run([(1, told)], now=NEXT, amending=amend)
    assert tally.rejected == 0, tally.rejects


def changed(card: ReportCard) -> dict[str, tuple[int, int]]:
    return {each.column: (each.frozen, each.now) for each in differences(card)[0]}


def still_holds(card: ReportCard) -> None:
    """Exactly what was frozen, whatever came since."""
    again = reporting.report_by_hash(card.sha256)
    assert (again.content, again.rows_sha256) == (card.content, card.rows_sha256)
    assert reporting.verified(again).wrong == ()


def test_corrections_after_the_closing_stand_in_the_open_report_with_both_versions(
    dossiers_of_february: dict[str, Any], frozen: Any
) -> None:
    people, closed = cast(), submitted()
    assert changed(closed) == {} and differences(closed)[1] == ()
    late = received(people, on(28, 16))  # handed in on paper, typed in later
    done(people.receiver, dossiers_of_february["post"], Action.WITHDRAW, on(27), reason="x")  # dated back
    settled(people, dossiers_of_february["open"], on(4, 11, month=3))  # March's own
    still_holds(closed)
    assert changed(closed) == {
        "came_in": (8, 9),
        "received_otherwise": (7, 8),
        "still_open": (4, 4),
        "in_process_within": (0, 1),  # a Saturday's, due on Monday
        "in_process_overdue": (3, 2),
        "withdrawn": (1, 2),
    }
    found, entries = differences(closed)
    assert [(each.dossier, each.action) for each in entries] == [
        (late, Action.RECEIVE),
        (dossiers_of_february["post"], Action.WITHDRAW),
    ]
    (open_now,) = [each for each in found if each.column == "still_open"]
    assert [row.dossier for row in open_now.come] == [late]
    assert [row.dossier for row in open_now.gone] == [dossiers_of_february["post"]]
    frozen(NEXT)
    march = prepared(day=MARCH, at=NEXT)
    assert march.content["adjustments"] == {
        "open_before": 4,
        "came": 1,
        "went": 1,
        "carried_over": 4,
        "holds": True,
        "figures": {"received": 1, "withdrawn": 1},
        "entries": 2,
    }
    assert march.numbers["carried_over"] == 4 and march.numbers["settled"] == 1
    assert frozen_rows(march)[1] == list(entries)
    still_holds(closed)
    still_holds(march)


def test_a_late_import_and_its_amendment_are_adjustments(dossiers_of_february: Any, frozen: Any) -> None:
    closed = submitted()
    imported(("received", "02-10T08:00"))
    imported(("received", "02-10T08:00"), ("withdrawn", "02-12T08:00"), amend=True)
    assert changed(closed) == {"came_in": (8, 9), "received_otherwise": (7, 8), "withdrawn": (1, 2)}
    still_holds(closed)
    frozen(NEXT)
    march = prepared(day=MARCH, at=NEXT)
    told = march.content["adjustments"]
    assert (told["came"], told["went"], told["holds"]) == (1, 1, True)
    assert march.numbers["carried_over"] == closed.numbers["still_open"]


def test_a_mistaken_intake_made_void_later_counts_where_it_was_made_void(
    dossiers_of_february: Any, frozen: Any
) -> None:
    people, closed = cast(), submitted()
    done(people.receiver, dossiers_of_february["post"], Action.VOID, on(3, 9, month=3), reason="nhập trùng")
    assert changed(closed) == {}
    frozen(NEXT)
    march = prepared(day=MARCH, at=NEXT)
    assert march.numbers["void"] == 1 and march.content["adjustments"]["entries"] == 0
    assert march.content["adjustments"]["holds"]


def test_acts_of_a_clock_set_back_are_adjustments_too(dossiers_of_february: Any, frozen: Any) -> None:
    """The chain tells what was written after the closing, whatever the clock said."""
    closed = submitted()
    frozen(CLOSING - timedelta(days=20))
    received(cast(), CLOSING - timedelta(days=20))
    assert changed(closed)["came_in"] == (8, 9)
    still_holds(closed)
    frozen(NEXT)
    assert prepared(day=MARCH, at=NEXT).content["adjustments"]["came"] == 1


def test_the_first_report_of_a_unit_claims_nothing_about_a_period_before(dossiers_of_february: Any) -> None:
    assert prepared().content["adjustments"] is None


def test_a_report_sent_back_is_no_report_to_go_on_from(dossiers_of_february: Any, frozen: Any) -> None:
    who, closed = office(), prepared()
    reporting.send_back(actor=who.head, report_id=closed.id, reason="x", at=CLOSING)
    frozen(NEXT)
    assert prepared(day=MARCH, at=NEXT).content["adjustments"] is None


# what somebody changes behind the application's back, and the word by which the law names it
_BREAKS = {
    "content": (
        "reporting_periodic_report",
        "UPDATE reporting_periodic_report SET content = jsonb_set(content, '{numbers,settled}', '99')",
        "the content does not have the hash",
    ),
    "hash too": (
        "reporting_periodic_report",
        "UPDATE reporting_periodic_report SET sha256 = repeat('0', 64), "
        "content = jsonb_set(content, '{numbers,settled}', '99')",
        "numbers: the rows of the file come to something else",
    ),
    "head": (
        "reporting_periodic_report",
        "UPDATE reporting_periodic_report SET content = jsonb_set(content, '{chains,0,hash}', '\"00\"')",
        "of the journal of unit",
    ),
    "journal": (
        "dossiers_journal",
        "UPDATE dossiers_journal SET at = at - interval '40 days' WHERE action = 'received' AND seq = 1",
        "the journal up to the named links says otherwise: ",
    ),
    "rows count": (
        "reporting_periodic_report",
        "UPDATE reporting_periodic_report SET rows_count = rows_count + 1",
        "the file holds",
    ),
}


@pytest.mark.breaks("I-R1", "reporting")
@pytest.mark.parametrize("name", _BREAKS)
def test_the_law_names_a_report_that_was_changed_behind_its_back(
    name: str, dossiers_of_february: Any
) -> None:
    submitted()
    assert findings() == []
    table, statement, said = _BREAKS[name]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert any(said in words for words in findings()), findings()


def test_the_law_names_rows_that_were_changed_or_lost_on_the_disk(dossiers_of_february: Any) -> None:
    card = submitted()
    path = vault.path_of(StoredFile.objects.get(id=card.rows_file).sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"settled_on_time", b"settled_early"))
    (words,) = findings()
    assert "file" in words
    path.unlink()
    (words,) = findings()
    assert words.startswith("the file of rows cannot be read")


def findings() -> list[str]:
    return [each.words for verdict in run_laws(LAWS, full=True) for each in verdict.findings]


def test_days_and_kinds_do_not_adjust_one_another(dossiers_of_february: Any) -> None:
    prepared(day=date(2026, 2, 3), kind=Kind.DAY)
    month = prepared()
    assert month.content["adjustments"] is None and month.period == Period(
        date(2026, 2, 1), date(2026, 2, 28)
    )
    assert prepared(day=date(2026, 2, 4), kind=Kind.DAY).content["adjustments"]["holds"]
