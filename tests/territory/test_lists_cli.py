"""Lists through the command line: rows carried, nothing lost, what is unknown named."""

import argparse
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from haicap.config.cli import _options
from haicap.kernel.console import Output, UsageError
from haicap.territory import cli

pytestmark = pytest.mark.django_db

DAYS = ("--from", "2025-06-30", "--to", "2026-11-20")


def _run(*words: object) -> int:
    options: argparse.Namespace = _options("territory", cli, [str(word) for word in words])
    return cli.run(options, Output(as_json=options.json))


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_each_row_is_carried_to_every_unit_its_code_became(tmp_path: Path, capsys: Any) -> None:
    source = _file(tmp_path, "a.csv", '\ufeffid,code,note\n1,25021,"a, b"\n2,23053,\n3,25021,x\n')
    assert _run("crosswalk", *DAYS, source) == 0
    told = capsys.readouterr()
    rows = list(csv.reader(told.out.splitlines()))
    assert rows == [
        ["id", "code", "note", "to_code", "to_name", "area_share", "population_share", "certainty"],
        ["1", "25021", "a, b", "25015", "Xã Gia Hiệp", "1.00000000", "1.00000000", "exact"],
        ["2", "23053", "", "23041", "Xã Hồng Thái", "", "0.00000000", "undecided"],
        ["2", "23053", "", "23053", "Xã Hòa Thắng", "", "1.00000000", "undecided"],
        ["3", "25021", "x", "25015", "Xã Gia Hiệp", "1.00000000", "1.00000000", "exact"],
    ]
    assert "read: 3" in told.err and "written: 4" in told.err


def test_rows_with_quotes_and_line_ends_inside_stay_whole(tmp_path: Path, capsys: Any) -> None:
    source = _file(tmp_path, "a.csv", 'note,code\r\n"two\r\nlines, ""said"" so","25021"\r\n\r\nx,25021\r\n')
    assert _run("crosswalk", *DAYS, source) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert [(row[0], row[1], row[2]) for row in rows[1:]] == [
        ('two\r\nlines, "said" so', "25021", "25015"),
        ("x", "25021", "25015"),
    ]


def test_json_lines_keep_their_members_and_a_lost_code_is_counted(tmp_path: Path, capsys: Any) -> None:
    source = _file(tmp_path, "a.jsonl", '{"n": 1, "old": "25021"}\n\n{"n": 2, "old": "99999"}\n')
    target = tmp_path / "b.jsonl"
    assert _run("crosswalk", *DAYS, "--column", "old", "--output", target, source, "--json") == 1
    assert json.loads(capsys.readouterr().out) == {"read": 2, "written": 2, "unknown": 1}
    first, second = (json.loads(line) for line in target.read_text("utf-8").splitlines())
    assert first["n"] == 1 and (first["to_code"], first["area_share"], first["certainty"]) == (
        "25015",
        1.0,
        "exact",
    )
    assert (second["to_code"], second["certainty"]) == (None, "unknown")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "id\n1\n", "no column 'code'"),
        ("a.csv", "id,code\n1\n", "row 2 has 1 cells"),
        ("a.csv", 'id,code\n1,"25021\n', "open quote"),
        ("a.jsonl", '{"code": 25021}\n', "leading zeros"),
        ("a.jsonl", "[1]\n", "no JSON object"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        _run("crosswalk", *DAYS, _file(tmp_path, name, text))
    with pytest.raises(UsageError, match="cannot be read"):
        _run("crosswalk", *DAYS, tmp_path / "nothing.csv")


def test_the_day_of_a_list_is_guessed(tmp_path: Path, capsys: Any) -> None:
    source = _file(tmp_path, "a.csv", "code,name\n26368,Phường Long Thành\n25015,Xã Gia Hiệp\n")
    assert _run("guess-date", source, "--names", "name", "--json") == 0
    best = json.loads(capsys.readouterr().out)["vintages"][0]
    assert best == {"from": "2026-04-30", "to": None, "matched": 2, "unknown": [], "listed": 219, "padded": 0}
    assert _run("guess-date", _file(tmp_path, "b.csv", "code\n25021\n99999\n")) == 1
    assert capsys.readouterr().out.startswith(
        "to before 2025-07-01: 1 of 2 (a whole list had 137); not known: 99999"
    )


def test_a_list_whose_codes_lost_their_zeros_is_doubted(tmp_path: Path, capsys: Any) -> None:
    source = _file(tmp_path, "a.csv", "code,name\n4,Ba Đình\n26368,Long Thành\n")
    assert _run("guess-date", source, "--names", "name") == 1
    assert (
        "2 of 2 (a whole list had 221); known only with leading zeros put back: 1" in capsys.readouterr().out
    )


def test_what_is_announced_can_be_asked(capsys: Any) -> None:
    assert _run("announced", "--on", "2026-08-31", "--json") == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert (len(units), units[0]["name"], units[0]["standing"]) == (14, "Thành phố Quảng Ninh", "announced")
