"""New acts come as a file that somebody we trust has signed; anything else changes nothing."""

import argparse
import base64
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from haicap.config import environment
from haicap.config.cli import _options
from haicap.kernel.console import Output, UsageError
from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory import cli
from haicap.territory.contract import ActsCard, HamletAct, HamletKind, Measure, NewHamlet, Precision
from haicap.territory.models import Mutation
from tests.territory.acts import GIA_HIEP, LEARNT

pytestmark = pytest.mark.django_db

KEY, STRANGER = (
    Ed25519PrivateKey.from_private_bytes(b"1" * 32),
    Ed25519PrivateKey.from_private_bytes(b"2" * 32),
)
KEYS = {"bo-noi-vu": base64.b64encode(KEY.public_key().public_bytes_raw()).decode()}
DAY = date(2027, 1, 1)


def _renaming(**given: Any) -> dict[str, Any]:
    unit = {"code": GIA_HIEP, "name": "Xã Hiệp Gia", "kind": "commune", "province_code": "68"}
    usual = {
        "instrument": "9/NQ-THU",
        "body": "Ủy ban Thường vụ Quốc hội",
        "subject": "Thử",
        "certainty": "copy",
        "decided_on": "2026-12-01",
        "effective_on": "2027-01-01",
        "changes": [{"kind": "renamed", "clause": "1", "ends": [GIA_HIEP], "begins": [unit], "edges": []}],
    }
    return {**usual, **given}


def _file(*acts: dict[str, Any], **given: Any) -> bytes:
    return json.dumps({"format": "haicap-territory-acts/1", "acts": acts, **given}).encode()


def _load(document: bytes, signature: bytes | None = None) -> ActsCard:
    return territory.load_acts(document, signature or KEY.sign(document), KEYS, at=LEARNT)


def _refused(document: bytes, signature: bytes | None = None) -> tuple[str, str | None]:
    acts = Mutation.objects.count()
    with pytest.raises(RefusalError) as refused:
        _load(document, signature)
    assert Mutation.objects.count() == acts
    return refused.value.refusal.code.removeprefix("territory."), refused.value.refusal.field


def test_acts_of_a_signed_file_are_carried_out_once() -> None:
    document = _file(_renaming())
    assert _load(document) == ActsCard("bo-noi-vu", enacted=1, annulled=0, unchanged=0)
    assert territory.require_unit(GIA_HIEP, DAY).name == "Xã Hiệp Gia"
    assert _load(document) == ActsCard("bo-noi-vu", enacted=0, annulled=0, unchanged=1)
    other = _file(_renaming(), note="the same act in another file")
    assert _load(other, base64.b64encode(KEY.sign(other))).unchanged == 1


def test_an_annulment_comes_in_a_file_too() -> None:
    undone = {**_renaming(), "annuls": "9/NQ-THU", "instrument": "10/NQ-THU"}
    document = _file(_renaming(), undone)
    assert _load(document) == ActsCard("bo-noi-vu", enacted=1, annulled=1, unchanged=0)
    assert territory.require_unit(GIA_HIEP, DAY).name == "Xã Gia Hiệp"
    assert _load(document).unchanged == 2
    assert territory.require_unit(GIA_HIEP, DAY).name == "Xã Gia Hiệp"


def test_a_file_that_was_changed_or_that_a_stranger_signed_is_refused() -> None:
    document = _file(_renaming())
    tampered = document.replace(b"2027-01-01", b"2027-01-02")
    assert _refused(tampered, KEY.sign(document))[0] == "file_untrusted"
    assert _refused(document, STRANGER.sign(document))[0] == "file_untrusted"
    assert _refused(document, b"no signature")[0] == "file_unsigned"
    with pytest.raises(RefusalError) as refused:
        territory.load_acts(document, KEY.sign(document), {}, at=LEARNT)
    assert refused.value.refusal.code == "territory.file_no_keys"


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (b"{", ""),
        (b"[]", "format"),
        (_file(format="2"), "format"),
        (_file(_renaming(effective_on="soon")), "acts.0.effective_on"),
        (_file(_renaming(body=7)), "acts.0.body"),
        (_file(_renaming(changes=[7])), "acts.0.changes.0"),
        (_file(_renaming(changes=[{"kind": "merged"}])), "acts.0.changes.0.kind"),
        (_file(_renaming(changes=[{"kind": "formed", "ends": [7]}])), "acts.0.changes.0.ends"),
        (
            _file(
                _renaming(
                    changes=[
                        {
                            "kind": "formed",
                            "edges": [
                                {
                                    "predecessor_code": "1",
                                    "successor_code": "2",
                                    "quantifier": "full",
                                    "is_primary": False,
                                    "area_share": "much",
                                }
                            ],
                        }
                    ]
                )
            ),
            "acts.0.changes.0.edges.0.area_share",
        ),
    ],
)
def test_a_signed_file_that_cannot_be_read_is_refused_with_the_place(document: bytes, place: str) -> None:
    assert _refused(document) == ("file_unreadable", place)


