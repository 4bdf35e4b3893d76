"""`haicap address resolve`: the JSON others rely on, in the order of the input; no database, no Django."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from haicap.config.cli import _options
from haicap.kernel.console import Output, UsageError
from haicap.territory.cli import addresses

LINES = "xã Tam Bố, huyện Di Linh, Lâm Đồng\nXã Hải Lạng, huyện Tiên Yên, Quảng Ninh\n\nParis\n"


def _run(monkeypatch: pytest.MonkeyPatch, told: str, *words: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode())))
    options: argparse.Namespace = _options("address", addresses, ["resolve", *words])
    return addresses.run(options, Output(as_json=options.json))


def _results(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["results"]
    return list(document["results"])


def test_answers_come_in_the_order_of_the_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, LINES, "--on", "2026-01-01", "--json") == 0

    results = _results(capsys)

    assert [result["input"] for result in results] == LINES.split("\n")[:-1]
    assert [result["certain"] for result in results] == [True, False, False, False]
    codes = [[each["code"] for each in result["candidates"]] for result in results]
    assert codes == [["25015"], ["06799", "06886", "06970"], [], []]
    only = results[0]["candidates"][0]
    assert only["citation"] == "1671/NQ-UBTVQH15, khoản 27"
    assert only["reason"] == "Xã Tam Bố, Huyện Di Linh, Tỉnh Lâm Đồng nay thuộc Xã Gia Hiệp."
    assert {"code", "name", "province_code", "confidence", "reason", "citation"} <= only.keys()
    assert results[1]["ask"] == "hamlet"


def test_words_for_people(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _run(monkeypatch, LINES, "--on", "2026-01-01")

    said = capsys.readouterr().out

    assert "= 25015  Xã Gia Hiệp, Tỉnh Lâm Đồng" in said
    assert "Hãy hỏi thôn, tổ dân phố hoặc tên đường." in said


def test_a_column_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text('\ufeffname,home\nAn,"xã Tam Bố, huyện Di Linh, Lâm Đồng"\nBình,\n', "utf-8")

    assert _run(monkeypatch, "", "--from", str(file), "--column", "home", "--on", "2025-06-01", "--json") == 0

    assert [[each["code"] for each in result["candidates"]] for result in _results(capsys)] == [["25021"], []]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "x.csv"), "belong together"),
        (("--from", "none.csv", "--column", "a"), "cannot be read"),
        (("--on", "1/7/2025"), "is not a day"),
    ],
)
def test_what_cannot_run_says_why(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _run(monkeypatch, "", *words)


def test_a_missing_column_names_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,home\n", "utf-8")

    with pytest.raises(UsageError, match="name, home"):
        _run(monkeypatch, "", "--from", str(file), "--column", "address")


def test_a_line_that_is_too_long_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "a" * 501 + "\n" + LINES, "--json") == 1

    results = _results(capsys)

    assert results[0]["refused"] == "territory.address_too_long"
    assert len(results) == 5


def test_the_program_answers_without_a_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "haicap", "address", "resolve", "--json"],
        input=LINES.encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={},
    )

    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["results"]) == 4
    assert list(tmp_path.iterdir()) == []
