"""Daily roots: what leaves the machine proves later what was rewritten on it, whoever recomputed the chain."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from haicap.config import cli
from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers import jobs
from haicap.dossiers.checks import LAWS
from haicap.dossiers.domain import roots
from haicap.dossiers.models import ChainHead, DailyRoot, JournalEntry
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.platform.checks.runner import run_laws
from tests.dossiers.test_import import record
from tests.dossiers.test_laws import behind_the_back

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three days of work with their roots, written to a file that left the machine."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda run, out: run())
    for day in range(3):
        told = [record(external_id=f"{day}-{each}", number=None) for each in range(2)]
        assert run(list(enumerate(told, 1)), now=clock.now()).imported == 2
        assert dossiers.write_roots(today=TODAY + timedelta(days=day + 1), at=clock.now()) == 1
    path = tmp_path / "roots.jsonl"
    path.write_bytes(dossiers.write_roots_file(at=clock.now()))
    return path


@pytest.fixture
def checked(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], tuple[int, list[dict[str, Any]]]]:
    """`checked(file)`: the exit code of `check --against` and its findings."""

    def check(path: Path) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = cli.run(["check", "--against", str(path), "--json"])
        return code, json.loads(capsys.readouterr().out)["findings"]

    return check


# whoever may do everything: changes an entry and makes every digest after it again, up to the head
_RECHAIN = """
DO $$
DECLARE
  e dossiers_journal;
  former bytea;
BEGIN
  FOR e IN SELECT * FROM dossiers_journal ORDER BY unit_id, chain_seq LOOP
    IF e.chain_seq = 1 THEN former := ''::bytea; END IF;
    e.previous_hash := former;
    former := dossiers_digest(e);
    UPDATE dossiers_journal j SET previous_hash = e.previous_hash, hash = former
      WHERE j.unit_id = e.unit_id AND j.chain_seq = e.chain_seq;
    UPDATE dossiers_chain c SET seq = e.chain_seq, hash = former WHERE c.unit_id = e.unit_id;
  END LOOP;
END $$"""


def entries() -> int:
    return JournalEntry.objects.count()


def broken(*, full: bool = True) -> dict[str, list[str]]:
    laws = [law for law in LAWS if law.id in {"I-A1", "I-A3"}]
    verdicts = run_laws(laws, full=full)
    return {v.law.id: [finding.row for finding in v.findings] for v in verdicts if not v.holds}


def test_untouched_roots_hold_everywhere(away: Path, checked: Callable[..., Any]) -> None:
    assert broken() == broken(full=False) == {}
    assert checked(away) == (0, [])
    kept = list(DailyRoot.objects.order_by("day"))
    assert [row.day for row in kept] == [TODAY + timedelta(days=day) for day in range(3)]
    assert [row.previous for row in kept] == ["", kept[0].root, kept[1].root]
    head = ChainHead.objects.get()
    assert kept[-1].heads == {str(head.unit_id): [head.seq, bytes(head.hash).hex()]}
    found = dossiers.latest_root()
    assert found is not None
    assert found.root == kept[-1].root


def test_missed_days_are_caught_up_and_none_is_written_twice(away: Path) -> None:
    assert dossiers.write_roots(today=TODAY + timedelta(days=3), at=clock.now()) == 0
    assert dossiers.write_roots(today=TODAY + timedelta(days=8), at=clock.now()) == 5
    last = dossiers.latest_root()
    assert last is not None
    assert last.day == TODAY + timedelta(days=7)
    kept = {row.day: row.heads for row in DailyRoot.objects.order_by("day")}
    assert kept[last.day] == kept[TODAY + timedelta(days=2)]
    assert broken() == {}


def test_the_night_writes_the_root_of_the_day_that_ended() -> None:
    assert run([(1, record(number=None))], now=clock.now()).imported
    jobs.root(timestamp=0)
    assert dossiers.latest_root() is None, "the day is not over"
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.root(timestamp=0)
        jobs.root(timestamp=0)
    assert DailyRoot.objects.count() == 1


def test_roots_are_neither_changed_nor_deleted(away: Path) -> None:
    for statement in ("UPDATE dossiers_root SET root = 'x'", "DELETE FROM dossiers_root"):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.breaks("I-A3", "dossiers")
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_an_entry_rewritten_with_its_whole_chain_is_seen_by_the_roots_alone(
    away: Path, checked: Callable[..., Any], seq: int
) -> None:
    with behind_the_back() as operator:
        operator(f"UPDATE dossiers_journal SET note = 'nothing to see' WHERE chain_seq = {seq}")
        operator(_RECHAIN)
    assert "I-A1" not in broken(), "the chain in itself is whole again"
    assert "I-A3" in broken(), "our own roots still know"
    code, findings = checked(away)
    assert code == 1
    (finding,) = findings
    assert (finding["law"], finding["unit"], finding["row"]) == ("I-A3", "25015", f"link {seq}")


def test_roots_made_again_on_this_machine_do_not_help_whoever_rewrote(
    away: Path, checked: Callable[..., Any]
) -> None:
    with behind_the_back() as operator:
        operator("UPDATE dossiers_journal SET note = 'nothing to see' WHERE chain_seq = 3")
        operator(_RECHAIN)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_root DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM dossiers_root")
        cursor.execute("ALTER TABLE dossiers_root ENABLE TRIGGER USER")
    dossiers.write_roots(today=TODAY + timedelta(days=3), at=clock.now())
    assert broken() == {}, "on this machine nothing is left to see"
    code, findings = checked(away)
    assert code == 1
    assert {finding["row"] for finding in findings} >= {"link 3", f"root {TODAY}"}


def test_a_tail_cut_off_and_entries_swapped_are_named(away: Path, checked: Callable[..., Any]) -> None:
    last = entries()
    with behind_the_back() as operator:
        operator(f"DELETE FROM dossiers_journal WHERE chain_seq > {last - 2}")
        operator(f"UPDATE dossiers_chain SET seq = {last - 2}")
        operator(_RECHAIN)
    code, findings = checked(away)
    assert code == 1
    assert [(f["law"], f["row"], f["found"]) for f in findings] == [
        ("I-A3", f"link {last - 1}", "no such entry")
    ]


def test_swapped_entries_are_named(away: Path, checked: Callable[..., Any]) -> None:
    with behind_the_back() as operator:
        operator("UPDATE dossiers_journal SET chain_seq = -3 WHERE chain_seq = 3")
        operator("UPDATE dossiers_journal SET chain_seq = 3 WHERE chain_seq = 4")
        operator("UPDATE dossiers_journal SET chain_seq = 4 WHERE chain_seq = -3")
        operator(_RECHAIN)
    _code, findings = checked(away)
    assert [finding["row"] for finding in findings if finding["law"] == "I-A3"] == ["link 3"]


def test_an_entry_changed_without_its_chain_is_named_as_such(away: Path, checked: Callable[..., Any]) -> None:
    with behind_the_back() as operator:
        operator("UPDATE dossiers_journal SET note = 'nothing to see' WHERE chain_seq = 3")
    _code, findings = checked(away)
    assert [finding["law"] for finding in findings] == ["I-A1"]
    assert findings[0]["words"] == "link 3 was changed after it was written"


@pytest.mark.breaks("I-A3", "dossiers")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_root SET root = repeat('0', 64) WHERE day = '{middle}'",
        "UPDATE dossiers_root SET heads = '{{}}' WHERE day = '{middle}'",
        "DELETE FROM dossiers_root WHERE day = '{middle}'",
    ],
)
def test_a_root_touched_up_here_is_named(away: Path, checked: Callable[..., Any], statement: str) -> None:
    middle = TODAY + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_root DISABLE TRIGGER USER")
        cursor.execute(statement.format(middle=middle))
        cursor.execute("ALTER TABLE dossiers_root ENABLE TRIGGER USER")
    assert f"root {middle}" in broken()["I-A3"] or "DELETE" in statement
    assert "I-A3" in broken(full=False)
    _code, findings = checked(away)
    assert f"root {middle}" in {finding["row"] for finding in findings} or "heads" in statement


@pytest.mark.breaks("I-A3", "dossiers")
def test_days_that_nobody_rooted_are_named(province_of_last_week: None) -> None:
    assert broken()["I-A3"] == [f"root {TODAY - timedelta(days=2)}"]


@pytest.fixture
def province_of_last_week() -> None:
    """Entries a week old, by the database's clock, and no root at all."""
    assert run([(1, record(number=None))], now=clock.now()).imported
    with behind_the_back() as operator:
        operator("UPDATE dossiers_journal SET recorded_at = recorded_at - interval '7 days'")
        operator(_RECHAIN)


