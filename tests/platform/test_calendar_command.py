"""`haicap calendar`: show, load (nothing half-stored), coverage."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haicap.kernel.console import Output, UsageError
from haicap.platform import calendars
from haicap.platform.cli import calendar as command
from haicap.platform.models import CalendarDayRow

pytestmark = pytest.mark.django_db

HEAD = "date,kind,name,source,certainty,province,unit"
STORM = "2026-10-15,emergency_closure,Bão số 9,Công điện 01,declared,68,"


@pytest.fixture(autouse=True)
def _remember_nothing() -> Iterator[None]:
    calendars.forget()
    yield
    calendars.forget()


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    code = command.run(parser.parse_args(words), Output(as_json=True))
    return code, json.loads(capsys.readouterr().out)


def file(folder: Path, *lines: str) -> str:
    path = folder / "calendar.csv"
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8-sig")
    return str(path)


def test_show_gives_the_days_of_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = call(capsys, "show", "--year", "2026")
    assert code == 0
    assert {"date": "2026-08-22", "kind": "swapped_work"}.items() <= next(
        row for row in answer["days"] if row["date"] == "2026-08-22"
    ).items()
    assert {row["date"][:4] for row in answer["days"]} == {"2026"}


def test_load_makes_a_new_version_that_show_gives_for_its_province(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = calendars.latest_version()
    assert call(capsys, "load", file(tmp_path, STORM)) == (
        0,
        {"days": 1, "rejects": [], "version": before + 1},
    )
    calendars.forget()
    _, here = call(capsys, "show", "--year", "2026", "--province", "68")
    _, there = call(capsys, "show", "--year", "2026", "--province", "01")
    assert "2026-10-15" in {row["date"] for row in here["days"]}
    assert "2026-10-15" not in {row["date"] for row in there["days"]}


def test_one_bad_row_stores_nothing_and_exits_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before, rows = calendars.latest_version(), CalendarDayRow.objects.count()
    code, answer = call(capsys, "load", file(tmp_path, STORM, "2026-13-01,holiday,x,y,verified,,"))
    assert code == 1
    assert [(row["line"], row["column"]) for row in answer["rejects"]] == [(3, "date")]
    assert (calendars.latest_version(), CalendarDayRow.objects.count()) == (before, rows)


def test_a_dry_run_stores_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = calendars.latest_version()
    assert call(capsys, "load", file(tmp_path, STORM), "--dry-run") == (
        0,
        {"days": 1, "rejects": [], "version": None},
    )
    assert calendars.latest_version() == before


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00bad"])
def test_a_file_that_cannot_be_read_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "calendar.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"calendar\.csv"):
        call(capsys, "load", str(path))


def test_coverage_names_decided_computed_and_missing_years(
    capsys: pytest.CaptureFixture[str], frozen: Any
) -> None:
    frozen("2028-06-01T09:00:00+07:00")
    _, answer = call(capsys, "coverage")
    assert {row["year"]: row["state"] for row in answer["years"]} == {
        2024: "decided",
        2025: "decided",
        2026: "decided",
        2027: "computed",
        2028: "computed",
        2029: "missing",
    }


def test_its_help_needs_no_settings() -> None:
    program = "from haicap.config.cli import run; run(['calendar', '--help'])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False, env={}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "coverage" in done.stdout
