"""`haicap simulate`: what it prints, and that the command it prints after a red night shows that night again."""

import argparse
import json
import shlex
from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest import mock

import pytest
from django.db import transaction

from haicap.config.commands import simulate
from haicap.dossiers.models import ledger
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError

pytestmark = pytest.mark.django_db
NOW = "2026-03-04T15:00:00+07:00"
WORDS = "--province 68 --dossiers 40 --from 2026-02-24 --to 2026-02-27 --seed 3"


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[str], datetime]) -> None:
    frozen(NOW)


def called(words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    parser = argparse.ArgumentParser()
    simulate.arguments(parser)
    code = simulate.run(parser.parse_args(shlex.split(words)), Output(as_json=True))
    return code, json.loads(capsys.readouterr().out)


def test_a_simulation_says_what_it_made(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = called(f"{WORDS} --heads --no-laws", capsys)
    assert code == DONE
    assert told["seed"] == 3
    assert told["imported"] + told["received"] == 40
    assert told["received"] >= 15
    assert told["red"] is None
    assert len(told["heads"]) > 5


def test_a_red_night_prints_release_seed_day_law_and_a_command_that_shows_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with mock.patch.object(ledger, "_bind", _wrong(ledger._bind)):
        with transaction.atomic():
            code, told = called(WORDS, capsys)
            transaction.set_rollback(True)
        assert code == FINDINGS
        red = told["red"]
        assert (red["day"], red["law"]) == (
            "2026-02-24",
            "I-C3",
        )  # the first night, by what a fast run looks at
        assert red["release"].startswith("haicap ")
        assert red["findings"][0]["words"].startswith("the row differs from its journal")
        command = red["replay"].removeprefix("haicap simulate ")
        again, replayed = called(command, capsys)
    assert again == FINDINGS
    assert replayed["red"] == red
    assert replayed["day"] == red["day"]


def _wrong(right: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """A broken service: what it writes into rows is not the telephone number it writes into the journal."""

    def bind(value: Any, kind: str) -> Any:
        bound = right(value, kind)
        return "0999999999" if isinstance(bound, str) and bound.startswith("0900") else bound

    return bind


def test_a_period_that_has_not_begun_is_no_simulation(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        called("--province 68 --dossiers 5 --from 2026-03-04 --to 2026-03-09", capsys)
