"""Boundaries are loaded whole or not at all, by the codes of a day, and replace what stood there."""

import json
from datetime import date
from pathlib import Path

import pytest

from haicap.config.cli import _run as run
from haicap.kernel import clock
from haicap.kernel.console import UsageError
from haicap.territory import api as territory
from haicap.territory.models import Boundary
from tests.territory.domain.test_outlines import SQUARE, feature, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda work, _out: work())


def load(
    capsys: pytest.CaptureFixture[str], path: Path, document: bytes, *words: str
) -> tuple[int, dict[str, object]]:
    path.write_bytes(document)
    code = run(["territory", "load-boundaries", str(path), "--source", "Thử nghiệm", "--json", *words])
    return code, json.loads(capsys.readouterr().out)


def test_a_file_is_loaded_simplified_and_read_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    along = [[108 + place / 1000, 11.5] for place in range(101)]
    dense = [*along, [108.1, 11.6], [108.0, 11.6], [108.0, 11.5]]
    code, answer = load(capsys, tmp_path / "b.json", told(feature("25000", [dense]), feature("25015")))
    assert code == 0 and answer == {"loaded": 2, "positions": 109, "kept": 10, "rejects": []}
    di_linh, other = (territory.require_unit(code, DAY) for code in ("25000", "24988"))
    (card,) = territory.boundaries([other, di_linh])
    assert card.unit_id == di_linh.unit_id and card.source == "Thử nghiệm"
    assert card.rings == (tuple((x, y) for x, y in SQUARE),)


def test_nothing_is_kept_of_a_file_with_a_wrong_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = told(feature("25000"), feature("99999"), feature("25015", [SQUARE[:-1]]))
    code, answer = load(capsys, tmp_path / "b.json", document)
    assert code == 1 and answer["loaded"] == 0
    assert [(one["field"], one["code"]) for one in answer["rejects"]] == [  # type: ignore[attr-defined]
        ("row 2", "territory.unknown_unit"),
        ("row 3", "territory.boundary_open"),
    ]
    assert all(one["message"] for one in answer["rejects"])  # type: ignore[attr-defined]
    assert not Boundary.objects.exists()
    with pytest.raises(UsageError, match="cannot be read"):  # exit code 2
        run(["territory", "load-boundaries", str(tmp_path / "none.json"), "--source", "x"])


def test_a_better_file_replaces_the_former_and_old_codes_are_read_on_their_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    load(capsys, tmp_path / "b.json", told(feature("25000")))
    larger = [[x, y + 0.1 if y > 11.5 else y] for x, y in SQUARE]
    load(capsys, tmp_path / "c.json", told(feature("25000", [larger])))
    now = territory.require_unit("25000", clock.today())
    assert territory.boundaries([now])[0].rings[0][2] == (108.1, 11.7)
    assert Boundary.objects.count() == 1
    then = territory.require_unit("25000", date(2025, 6, 30))
    load(capsys, tmp_path / "d.json", told(feature("25000")), "--on", "2025-06-30")
    assert Boundary.objects.count() == 2 and territory.boundaries([then])[0].unit_id == then.unit_id