def test_one_faulty_act_stops_the_whole_file() -> None:
    faulty = _renaming(
        instrument="11/NQ-THU", changes=[{"kind": "renamed", "clause": "1", "ends": ["99999"]}]
    )
    assert _refused(_file(_renaming(), faulty))[0].startswith("plan_")
    assert territory.require_unit(GIA_HIEP, DAY).name == "Xã Gia Hiệp"


def _run(*words: object) -> int:
    options: argparse.Namespace = _options("territory", cli, [str(word) for word in words])
    return cli.run(options, Output(as_json=options.json))


def test_the_command_loads_a_file_beside_its_signature(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TERRITORY_KEYS = KEYS
    path = tmp_path / "acts.json"
    path.write_bytes(document := _file(_renaming()))
    with pytest.raises(UsageError, match="cannot be read"):
        _run("load", path)
    (tmp_path / "acts.json.sig").write_bytes(KEY.sign(document))
    assert _run("load", path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "loaded": True,
        "signer": "bo-noi-vu",
        "enacted": 1,
        "annulled": 0,
        "unchanged": 0,
        "observed": 0,
    }
    other = tmp_path / "other.sig"
    other.write_bytes(STRANGER.sign(document))
    assert _run("load", path, "--signature", other, "--json") == 1
    (reject,) = json.loads(capsys.readouterr().out)["rejects"]
    assert reject["code"] == "territory.file_untrusted" and "bo-noi-vu" in reject["message"]


def test_trusted_keys_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICAP_TERRITORY_KEYS", "a:AAA=, b:BBB=")
    assert environment.territory_keys() == {"a": "AAA=", "b": "BBB="}
    monkeypatch.delenv("HAICAP_TERRITORY_KEYS")
    assert environment.territory_keys() == {}


def _figure(**given: Any) -> dict[str, Any]:
    usual = {
        "code": GIA_HIEP,
        "measure": "households",
        "value": 120,
        "reference_on": "2025-12-31",
        "source": "Công an xã",
    }
    return {**usual, **given}


def test_a_file_brings_figures_of_units_and_of_hamlets() -> None:
    act = HamletAct("1/QĐ-UBND", date(2026, 1, 1), "Chủ tịch")
    (card,) = territory.list_hamlets(GIA_HIEP, [NewHamlet("Thôn 1", HamletKind.HAMLET)], act, at=LEARNT)
    of_hamlet = _figure(hamlet="Thôn 1", named_on="2026-01-01", value="31", precision="about")
    document = _file(figures=[_figure(), of_hamlet])
    assert (_load(document).observed, _load(document).observed) == (2, 0)
    figure = territory.hamlet_figures([card.hamlet_id], LEARNT.date())[card.hamlet_id][Measure.HOUSEHOLDS]
    assert (figure.value, figure.reference_on, figure.precision) == (31, date(2025, 12, 31), Precision.ABOUT)
    told = {
        one.value for one in territory.observations(GIA_HIEP, LEARNT.date()) if one.measure == "households"
    }
    assert told == {120}, "the unit's own figure, and no hamlet's"


@pytest.mark.parametrize(
    ("figure", "code", "place"),
    [
        (_figure(value="1,234.50"), "file_unreadable", "figures.0.value"),
        (_figure(measure="hộ"), "file_unreadable", "figures.0.measure"),
        (_figure(reference_on="31/12/2025"), "file_unreadable", "figures.0.reference_on"),
        (_figure(hamlet="Thôn 99"), "hamlet_not_one", "figures"),
        (_figure(value="1.5"), "observation_value", "value"),
        (_figure(source=""), "observation_source", "source"),
    ],
)
def test_a_figure_that_is_none_stops_the_whole_file(figure: dict[str, Any], code: str, place: str) -> None:
    assert _refused(_file(_renaming(), figures=[figure])) == (code, place)
