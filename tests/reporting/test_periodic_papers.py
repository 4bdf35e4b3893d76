"""A signed report as a paper, and the command line that shows and verifies what was frozen."""

import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection

from haicap.config.cli import run
from haicap.documents import api as documents
from haicap.documents.contract.seals import Origin
from haicap.kernel.errors import RefusalError
from haicap.platform import outbox
from haicap.reporting import api as reporting
from haicap.reporting.contract import EVENT_SIGNED, ReportCard
from haicap.reporting.jobs import on_signed
from haicap.reporting.models import PeriodicPaper
from haicap.reporting.selectors.periodic_reading import paper_of
from tests.cast import PROVINCE
from tests.reporting.periodic import CLOSING, february, office, on, prepared, submitted
from tests.reporting.test_periodic_departments import for_department

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, frozen: Any) -> None:
    settings.DATA_DIR = tmp_path
    frozen(CLOSING)


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\u200b", "")


def test_the_paper_is_made_after_the_signature_sealed_and_the_same_ever_after() -> None:
    february()
    with pytest.raises(RefusalError, match="not_signed_yet"):
        paper_of(prepared())
    who = office()
    card = reporting.reports_for(actor=who.clerk)[0]
    reporting.check(actor=who.head, report_id=card.id, at=CLOSING)
    card = reporting.sign(actor=who.signer, report_id=card.id, at=CLOSING)
    with pytest.raises(RefusalError, match="not_sealed_yet"):
        paper_of(card)
    outbox.deliver({EVENT_SIGNED: (on_signed,)})
    file, pdf = paper_of(card)
    found = documents.verify_seals(pdf, now=CLOSING)
    assert found.holds and found.seals[0].origin is Origin.OWN
    told = words(pdf).replace("\r\n", " ")
    assert "BÁO CÁO THÁNG VỀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in told
    assert "Hộ tịch" in told and card.sha256 in told.replace(" ", "")
    assert who.signer.person_name in told and who.head.person_name in told
    assert "vào 8 = ra và còn 8; chưa giải thích được 0" in told
    assert "Nguyên nhân quá hạn" in told and "Chưa ghi lý do: 4" in told
    on_signed(type("Event", (), {"data": {"report": str(card.id)}})())  # told again, it is the same paper
    assert reporting.seal_reports(at=CLOSING) == 0
    assert paper_of(card) == (file, pdf) and PeriodicPaper.objects.count() == 1


def test_the_paper_of_the_province_names_its_departments_and_who_has_not_submitted() -> None:
    february()
    department = for_department(on(4))
    card = submitted(office(PROVINCE))
    assert reporting.seal_reports(at=CLOSING) == 0
    pages = pypdfium2.PdfDocument(paper_of(card)[1])
    if folder := os.environ.get("HAICAP_SHOTS"):
        for number, page in enumerate(pages):
            page.render(scale=1.2).to_pil().save(f"{folder}/province-{number}.png")
    told = " ".join(words(paper_of(card)[1]).split())
    assert "Trong đó các sở, cơ quan của tỉnh" in told and "Hồ sơ quá hạn" in told
    assert told.count(department.name) >= 2, "in the table, and among those that have not submitted"


def asked(capsys: pytest.CaptureFixture[str], *line: str) -> tuple[int, dict[str, Any]]:
    code = run(["report", "frozen", *line, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> ReportCard:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda act, _out: act())
    february()
    return submitted()


def test_the_command_lists_shows_and_verifies_by_hash(
    card: ReportCard, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = asked(capsys, "list", "--province", "68")
    assert code == 0 and [each["sha256"] for each in told["reports"]] == [card.sha256]
    code, told = asked(capsys, "show", card.sha256[:12])
    assert code == 0 and told["content"]["numbers"] == card.numbers
    code, told = asked(capsys, "verify", card.sha256)
    assert (code, told["holds"], told["wrong"]) == (0, True, [])
    code, told = asked(capsys, "verify", "0" * 64)
    assert code == 2 and "no report" in told["error"]


def test_the_command_names_what_differs(card: ReportCard, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE dossiers_journal DISABLE TRIGGER USER")
        cursor.execute("UPDATE dossiers_journal SET timeliness = 'early' WHERE timeliness = 'overdue'")
        cursor.execute("ALTER TABLE dossiers_journal ENABLE TRIGGER USER")
    code, told = asked(capsys, "verify", card.sha256)
    assert (code, told["holds"]) == (1, False)
    assert told["wrong"] == [
        "the journal up to the named links says otherwise: settled_early 0 -> 1, settled_overdue 1 -> 0"
    ]
    assert run(["report", "frozen", "verify", card.sha256]) == 1
    assert "says otherwise" in capsys.readouterr().out
