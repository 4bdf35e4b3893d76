"""`haicap territory`: the JSON others rely on, words for people, and clear ends."""

import argparse
import json
import subprocess
import sys
from typing import Any

import pytest

from haicap.config.cli import _options
from haicap.kernel.console import Output, UsageError
from haicap.territory import cli

pytestmark = pytest.mark.django_db


def _run(*words: str) -> int:
    options: argparse.Namespace = _options("territory", cli, list(words))
    return cli.run(options, Output(as_json=options.json))


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert _run(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_can_be_read_before_django_is_set_up() -> None:
    """The command line reads every module's options first; only then does it open a database."""
    done = subprocess.run(
        [sys.executable, "-c", "import haicap.territory.cli"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_predecessors_of_gia_hiep(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, "predecessors", "25015", "--on", "2025-07-01")
    assert (answer["code"], answer["on"]) == ("25015", "2025-07-01")
    law = {"quantifier": "full", "instrument": "1671/NQ-UBTVQH15", "clause": "27", "from": "2025-07-01"}
    wanted = [
        {"code": "25015", "name": "Xã Gia Hiệp", "kind": "commune", "province_code": "68", **law},
        {"code": "25021", "name": "Xã Tam Bố", "kind": "commune", "province_code": "68", **law},
    ]
    assert answer["units"] == wanted


@pytest.mark.parametrize("on", [(), ("--on", "2025-06-30"), ("--on", "2026-01-01")])
def test_successors_of_an_ended_commune_whenever_asked(
    capsys: pytest.CaptureFixture[str], on: tuple[str, ...]
) -> None:
    (unit,) = _json(capsys, "successors", "25021", *on)["units"]
    assert (unit["code"], unit["name"], unit["from"]) == ("25015", "Xã Gia Hiệp", "2025-07-01")


def test_a_divided_commune_names_all_its_successors(capsys: pytest.CaptureFixture[str]) -> None:
    units = _json(capsys, "successors", "23053", "--on", "2025-06-30")["units"]
    assert {unit["code"]: unit["quantifier"] for unit in units} == {
        "23041": "part_area",
        "23053": "remainder",
    }


def test_show_tells_the_whole_state_with_its_law(capsys: pytest.CaptureFixture[str]) -> None:
    (unit,) = _json(capsys, "show", "22", "--on", "2026-09-01")["units"]
    assert (unit["name"], unit["kind"], unit["in_force"]) == ("Thành phố Quảng Ninh", "city", True)
    assert (unit["valid_from"], unit["valid_to"], unit["closed_by"]) == ("2026-09-01", None, None)
    assert unit["opened_by"] == {
        "kind": "retyped",
        "instrument": "36/2026/QH16",
        "clause": None,
        "decided_on": None,
        "effective_on": "2026-09-01",
        "operational_on": None,
    }


def test_show_of_an_ended_unit_says_that_its_beginning_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    (unit,) = _json(capsys, "show", "25021")["units"]
    assert (unit["in_force"], unit["valid_from"], unit["valid_to"]) == (False, None, "2025-07-01")
    assert (unit["district"], unit["province_name"]) == ("Huyện Di Linh", "Tỉnh Lâm Đồng")


def test_words_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("successors", "25015", "--on", "2026-11-20") == 0
    assert "for Xã Gia Hiệp before it, ask --on 2025-06-30" in capsys.readouterr().out
    assert _run("predecessors", "25000", "--on", "2026-11-20") == 0
    assert "Thị trấn Di Linh: full (1671/NQ-UBTVQH15, clause 21; 2025-07-01)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "99999"), "no unit ever carried the code '99999'"),
        (("successors", "Gia Hiệp"), "no unit ever carried"),
        (("show", "22", "--on", "2025-13-01"), "'2025-13-01' is not a day"),
        (("crosswalks", "22"), "invalid choice"),
        ((), "required"),
    ],
)
def test_what_cannot_be_answered_is_said_clearly(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        _run(*words)
