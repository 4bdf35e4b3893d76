"""Rehearsals: a copy that nobody can mistake, on which a merger is proved, while the original is only read."""

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from haicap.config import wiring
from haicap.config.cli import run
from haicap.dossiers.models import Dossier
from haicap.kernel.errors import FailureError, RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.models import Agency
from haicap.platform import copies, outbox, rehearsal
from haicap.platform.checks.runner import run_laws
from haicap.platform.models import OutboxEvent, Rehearsal
from haicap.reorganisation import api as reorganisation
from haicap.territory import api as territory
from tests.reorganisation.cast import official
from tests.reorganisation.eve import DAY, EVE, EVENING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import merger, plan

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db(transaction=True)

OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
NAME = f"p{os.getpid()}"
NOT_HERE = {"I-G1", "I-U5"}  # a test server is not durable; a merger made up is in no resolution's totals


@pytest.fixture(autouse=True)
def _no_copy_stays() -> Iterator[None]:
    yield
    copies.drop(NAME)


def fingerprint() -> str:
    """Of every row of every table."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t")
            digest.update(f"{table} {cursor.fetchone()}".encode())
    return digest.hexdigest()


def test_a_merger_is_rehearsed_and_the_original_is_untouched(frozen: Frozen) -> None:
    frozen(EVENING)
    before = fingerprint()
    card = reorganisation.rehearse(plan=_read(plan(merger(NEW, *OLD))), name=NAME, keep=False, at=EVENING)
    assert card.report is not None and card.report.holds and card.report.lines
    assert card.proposed.label == "Diễn tập" and card.effective_on == DAY
    assert fingerprint() == before
    assert NAME not in copies.names() and not rehearsal.name()


def test_a_refused_plan_leaves_no_copy_behind(frozen: Frozen) -> None:
    frozen(EVENING)
    with pytest.raises(RefusalError, match="plan_unit_unknown"):
        reorganisation.rehearse(plan=_read(plan(merger(NEW, "99999"))), name=NAME, keep=True, at=EVENING)
    assert NAME not in copies.names()


def test_a_trial_runs_before_the_official_day_with_data_and_numbers_of_its_own(frozen: Frozen) -> None:
    from haicap.config.laws import ALL

    frozen(EVENING)
    trial, count = EVE, Dossier.objects.count()
    of_tomorrow = {**plan(merger(NEW, *OLD)), "decided_on": DAY.isoformat()}  # not even passed yet
    reorganisation.rehearse(plan=_read(of_tomorrow), name=NAME, keep=True, at=EVENING, on=trial, ends_on=DAY)
    with copies.standing_on(NAME):
        unit = territory.require_unit(NEW[0], EVE)
        assert unit.name == NEW[1]
        card = receive(official(NEW[0], Role.RECEIVER, EVE), NEW[0], EVENING)
        assert card.number.startswith("THU.H") and Dossier.objects.count() == count + 1
        assert not [
            (verdict.law.id, finding)
            for verdict in run_laws([law for law in ALL if law.id not in NOT_HERE], full=True)
            for finding in verdict.findings
        ]
    # the official series and figures never heard of it
    assert Dossier.objects.count() == count and not Dossier.objects.filter(number__startswith="THU").exists()
    assert territory.require_unit(OLD[1], EVE).name != NEW[1]
    agency = Agency.objects.get(id=official(OLD[1], Role.RECEIVER, EVE).agency_id)
    first = receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    assert first.number.startswith(agency.code)


def test_every_page_of_a_copy_says_what_it_is_and_nothing_is_written_once_it_is_over(frozen: Frozen) -> None:
    frozen(EVENING)
    assert b"rehearsal-ribbon" not in Client().get("/").content
    copies.make(NAME, at=EVENING, ends_on=DAY)
    with copies.standing_on(NAME):
        for address in ("/", "/thu-tuc/", "/tai-khoan/dang-nhap/", "/khong-co/"):
            page = Client().get(address).content.decode()
            assert "rehearsal-ribbon" in page and "[VẬN HÀNH THỬ]" in page and NAME in page, address
        assert Client().post("/mot-cua/").status_code != 503
        frozen("2025-07-01T08:00:00+07:00")
        rehearsal._is_over.forget()
        answer = Client().post("/mot-cua/")
        assert answer.status_code == 503 and "platform.rehearsal_over" in answer.content.decode()
        api = Client().post("/api/v1/dossiers", {}, content_type="application/json")
        assert api.json()["code"] == "platform.rehearsal_over"
        assert Client().get("/").status_code == 200
    assert Client().post("/mot-cua/").status_code != 503


def test_what_waits_belongs_to_the_original_and_nobody_outside_is_told(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(EVENING)
    outbox.tell(type="vn.haicap.test.v1", subject="x", data={}, at=EVENING)
    assert OutboxEvent.objects.exists()
    copies.make(NAME, at=EVENING)
    with copies.standing_on(NAME):
        assert not OutboxEvent.objects.exists()
    monkeypatch.setattr(wiring, "LISTENERS", {"e": ("partner.sent", *wiring.INSIDE)})
    assert wiring.listeners(inside=True) == {"e": tuple(wiring.INSIDE)}
    assert "partner.sent" in wiring.listeners(inside=False)["e"]


def test_name_and_marker_must_agree_and_the_marker_stays(frozen: Frozen) -> None:
    frozen(EVENING)
    rehearsal.refuse_unmarked()
    copies.make(NAME, at=EVENING)
    with copies.standing_on(NAME):
        rehearsal.refuse_unmarked()
        for change in (Rehearsal.objects.all().delete, lambda: Rehearsal.objects.update(name="x")):
            with pytest.raises(Error), transaction.atomic():
                change()
        with pytest.raises(FailureError, match="of_rehearsal"):
            copies.make("again", at=EVENING)
    with pytest.raises(FailureError, match="exists"):
        copies.make(NAME, at=EVENING)
    with pytest.raises(FailureError, match="bad_name"):
        copies.make('x"; DROP', at=EVENING)
    Rehearsal.objects.create(name="x", source="y", made_at=EVENING)  # a copy restored over the original
    with pytest.raises(FailureError, match="marker_differs"):
        rehearsal.refuse_unmarked()


def test_the_command_makes_lists_and_drops(frozen: Frozen, capsys: Any, tmp_path: Any, settings: Any) -> None:
    frozen(EVENING)
    settings.DATA_DIR = tmp_path
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a").write_text("paper")
    assert _run("trial", NAME, "--until", "2025-07-15") == 0
    assert f"haicap_thu_{NAME}" in capsys.readouterr().out
    assert (tmp_path / "thu" / NAME / "files" / "a").read_text() == "paper"
    assert _run("list") == 0 and NAME in capsys.readouterr().out
    assert _run("drop", NAME) == 0 and not (tmp_path / "thu" / NAME).exists()
    assert run(["rehearse", "trial", NAME, "--until", "2025-06-01"]) == 2


def _run(*words: str) -> int:
    import argparse

    from haicap.config.commands import rehearse
    from haicap.kernel.console import Output

    parser = argparse.ArgumentParser()
    rehearse.arguments(parser)
    return rehearse.run(parser.parse_args(words), Output(as_json=False))


def _read(document: dict[str, Any]) -> Any:
    return reorganisation.read_document(document)
