"""Every law of dossiers holds on honest data and names what is broken behind the application's back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection

from haicap.dossiers.checks import LAWS
from haicap.dossiers.models import Dossier
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.platform.checks.runner import run_laws
from tests.dossiers.test_import import GOOD, events, record

NOW = datetime.fromisoformat("2026-03-02T08:00:00+07:00")


@pytest.fixture
def province() -> None:
    """Dossiers of every fate, one of them transferred, one supplemented, numbered by us."""
    told = [
        record(external_id="1", number=None),
        record(
            external_id="2",
            number=None,
            due_at=None,
            procedure="1.000689",
            events=events(
                ("received", "07-09T08:00"),
                ("supplement_requested", "07-10T09:00"),
                ("supplemented", "07-15T09:00"),
                ("resolved", "07-16T09:00"),
                reason="x",
            ),
        ),
        record(
            external_id="3",
            number=None,
            events=[
                *events(("received", "07-09T08:00")),
                {"type": "transferred", "at": "2025-07-10T11:00:00+07:00", "to": "25000", "reason": "x"},
            ],
        ),
        record(external_id="4", number=None, events=GOOD["events"][:1]),
    ]
    tally = run(list(enumerate(told, 1)), now=NOW)
    assert tally.imported == 4, tally.rejects


def broken(*, full: bool = True) -> set[str]:
    return {verdict.law.id for verdict in run_laws(LAWS, full=full) if not verdict.holds}


@contextmanager
def behind_the_back() -> Iterator[Callable[[str], None]]:
    """A clumsy operator with the owner's rights: guards switched off, statements typed in."""
    tables = ("dossiers_dossier", "dossiers_journal", "dossiers_tally", "dossiers_component")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor.execute
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def number(external_id: str) -> str:
    return Dossier.objects.get(external_id=external_id).number


@pytest.mark.django_db
def test_all_laws_hold_on_honest_data(province: None) -> None:
    verdicts = run_laws(LAWS, full=True)
    assert {verdict.law.id: verdict.findings for verdict in verdicts if not verdict.holds} == {}


ONE = "(SELECT id FROM dossiers_dossier WHERE external_id = '1')"
TWO = "(SELECT id FROM dossiers_dossier WHERE external_id = '2')"
THREE = "(SELECT id FROM dossiers_dossier WHERE external_id = '3')"

