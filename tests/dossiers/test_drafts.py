"""Drafts nobody goes on with, and the scans that came with them, are forgotten."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from haicap.documents import api as documents
from haicap.documents.models import StoredFile
from haicap.dossiers import api as dossiers
from haicap.dossiers.models import Draft
from haicap.dossiers.services.drafts import ABANDONED_AFTER, forget_abandoned
from haicap.kernel.ids import uuid7
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor
from tests.cast import cast
from tests.documents import corpus
from tests.dossiers.test_walk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def scan(actor: Actor, owner: RecordRef | None = None) -> UUID:
    return documents.store(corpus.png(), "anh.png", actor=actor, at=MORNING, owner=owner).id


def drafted(actor: Actor, file: UUID, days: int) -> UUID:
    draft = uuid7()
    content = {"fields": {"name": "Nguyễn Thị A"}, "scans": {"c1": [{"id": str(file), "name": "anh.png"}]}}
    saved_at = MORNING + timedelta(days=days)
    assert dossiers.save_draft(actor=actor, draft_id=draft, content=content, at=saved_at)
    return draft


def test_after_a_month_a_draft_goes_with_its_scans_and_whatever_is_in_use_stays() -> None:
    receiver = cast().receiver
    left, gone_on_with = scan(receiver), scan(receiver)
    taken = scan(receiver, owner=RecordRef("dossier", str(uuid7()), "H36.25000-260302-0001"))
    drafted(receiver, left, days=0)
    kept = drafted(receiver, gone_on_with, days=20)
    the_day = MORNING + ABANDONED_AFTER

    assert forget_abandoned(at=the_day) == (0, 0)
    assert forget_abandoned(at=the_day + timedelta(seconds=1)) == (1, 1)
    assert set(Draft.objects.values_list("id", flat=True)) == {kept}
    assert set(StoredFile.objects.values_list("id", flat=True)) == {gone_on_with, taken}
    assert forget_abandoned(at=the_day + timedelta(seconds=1)) == (0, 0)


def test_a_file_handed_in_for_no_draft_is_kept_a_month_too() -> None:
    scan(cast().receiver)
    assert forget_abandoned(at=MORNING + timedelta(days=29)) == (0, 0)
    assert forget_abandoned(at=MORNING + timedelta(days=31)) == (0, 1)
    assert not StoredFile.objects.exists()
