"""`haicap reorganise`: the resolution's plan, preview, application by two named people, annulment."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.organisation.models import Account
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation import cli
from tests.reorganisation.cast import leader, planner
from tests.reorganisation.eve import EVENING, MORNING
from tests.reorganisation.plans import act, applied, merger, plan

pytestmark = pytest.mark.django_db

Frozen = Callable[[str | datetime], datetime]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    import argparse

    parser = argparse.ArgumentParser()
    cli.arguments(parser)
    code = cli.run(parser.parse_args(words), Output(as_json=True))
    return code, json.loads(capsys.readouterr().out)


def username(person_id: int) -> str:
    return Account.objects.get(person_id=person_id).username


def test_from_the_resolution_to_its_annulment(
    frozen: Frozen, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    frozen(EVENING)
    code, document = run(capsys, "plan", "--instrument", "1679/NQ-UBTVQH15")
    assert (code, document["effective_on"]) == (DONE, "2025-07-01")
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document, ensure_ascii=False))
    code, shown = run(capsys, "preview", str(file))
    assert (code, len(shown["ends"]), len(shown["begins"]), shown["findings"]) == (DONE, 171, 54, [])
    divided = [each for each in shown["ends"] if each["others"]]
    assert len(divided) == 12
    frozen(MORNING)
    author, approver = username(planner("22").person_id), username(leader("22").person_id)
    people = ("--author", author, "--approver", approver)
    code, done = run(capsys, "apply", str(file), *people)
    assert (code, done["status"]) == (DONE, "applied")
    assert all(line["holds"] for line in done["report"]["lines"]) and len(done["report_sha256"]) == 64
    code, again = run(capsys, "apply", str(file), *people)
    assert (code, again["findings"][0]["code"]) == (FINDINGS, "reorganisation.wrong_status")
    frozen(MORNING + timedelta(days=3))
    told_act = ("--instrument", "9/NQ-TEST", "--body", "Quốc hội", "--reason")
    code, told = run(capsys, "annul", done["id"], *people, *told_act, " ")
    assert (code, told["findings"][0]["code"]) == (FINDINGS, "reorganisation.annulment_untold")
    with pytest.raises(UsageError, match="nobody proposed"):
        run(capsys, "annul", done["id"], "--approver", approver)
    code, back = run(capsys, "annul", done["id"], *people, *told_act, "Trái thẩm quyền")
    assert (code, back["status"]) == (DONE, "annulled")


def test_what_was_proposed_on_screen_is_confirmed_by_the_command(
    frozen: Frozen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(EVENING)
    card = applied(plan(merger(("06652", "Phường A"), "06652", "06655")))
    at = frozen(MORNING + timedelta(days=3))
    reorganisation.propose_annulment(actor=planner("22", at.date()), plan_id=card.id, act=act(), at=at)
    approver = username(leader("22", at.date()).person_id)
    code, back = run(capsys, "annul", str(card.id), "--approver", approver)
    assert (code, back["status"]) == (DONE, "annulled")


def test_findings_are_told_with_their_place(
    frozen: Frozen, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    frozen(EVENING)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan(merger(("06652", "Phường A"), "99999"))))
    code, shown = run(capsys, "preview", str(file))
    assert code == FINDINGS
    assert ("changes.0.ends.0", "territory.plan_unit_unknown") in {
        (each["place"], each["code"]) for each in shown["findings"]
    }
    with pytest.raises(UsageError):
        run(capsys, "apply", str(file))
    with pytest.raises(UsageError):
        run(capsys, "preview", "nowhere.json")
    code, shown = run(capsys, "plan", "--instrument", "0/NQ")
    assert (code, shown["findings"][0]["code"]) == (FINDINGS, "reorganisation.unknown_instrument")