breaks = pytest.mark.breaks
# the dossier (by its external id) or the place that check names, and what is done behind its back
BREAKS = [
    pytest.param(
        "I-C1",
        "2025-07",
        "UPDATE dossiers_dossier SET status = 'in_process', closed_at = NULL WHERE external_id = '1'",
        marks=breaks("I-C1", "dossiers"),
    ),
    pytest.param(
        "I-C1",
        "2025-07",
        "UPDATE dossiers_tally SET entries = entries + 1 WHERE figure = 'settled_early'",
        marks=breaks("I-C1", "dossiers"),
    ),
    pytest.param(
        "I-C4",
        "2025-07",
        "UPDATE dossiers_tally SET entries = entries + 1 WHERE figure = 'settled_early'",
        marks=breaks("I-C4", "dossiers"),
    ),
    pytest.param(
        "I-C4",
        "2025-07",
        f"UPDATE dossiers_journal SET timeliness = '' WHERE dossier_id = {ONE} AND seq = 2",
        marks=breaks("I-C4", "dossiers"),
    ),
    pytest.param(
        "I-C2",
        "3",
        f"UPDATE dossiers_journal SET at = at - interval '1 minute' WHERE dossier_id = {THREE} AND seq = 2",
        marks=breaks("I-C2", "dossiers"),
    ),
    pytest.param(
        "I-C2",
        "3",
        "UPDATE dossiers_dossier SET passed = '{}' WHERE external_id = '3'",
        marks=breaks("I-C2", "dossiers"),
    ),
    pytest.param(
        "I-C2",
        "1",
        "UPDATE dossiers_dossier SET passed = '{a1}' WHERE external_id = '1'",
        marks=breaks("I-C2", "dossiers"),
    ),
    pytest.param(
        "I-C3",
        "4",
        "UPDATE dossiers_dossier SET due_at = due_at + interval '1 day' WHERE external_id = '4'",
        marks=breaks("I-C3", "dossiers"),
    ),
    pytest.param(
        "I-C3",
        "1",
        f"DELETE FROM dossiers_journal WHERE dossier_id = {ONE} AND seq = 2",
        marks=breaks("I-C3", "dossiers"),
    ),
    pytest.param(
        "I-N1", "2025-07", "UPDATE dossiers_counter SET last = last + 1", marks=breaks("I-N1", "dossiers")
    ),
    pytest.param(
        "I-N1",
        "1",
        "UPDATE dossiers_dossier SET number_sequence = 9 WHERE external_id = '1'",
        marks=breaks("I-N1", "dossiers"),
    ),
    pytest.param(
        "I-D1",
        "2",
        "UPDATE dossiers_dossier SET stops = jsonb_set(stops, '{0,2}', 'null') WHERE external_id = '2'",
        marks=breaks("I-D1", "dossiers"),
    ),
    pytest.param(
        "I-D2",
        "2",
        "UPDATE dossiers_dossier SET due_at = due_at - interval '1 day' WHERE external_id = '2'",
        marks=breaks("I-D2", "dossiers"),
    ),
    pytest.param(
        "I-T1",
        "1",
        "UPDATE dossiers_dossier SET timeliness = 'overdue' WHERE external_id = '1'",
        marks=breaks("I-T1", "dossiers"),
    ),
    pytest.param(
        "I-T2",
        "2",
        f"UPDATE dossiers_journal SET at = at - interval '9 days' WHERE dossier_id = {TWO} AND seq = 3",
        marks=breaks("I-T2", "dossiers"),
    ),
    pytest.param(
        "I-A1",
        "/2",
        f"UPDATE dossiers_journal SET note = 'nothing to see' WHERE dossier_id = {TWO} AND seq = 2",
        marks=breaks("I-A1", "dossiers"),
    ),
    pytest.param("I-A1", "head", "UPDATE dossiers_chain SET seq = seq + 1", marks=breaks("I-A1", "dossiers")),
    pytest.param(
        "I-S1",
        "1",
        f"UPDATE dossiers_journal SET appointment_id = 0 WHERE dossier_id = {ONE} AND seq = 2",
        marks=breaks("I-S1", "dossiers"),
    ),
    pytest.param(
        "I-Y1",
        "1",
        "UPDATE dossiers_dossier SET search_key = 'wrong' WHERE external_id = '1'",
        marks=breaks("I-Y1", "dossiers"),
    ),
    pytest.param(
        "I-Y1",
        "1",
        "UPDATE dossiers_dossier SET applicant_name = normalize(applicant_name || 'ố', NFD) WHERE external_id = '1'",
        marks=breaks("I-Y1", "dossiers"),
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("law", "row", "statement"), BREAKS)
def test_a_law_names_what_was_broken_behind_its_back(
    province: None, law: str, row: str, statement: str
) -> None:
    place = number(row) if row.isdecimal() else row
    with behind_the_back() as operator:
        operator(statement)
    found = [finding for v in run_laws(LAWS, full=True) if v.law.id == law for finding in v.findings]
    named = [finding for finding in found if place in finding.row]
    assert named, found
    assert all(finding.words and finding.expected != finding.found for finding in named)
    assert all(finding.unit for finding in named) or law == "I-Y1"


@pytest.mark.django_db
@pytest.mark.breaks("I-R2", "dossiers")
def test_a_number_that_is_not_its_list_is_named(province: None) -> None:
    with clock.at(NOW.replace(year=2025, month=7, day=20)):
        assert "I-R2" not in broken()
        with behind_the_back() as operator:
            operator("UPDATE dossiers_tally SET entries = entries + 1 WHERE figure = 'settled_early'")
        (law,) = (law for law in LAWS if law.id == "I-R2")
        (verdict,) = run_laws([law], full=True)
    assert {finding.row for finding in verdict.findings} == {"2025-07 settled_early"}
    assert all(int(finding.found) > int(finding.expected) for finding in verdict.findings)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE dossiers_journal SET note = 'nothing to see' WHERE dossier_id = {TWO} AND seq = 2",
        f"UPDATE dossiers_journal SET recorded_at = recorded_at - interval '1 day' WHERE dossier_id = {ONE}",
        f"UPDATE dossiers_journal SET previous_hash = sha256('x') WHERE dossier_id = {TWO} AND seq = 3",
        f"DELETE FROM dossiers_journal WHERE dossier_id = {TWO} AND seq = 2",
        "DELETE FROM dossiers_journal WHERE (unit_id, chain_seq) IN (SELECT unit_id, seq FROM dossiers_chain)",
        "UPDATE dossiers_chain SET seq = seq + 1",
        "UPDATE dossiers_chain SET hash = sha256('x')",
    ],
)
def test_a_fast_run_sees_the_youngest_links(province: None, statement: str) -> None:
    assert broken(full=False) == set()
    with behind_the_back() as operator:
        operator(statement)
    assert "I-A1" in broken(full=False)


@pytest.mark.django_db
def test_a_fast_run_finds_what_moved_of_late() -> None:
    today = clock.now()
    told = [{"type": "received", "at": (today - timedelta(hours=1)).isoformat()}]
    assert run([(1, record(number=None, due_at=None, procedure="1.000689", events=told))], now=today).imported
    with behind_the_back() as operator:
        operator("UPDATE dossiers_dossier SET due_at = due_at + interval '1 day', search_key = 'x'")
        operator("UPDATE dossiers_dossier SET transfer_count = 1, passed = '{a1}'")
        operator("UPDATE dossiers_counter SET last = last + 1")
    assert {"I-C2", "I-C3", "I-N1", "I-Y1"} <= broken(full=False)


@pytest.mark.django_db
def test_a_fast_run_finds_a_number_of_today_that_nobody_holds(province: None) -> None:
    assert broken(full=False) == set()
    with behind_the_back() as operator:
        operator(
            "INSERT INTO dossiers_counter (agency_id, day, last) "
            f"SELECT agency_id, '{clock.today()}', 1 FROM dossiers_counter LIMIT 1"
        )
    assert broken(full=False) == {"I-N1"}


@pytest.mark.django_db
@pytest.mark.breaks("I-Z1", "dossiers")
def test_a_guard_that_sleeps_and_a_fence_that_fell_are_named(province: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE dossiers_journal DISABLE TRIGGER dossiers_journal_keep")
        cursor.execute("ALTER TABLE dossiers_component DROP CONSTRAINT dossiers_component_province")
    assert "I-Z1" in broken()