def _without_a_day(rows: list[bytes]) -> list[bytes]:
    return [*rows[:2], *rows[3:]]


def _with_another_root(rows: list[bytes]) -> list[bytes]:
    day = json.loads(rows[2])
    day["root"] = "0" * 64
    return [*rows[:2], json.dumps(day).encode() + b"\n", *rows[3:]]


@pytest.mark.parametrize("forge", [_without_a_day, _with_another_root])
def test_a_forged_file_is_told_from_ours(
    away: Path, checked: Callable[..., Any], forge: Callable[[list[bytes]], list[bytes]]
) -> None:
    away.write_bytes(b"".join(forge(away.read_bytes().splitlines(keepends=True))))
    code, findings = checked(away)
    assert code == 1
    assert {"seal", f"root {TODAY + timedelta(days=1)}"} <= {finding["row"] for finding in findings}


def test_a_file_without_a_seal_or_under_another_is_named(
    away: Path, checked: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = away.read_bytes()
    away.write_bytes(b"".join(sealed.splitlines(keepends=True)[:-1]))
    assert [finding["found"] for finding in checked(away)[1]] == ["none"]
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "elsewhere")
    away.write_bytes(sealed)
    (finding,) = checked(away)[1]
    assert finding["row"] == "seal"
    assert "not one of this installation" in finding["words"]


def test_a_file_that_is_none_cannot_be_checked(away: Path, tmp_path: Path) -> None:
    for content in (b"", b"{}\n", b"not json", b'{"format":"haicap-roots-1"}\n{"day":"x"}\n', b"[1]\n"):
        (tmp_path / "other").write_bytes(content)
        assert cli.run(["check", "--against", str(tmp_path / "other")]) == 2
    assert cli.run(["check", "--against", str(tmp_path / "missing")]) == 2


def test_the_command_writes_the_file_whole_and_from_a_day_on(
    away: Path, checked: Callable[..., Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["check", "--write-roots", str(tmp_path / "again.jsonl"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["root"] == DailyRoot.objects.order_by("-day")[0].root
    assert checked(tmp_path / "again.jsonl") == (0, [])
    part = dossiers.write_roots_file(at=clock.now(), since=TODAY + timedelta(days=1))
    file = dossiers.read_roots_file(part)
    assert len(file.days) == 2
    links = next(iter(file.days[0].links.values()))
    assert len(links) // roots.SHORT == entries() // 3, "the entries of that day alone"
    seal = documents.seal()
    assert seal is not None
    assert file.seal is not None
