"""The conservation report as a paper: sealed once after the deed, the same bytes ever after, whatever comes later."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction

from haicap.documents import api as documents
from haicap.documents.contract.seals import Origin
from haicap.documents.models import keyring
from haicap.documents.services import seals
from haicap.kernel.errors import FailureError, RefusalError
from haicap.organisation.models import Agency
from haicap.platform import outbox
from haicap.platform.checks.runner import run_laws
from haicap.platform.models import OutboxEvent
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.checks import LAWS
from haicap.reorganisation.contract import EVENT_PROVED, PlanCard, Proved
from haicap.reorganisation.jobs import on_proved
from haicap.reorganisation.models import PlanRow, ReportRow
from tests.reorganisation.eve import MORNING
from tests.reorganisation.plans import annulled, applied, merger, plan

pytestmark = pytest.mark.django_db

NEW = ("06652", "Phường Thử Nghiệm")
LATER = MORNING + timedelta(days=3)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def card(frozen: Any) -> PlanCard:
    """A merger carried out."""
    frozen(MORNING)
    return applied(plan(merger(NEW, "06652", "06655", "06658")))


def deliver() -> None:
    """What the worker does after the commit."""
    outbox.deliver({EVENT_PROVED: (on_proved,)})


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\u200b", "")


def findings(law: str) -> list[str]:
    return [
        each.words
        for one in run_laws([it for it in LAWS if it.id == law], full=True)
        for each in one.findings
    ]


def test_the_worker_seals_what_was_proved_once(card: PlanCard) -> None:
    with pytest.raises(RefusalError, match=r"reorganisation\.not_sealed_yet"):
        reorganisation.paper(card.id, Proved.APPLIED)
    deliver()
    file, pdf = reorganisation.paper(card.id, Proved.APPLIED)
    found = documents.verify_seals(pdf, now=MORNING)
    assert found.holds
    assert (found.seals[0].origin, found.seals[0].sealed_at) == (Origin.OWN, MORNING)
    row = ReportRow.objects.get()
    assert (row.file_id, row.file_sha256, row.sha256) == (file.id, file.sha256, card.report_sha256)
    assert file.owner
    assert (file.owner.kind, file.owner.id, file.name) == ("plan", str(card.id), "bao-toan-20250701.pdf")
    assert found.seals[0].card.holder in words(pdf)
    OutboxEvent.objects.update(delivered_at=None)
    deliver()
    assert reorganisation.seal_reports(at=LATER) == 0
    assert reorganisation.paper(card.id, Proved.APPLIED) == (file, pdf)
    assert findings("I-R4") == []


def test_the_head_of_the_paper_is_that_of_its_day_and_stays(card: PlanCard, frozen: Any) -> None:
    deliver()
    _, before = reorganisation.paper(card.id, Proved.APPLIED)
    Agency.objects.update(name="Tên khác")
    seals.current(holder="Tên khác", at=MORNING + seals.LIFE + timedelta(days=1))
    frozen(LATER)
    assert reorganisation.paper(card.id, Proved.APPLIED)[1] == before


def test_an_annulment_has_a_paper_of_its_own_and_the_first_stays(card: PlanCard, frozen: Any) -> None:
    frozen(LATER)
    annulled(card, LATER)
    deliver()  # both wait: the application's report is not lost by the annulment's
    _, first = reorganisation.paper(card.id, Proved.APPLIED)
    _, second = reorganisation.paper(card.id, Proved.ANNULLED)
    assert "Hủy bỏ:" not in words(first)
    assert "Hủy bỏ:" in words(second)
    assert card.report_sha256 in words(first)
    assert reorganisation.plan_card(card.id).report_sha256 in words(second)
    assert all(documents.verify_seals(pdf, now=LATER).holds for pdf in (first, second))
    assert list(reorganisation.papers(card.id)) == [Proved.APPLIED, Proved.ANNULLED]
    assert findings("I-R4") == []


def test_a_seal_that_fails_leaves_the_merger_and_is_tried_again(
    card: PlanCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise FailureError("documents.disk_full", "no room", retry=True)

    with monkeypatch.context() as patch:
        patch.setattr(keyring, "put", full)
        deliver()
        assert reorganisation.seal_reports(at=MORNING) == 1
    assert PlanRow.objects.get().status == "applied"
    assert reorganisation.papers(card.id) == {Proved.APPLIED: None}
    assert OutboxEvent.objects.get(type=EVENT_PROVED).delivered_at is None
    assert reorganisation.seal_reports(at=MORNING) == 0
    assert reorganisation.papers(card.id)[Proved.APPLIED]


def test_a_report_that_waits_for_longer_than_a_day_is_a_finding(card: PlanCard, frozen: Any) -> None:
    assert findings("I-R4") == []
    frozen(LATER)
    assert findings("I-R4") == ["the report is not sealed; the log of the worker says why"]


@pytest.mark.parametrize(
    "change",
    [
        "update reorganisation_report set sha256 = repeat('0', 64)",
        "update reorganisation_report set file_sha256 = repeat('0', 64)",
        "update reorganisation_report set file_id = null, file_sha256 = '', sealed_at = null",
        "delete from reorganisation_report",
    ],
)
def test_the_database_keeps_a_report_and_its_paper(card: PlanCard, change: str) -> None:
    deliver()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.breaks("I-S1", "reorganisation")
def test_a_paper_under_a_seal_that_is_not_ours_is_found(card: PlanCard) -> None:
    deliver()
    assert findings("I-S1") == []
    for known in keyring.folder().glob("*.crt"):
        known.unlink()
    assert findings("I-S1") == ["the seal of the paper does not hold"]


@pytest.mark.breaks("I-R4", "reorganisation")
def test_the_law_finds_a_paper_or_a_report_that_was_exchanged(card: PlanCard) -> None:
    deliver()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table reorganisation_report disable trigger reorganisation_report_guard")
        cursor.execute("update reorganisation_report set file_sha256 = repeat('0', 64)")
        cursor.execute("""update reorganisation_report set content = '{"lines": [], "marks": {}}'""")
    assert findings("I-R4") == [
        "the paper of “applied” is not the one that was sealed",
        "the report is not the one that was proved",
    ]
