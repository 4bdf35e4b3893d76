"""What `check` says is kept for ever, and the laws of the machine room name what breaks them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils.translation import override

from haicap.config import cli
from haicap.kernel import clock
from haicap.kernel.ids import uuid7
from haicap.platform import jobs
from haicap.platform.checks import Finding, Law, runs, standing
from haicap.platform.checks.configuration import LAWS as CONFIGURATION
from haicap.platform.checks.machinery import LAWS
from haicap.platform.checks.runner import run_laws
from haicap.platform.models import CheckRun, GivenAnswer, OutboxEvent

pytestmark = pytest.mark.django_db
Frozen = Callable[[str | datetime], datetime]


def law(*rows: str, fast: bool = True, name: str = "I-C1") -> Law:
    """A law broken in these rows."""

    def test(_cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
        for row in rows:
            yield Finding("25000", row, "393 came in, 390 are accounted for", "393", "390")

    return Law(name, "Figures add up.", test, fast)


@pytest.fixture
def stated(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`stated(law, …)`: these are all the laws there are."""

    def state(*laws: Law) -> None:
        monkeypatch.setattr(runs, "stated", lambda: laws)

    return state


def test_a_place_stays_known_from_the_run_that_first_saw_it(frozen: Frozen) -> None:
    first = frozen("2026-03-02T08:00:00+07:00")
    runs.prove([law("2026-02")], full=True)
    later = frozen("2026-03-03T08:00:00+07:00")
    run = runs.prove([law("2026-02", "2026-03")], full=True)
    (red,) = standing.latest_red()
    assert {place.row: place.first_seen for place in red.places} == {"2026-02": first, "2026-03": later}
    assert (red.law, red.count, red.first_seen, red.places[0].expected) == ("I-C1", 2, first, "393")
    assert run.seen(run.verdicts[0].law, run.verdicts[0].findings[0]) == first.isoformat()


def test_a_place_stays_known_though_other_laws_are_tried_alone_meanwhile(frozen: Frozen) -> None:
    first = frozen("2026-03-02T08:00:00+07:00")
    runs.prove([law("2026-02")], full=True)
    frozen("2026-03-02T09:00:00+07:00")
    for _ in range(runs.REMEMBERED + 1):
        runs.prove([law(name="I-N1")], full=True)
    frozen("2026-03-03T08:00:00+07:00")
    runs.prove([law("2026-02")], full=True)
    (red,) = standing.latest_red()
    assert red.first_seen == first


def test_what_a_full_run_found_stays_red_until_a_full_run_finds_it_mended(
    stated: Callable[..., None],
) -> None:
    stated(law("2026-02"), law(name="I-N1"))
    runs.prove(full=True)
    stated(law(), law(name="I-N1"))
    runs.prove(full=False)
    assert [red.law for red in standing.latest_red()] == ["I-C1"]
    runs.prove([law()], full=True)
    assert standing.latest_red() == ()
    stated(law(), law("1", name="I-N1"))
    runs.prove(full=False)
    assert [red.law for red in standing.latest_red()] == ["I-N1"], "a fast run can make a law red"
    runs.prove(full=True)
    stated(law(), law(name="I-N1"))
    runs.prove(full=True)
    assert standing.latest_red() == ()


def test_the_result_is_told_in_words_and_with_its_place_in_the_chain(
    stated: Callable[..., None], frozen: Frozen
) -> None:
    never = standing.standing()
    assert never.head == (0, "")
    assert standing.sentence(never) == "Dữ liệu chưa được kiểm tra theo các luật bảo toàn."
    frozen("2026-03-02T08:00:00+07:00")
    stated(law("a", "b"), law(name="I-N1"))
    runs.prove(full=True)
    told = standing.standing()
    assert standing.sentence(told) == (
        "Kiểm tra toàn bộ lần cuối lúc 08:00 02/03/2026. 1 trong 2 luật bảo toàn chưa đúng: I-C1 (2 chỗ)."
    )
    with override("en"):
        assert standing.sentence(told).endswith("1 of 2 conservation laws do not hold: I-C1 (2 places).")
    row = CheckRun.objects.get()
    assert told.head == (row.seq, bytes(row.hash).hex())
    stated(law(), law(name="I-N1"))
    runs.prove(full=True)
    assert standing.sentence(standing.standing()).endswith("Cả 2 luật bảo toàn đều đúng.")


