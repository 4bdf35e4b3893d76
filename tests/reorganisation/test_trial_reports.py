"""Readiness reported during a trial counts after it: brought with its author, its hour, its evidence and its origin."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from haicap.documents import api as documents
from haicap.dossiers.models import Dossier
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.models import Account
from haicap.platform import copies
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.domain.readiness import State
from haicap.reorganisation.models import ReadinessRow
from haicap.reorganisation.services import readiness as writing
from haicap.reorganisation.services.readiness import Said
from tests.documents import corpus
from tests.reorganisation.cast import actors, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import applied, merger, plan

Frozen = Callable[[str | datetime], datetime]
pytestmark = pytest.mark.django_db(transaction=True)

OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
MERGER = merger(NEW, *OLD)
NAME = f"t{os.getpid()}"
IN_TRIAL = EVENING + timedelta(hours=1)


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the copy has its papers."""
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    yield tmp_path / "thu" / NAME
    copies.drop(NAME)


def say(item: str, at: datetime, **said: Any) -> None:
    writing.say(
        actor=official(NEW[0], Role.CHAIR, at.date()), unit_code=NEW[0], item=item, said=Said(**said), at=at
    )


def trial(frozen: Frozen, place: Path) -> None:
    """A trial on the eve, in which the new ward reports two items and takes in a dossier."""
    frozen(EVENING)
    document = reorganisation.read_document(plan(MERGER))
    reorganisation.rehearse(plan=document, name=NAME, keep=True, at=EVENING, on=EVE, ends_on=DAY)
    frozen(IN_TRIAL)
    with copies.standing_on(NAME, data_dir=place):
        say("rooms", IN_TRIAL, state=State.UNDER_WAY)
        evidence = {"state": State.DONE, "file": corpus.pdf(), "file_name": "biên bản.pdf", "after": 1}
        say("rooms", IN_TRIAL + timedelta(minutes=5), **evidence)
        say("equipment", IN_TRIAL, state=State.DONE, evidence="đã kiểm kê")
        receive(official(NEW[0], Role.RECEIVER, EVE), NEW[0], IN_TRIAL)


def bring(place: Path, at: datetime) -> Any:
    by = actors("22", Role.BUSINESS_ADMIN, at.date())[0]
    return reorganisation.bring(name=NAME, data_dir=place, actor=by, at=at)


def test_reports_of_a_trial_come_with_author_hour_evidence_and_origin_and_nothing_else_does(
    frozen: Frozen, place: Path
) -> None:
    trial(frozen, place)
    with pytest.raises(RefusalError, match="trial_not_over"):
        bring(place, IN_TRIAL)
    applied(plan(MERGER))
    count = Dossier.objects.count()
    frozen(MORNING)
    assert (bring(place, MORNING).added, ReadinessRow.objects.count()) == (3, 3)
    first, last = ReadinessRow.objects.filter(item="rooms").order_by("no")
    chair = official(NEW[0], Role.CHAIR, DAY)
    assert (first.no, last.no, first.at, last.state) == (1, 2, IN_TRIAL, "done")
    assert last.who.startswith(chair.person_name) and last.person_id == chair.person_id
    assert (last.trial, last.brought_at) == (NAME, MORNING) and last.brought_by
    assert documents.read(last.file_id)[1].startswith(b"%PDF")
    assert Dossier.objects.count() == count
    again = bring(place, MORNING + timedelta(hours=1))
    assert (again.added, again.left, ReadinessRow.objects.count()) == (0, [], 3)
    reader = Client()
    reader.force_login(Account.objects.get(person_id=chair.person_id))
    page = reader.get(f"/san-sang/{NEW[0]}/").content.decode()
    assert f"Báo cáo trên bản vận hành thử {NAME}" in page and "biên bản.pdf" in page


def test_what_was_said_here_since_stays_the_youngest_and_is_told(frozen: Frozen, place: Path) -> None:
    trial(frozen, place)
    applied(plan(MERGER))
    frozen(MORNING)
    say("equipment", MORNING, state=State.UNDER_WAY)
    brought = bring(place, MORNING + timedelta(hours=1))
    assert (brought.added, brought.left) == (2, [(NEW[0], "equipment", "said_since")])
    assert ReadinessRow.objects.get(item="equipment").trial == ""


def test_a_code_that_is_another_unit_here_gets_nothing(frozen: Frozen, place: Path) -> None:
    trial(frozen, place)
    frozen(MORNING)  # the plan was never carried out: the code is still the old ward's
    brought = bring(place, MORNING)
    assert brought.added == 0 and {why for _, _, why in brought.left} == {"another_unit"}
    assert not ReadinessRow.objects.exists()


def test_only_who_may_fill_the_lists_brings_and_only_from_a_trial(frozen: Frozen, place: Path) -> None:
    trial(frozen, place)
    applied(plan(MERGER))
    frozen(MORNING)
    stranger = official("06661", Role.CHAIR, DAY)
    with pytest.raises(RefusalError, match="outside_unit"):
        reorganisation.bring(name=NAME, data_dir=place, actor=stranger, at=MORNING)
    copies.drop(NAME)
    copies.make(NAME, at=MORNING)  # a copy to look at, no trial
    with pytest.raises(RefusalError, match="not_a_trial"):
        bring(place, MORNING)


def test_an_origin_is_whole_or_there_is_none(frozen: Frozen) -> None:
    frozen(MORNING)
    row = {"province": "22", "unit_id": 1, "item": "rooms", "no": 1, "at": MORNING, "person_id": 1}
    with pytest.raises(IntegrityError, match="origin"), transaction.atomic():
        ReadinessRow.objects.create(**row, who="x", state="under_way", trial=NAME)
