"""`haicap replay`: both provinces merged by the law, and nothing done in a data directory that is in use."""

import argparse
from collections.abc import Callable
from datetime import datetime

import pytest

from haicap.config.commands import replay
from haicap.kernel.console import Output, UsageError
from haicap.organisation import api as organisation
from haicap.platform.checks.runner import run_laws
from haicap.territory import api as territory
from haicap.territory.checks import LAWS as MAP_LAWS
from tests.reorganisation.eve import DAY

pytestmark = pytest.mark.django_db

OUT = Output(as_json=True)
ENDED = {"Trung tâm Phục vụ hành chính công thị trấn Di Linh", "Ủy ban nhân dân thị trấn Di Linh"}


def test_both_provinces_are_merged_and_every_line_holds() -> None:
    for province, communes in (("22", 54), ("68", 124)):
        told = replay._told(replay._merged(province, replay.RESOLUTIONS[province], OUT))
        assert told["holds"] and told["status"] == "applied"
        before, after = told["conserved"]["numbers"]
        assert before == after > 1_000
        assert len(territory.communes_of(province, DAY)) == communes
        assert not {one.unit for one in organisation.demo_sign_ins(province, "25000")} & ENDED
        assert f"  numbers: {before} = {after}" in replay._words(told)

    replay._rest_of_the_country(OUT)
    assert len(territory.provinces(DAY)) == 34
    assert [finding for verdict in run_laws(MAP_LAWS, full=True) for finding in verdict.findings] == []


def test_a_directory_in_use_is_left_alone(frozen: Callable[[str | datetime], datetime]) -> None:
    with pytest.raises(UsageError, match="in use"):
        replay._evening(10, 1, OUT)


@pytest.mark.parametrize(("words", "production"), [(["--dossiers", "0"], ""), ([], "1")])
def test_what_makes_no_replay_is_refused_before_anything_is_made(
    words: list[str], production: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAICAP_PRODUCTION", production)
    parser = argparse.ArgumentParser()
    replay.arguments(parser)
    with pytest.raises(UsageError):
        replay.run(parser.parse_args(words), OUT)
