"""`haicap deadline`: the contract of the command line, without any database."""

import json
import subprocess
import sys
from typing import Any

import pytest

from haicap.config.cli import run


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAICAP_DATABASE_URL", raising=False)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run(["deadline", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("--received", "2026-04-23", "--limit", "5 working_day"), "2026-05-05"),
        (("--received", "2025-01-24", "--limit", "3 working_day"), "2025-02-05"),
        (("--received", "2025-08-27", "--limit", "7 working_day"), "2025-09-09"),
        (("--received", "2026-04-16", "--limit", "15 day"), "2026-05-04"),
        (("--received", "2026-08-03", "--limit", "30 day"), "2026-09-03"),
        (("--received", "2026-11-16", "--limit", "10 working_day"), "2026-12-01"),
        (("--received", "2025-04-23", "--limit", "5 working_day"), "2025-04-29"),
        (("--received", "2025-07-09T15:30", "--limit", "same_day"), "2025-07-10"),
        (("--received", "2025-07-09 15:30:00+07:00", "--limit", "1 same-day"), "2025-07-10"),
        (("--received", "2025-07-09T08:15:00Z", "--limit", "2 Working Days"), "2025-07-11"),
    ],
)
def test_the_oracles(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], due: str) -> None:
    assert ask(capsys, *words)["due_at"] == f"{due}T17:00:00+07:00"


SUPPLEMENT = ("--received", "2025-07-09", "--limit", "10 working_day", "--stop", "2025-07-15")


def test_pause_and_restart(capsys: pytest.CaptureFixture[str]) -> None:
    answered = (*SUPPLEMENT, "--resume", "2025-07-22")
    assert ask(capsys, *answered)["due_at"] == "2025-07-30T17:00:00+07:00"
    assert ask(capsys, *answered, "--on-supplement", "restart")["due_at"] == "2025-08-05T17:00:00+07:00"


def test_an_open_stop_has_no_due_moment(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, *SUPPLEMENT)
    assert answer["due_at"] is None
    assert answer["stopped"] is True
    assert answer["counted"] == ["2025-07-10", "2025-07-11", "2025-07-14", "2025-07-15"]


def test_every_day_left_out_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "--received", "2026-04-23", "--limit", "5 working_day")
    assert answer["counted"] == ["2026-04-24", "2026-04-28", "2026-04-29", "2026-05-04", "2026-05-05"]
    why = {row["date"]: row["why"] for row in answer["excluded"]}
    assert why == {
        "2026-04-23": "day_of_receipt",
        "2026-04-25": "weekend",
        "2026-04-26": "holiday",
        "2026-04-27": "compensatory",
        "2026-04-30": "holiday",
        "2026-05-01": "holiday",
        "2026-05-02": "weekend",
        "2026-05-03": "weekend",
    }
    assert all(row["source"] for row in answer["excluded"] if row["why"] == "holiday")
    assert (answer["provisional"], answer["calendar_version"]) == (False, 0)


def test_an_undecided_year_is_marked_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "--received", "2027-03-01", "--limit", "3 day")["provisional"] is True


def test_words_name_the_due_day_and_each_counted_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadline", "--received", "2026-04-16", "--limit", "15 day"]) == 0
    words = capsys.readouterr().out
    assert words.startswith("due Mon 2026-05-04 17:00\n")
    assert "15  Fri 2026-05-01" in words
    assert "the limit ends on 2026-05-01" in words


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--limit", "5 working_day"), "--received"),
        (("--received", "2025-02-30", "--limit", "5 working_day"), "'2025-02-30' is no date"),
        (("--received", "tomorrow", "--limit", "5 working_day"), "'tomorrow' is no date"),
        (("--received", "0001-01-01T00:00:00+14:00", "--limit", "5 day"), "is no date"),
        (("--received", "2025-07-09", "--limit", "five days"), "is no limit"),
        (("--received", "2025-07-09", "--limit", "5"), "is no limit"),
        (("--received", "2025-07-09", "--limit", "working_day"), "is no limit"),
        (("--received", "2025-07-09", "--limit", "0 day"), "at least 1"),
        (("--received", "2025-07-09", "--limit", "99999 day"), "from 2000 to 2060"),
        (("--received", "1975-04-30", "--limit", "5 day"), "from 2000 to 2060"),
        ((*SUPPLEMENT, "--stop", "2025-07-16"), "--stop again"),
        (("--received", "2025-07-09", "--limit", "5 day", "--resume", "2025-07-10"), "--resume without"),
        ((*SUPPLEMENT, "--resume", "2025-07-14"), "cannot resume before"),
        (("--received", "2025-07-16", "--limit", "5 day", "--stop", "2025-07-15"), "cannot stop before"),
        ((*SUPPLEMENT, "--on-supplement", "sometimes"), "--on-supplement"),
        ((*SUPPLEMENT, "--unit", "25015"), "--unit needs --province"),
        ((*SUPPLEMENT, "--colour", "red"), "--colour"),
    ],
)
def test_bad_input_is_named_and_nothing_is_answered(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    assert run(["deadline", *words]) == 2
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert message in spoken.err
    assert run(["deadline", *words, "--json"]) == 2
    assert message in json.loads(capsys.readouterr().out)["error"]


def test_it_answers_without_django_and_without_a_database() -> None:
    program = (
        "import sys; from haicap.config.cli import run; "
        "code = run(['deadline', '--received', '2025-07-09', '--limit', '5 day']); "
        "sys.exit(code or ('django' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout[:3]) == (0, "due")