def test_a_law_that_cannot_be_tried_does_not_hold(stated: Callable[..., None]) -> None:
    def failing(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
        cursor.execute("SELECT 1 / 0")
        yield from ()

    runs.prove([Law("I-C1", "Figures add up.", failing), law(name="I-N1")], full=True)
    assert [(red.law, red.places[0].found) for red in standing.latest_red()] == [("I-C1", "DataError")]


def test_a_monitor_reads_findings_and_age(
    client: Client, stated: Callable[..., None], frozen: Frozen
) -> None:
    assert "haicap_check_" not in client.get("/metrics").content.decode()
    frozen("2026-03-02T08:00:00+07:00")
    stated(law("a", "b"), law(name="I-N1"))
    jobs.check_fast(timestamp=0)
    frozen("2026-03-02T08:01:30+07:00")
    text = client.get("/metrics").content.decode()
    assert 'haicap_check_findings{law="I-C1"} 2\n' in text
    assert 'haicap_check_findings{law="I-N1"} 0\n' in text
    assert 'haicap_check_age_seconds{depth="fast"} 90\n' in text
    assert 'depth="full"' not in text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE platform_check_run SET seconds = 0",
        "DELETE FROM platform_check_run",
        "TRUNCATE platform_check_run",
    ],
)
def test_what_was_said_is_neither_changed_nor_deleted(statement: str) -> None:
    runs.prove([law("a")], full=True)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert CheckRun.objects.count() == 1


def broken(law_id: str, *, full: bool = True) -> list[str]:
    """The rows that check names under this law."""
    chosen = [law for law in LAWS if law.id == law_id]
    return [finding.row for verdict in run_laws(chosen, full=full) for finding in verdict.findings]


@pytest.mark.breaks("I-A1", "platform")
@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("UPDATE platform_check_run SET findings = '{}' WHERE seq = 2", ["run 2"]),
        ("DELETE FROM platform_check_run WHERE seq = 2", ["run 3"]),
        ("UPDATE platform_check_run SET hash = sha256('x') WHERE seq = 1", ["run 1", "run 2"]),
    ],
)
def test_a_verdict_changed_behind_the_back_is_named(statement: str, rows: list[str]) -> None:
    for row in "abc":
        runs.prove([law(row)], full=True)
    assert broken("I-A1") == broken("I-A1", full=False) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE platform_check_run DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE platform_check_run ENABLE TRIGGER USER")
    assert broken("I-A1") == broken("I-A1", full=False) == rows


@pytest.mark.breaks("I-X1", "platform")
def test_an_event_that_waits_for_ever_is_named(frozen: Frozen) -> None:
    now = clock.now()
    event = OutboxEvent.objects.create(
        event_id=uuid7(), type="vn.haicap.test.v1", subject="dossier:1", data={}, happened_at=now
    )
    assert broken("I-X1") == []
    frozen(now + timedelta(hours=7))
    assert broken("I-X1") == [f"event {event.id}"]
    OutboxEvent.objects.update(parked_reason="ValueError: no")
    assert broken("I-X1") == []


@pytest.mark.breaks("I-J1", "platform")
def test_a_job_without_a_living_worker_and_one_nobody_takes_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) VALUES "
            "('default', 'fresh', 'todo', now()), ('default', 'left', 'todo', now() - interval '2 days'), "
            "('default', 'orphan', 'doing', NULL) RETURNING id"
        )
        _fresh, left, orphan = [job for (job,) in cursor.fetchall()]
    assert broken("I-J1") == [f"job {left}", f"job {orphan}"]


@pytest.mark.breaks("I-G1", "platform")
def test_a_setting_that_could_lose_an_act_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL timezone = 'UTC'")
    found = {finding.row: finding for finding in run_laws(CONFIGURATION, full=True)[0].findings}
    assert (found["synchronous_commit"].expected, found["synchronous_commit"].found) == ("on", "off")
    assert "TimeZone" in found


@pytest.mark.breaks("I-L1", "platform")
def test_what_should_be_forgotten_and_is_not_is_named() -> None:
    now = clock.now()
    keys = [uuid7() for _ in range(2)]
    for key, days in zip(keys, (1, 5), strict=True):
        GivenAnswer.objects.create(
            appointment_id=1, key=key, said_sha256="x", given_at=now - timedelta(days=days)
        )
    assert broken("I-L1") == [str(keys[1])]


def test_the_command_keeps_what_it_says_and_explains_every_law(
    stated: Callable[..., None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda run, out: run())
    stated(law("2026-02"))
    assert cli.run(["check", "--fast", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    (finding,) = document["findings"]
    assert (finding["expected"], finding["found"], finding["unit"]) == ("393", "390", "25000")
    assert finding["remedy"].startswith("Look for the cause")
    assert document["kept_as"] == CheckRun.objects.get().seq
    assert cli.run(["check", "--explain", "I-C1"]) == 0
    assert "Look for the cause" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_two_checks_never_run_at_once(stated: Callable[..., None]) -> None:
    stated(law())
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [runs._ONE_CHECK])
            assert runs.prove_unless_running(full=False) is None
            cursor.execute("SELECT pg_advisory_unlock(%s)", [runs._ONE_CHECK])
        assert runs.prove_unless_running(full=False) is not None
        assert runs.prove_unless_running(full=True) is not None, "the lock was given back"
    finally:
        other.close()
