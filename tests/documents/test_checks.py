"""Law I-F1, broken behind the application's back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.documents import api
from haicap.documents.checks import LAWS
from haicap.documents.models import IssuedFormRow, StoredFile, vault
from haicap.kernel import clock
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor
from haicap.platform.checks import Finding
from haicap.platform.checks.runner import run_laws
from tests.documents import corpus
from tests.documents.conftest import AT
from tests.documents.papers import receipt

pytestmark = pytest.mark.django_db
DOSSIER = RecordRef("dossier", "0198", "H36.25000-260209-0001")


def findings(*, full: bool) -> list[Finding]:
    law = next(law for law in LAWS if law.id == "I-F1")
    with clock.at(clock.now() + timedelta(days=2)):
        return [finding for verdict in run_laws([law], full=full) for finding in verdict.findings]


@pytest.fixture
def place(receiver: Actor) -> Path:
    """Three files; the place of the bytes of one."""
    for content, name in ((corpus.pdf(), "a.pdf"), (corpus.png(), "b.png")):
        api.store(content, name, actor=receiver, at=AT)
    card = api.store(corpus.jpeg(), "giấy chứng sinh.jpg", actor=receiver, at=AT, owner=DOSSIER)
    return vault.path_of(card.sha256)


@pytest.mark.parametrize("full", [True, False])
def test_an_untouched_store_has_no_finding(place: Path, full: bool) -> None:
    assert findings(full=full) == []


@pytest.mark.breaks("I-F1", "documents")
@pytest.mark.parametrize("full", [True, False])
def test_a_removed_file_is_found_and_its_dossier_named(place: Path, full: bool) -> None:
    place.unlink()
    (finding,) = findings(full=full)
    assert finding.unit == "68"
    assert finding.row == str(StoredFile.objects.get(sha256=place.name).id)
    assert DOSSIER.label in finding.words
    assert "giấy chứng sinh" not in finding.words, "findings are kept for ever"


@pytest.mark.parametrize("full", [True, False])
def test_a_shortened_file_is_found(place: Path, full: bool) -> None:
    place.write_bytes(place.read_bytes()[:-1])
    assert len(findings(full=full)) == 1


@pytest.mark.parametrize("at", range(0, 600, 40))
def test_a_flipped_byte_is_found_by_the_full_check(place: Path, at: int) -> None:
    content = bytearray(place.read_bytes())
    content[at] ^= 0x10
    place.write_bytes(content)
    assert len(findings(full=True)) == 1


@pytest.mark.parametrize("name", ["00/" + "0" * 64, "00/notes.txt", "ab/.new-x1"])
def test_a_stray_file_is_found_by_the_full_check(place: Path, data_dir: Path, name: str) -> None:
    stray = data_dir / "files" / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left behind")
    (finding,) = findings(full=True)
    assert finding.row == name


def test_bytes_of_an_upload_under_way_are_no_finding(place: Path) -> None:
    vault.put(b"the row of these is not committed yet")
    with connection.cursor() as cursor:
        assert list(LAWS[0].test(cursor, True)) == []


def test_a_deleted_row_leaves_a_stray_file(place: Path) -> None:
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        StoredFile.objects.filter(sha256=place.name).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file DISABLE TRIGGER documents_file_guard")
    StoredFile.objects.filter(sha256=place.name).delete()
    assert [finding.row for finding in findings(full=True)] == [f"{place.parent.name}/{place.name}"]


@pytest.mark.parametrize("full", [True, False])
def test_an_issued_form_whose_file_was_swapped_or_number_lost_is_found(receiver: Actor, full: bool) -> None:
    issued = [
        api.issue(actor=receiver, agency_id=5, record=DOSSIER, data=receipt(), at=AT, key=str(key))
        for key in range(2)
    ]
    assert findings(full=full) == []
    other = api.store(corpus.pdf(), "x.pdf", actor=receiver, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table documents_issued_form disable trigger user")
        cursor.execute(
            "update documents_issued_form set file_id = %s where id = %s", [other.id, issued[0].id]
        )
        cursor.execute("update documents_issued_form set number = 7 where id = %s", [issued[1].id])
        cursor.execute("alter table documents_issued_form enable trigger user")
    words = [finding.words for finding in findings(full=full)]
    assert any("is not the file it was issued as" in one for one in words)
    assert any("highest number 7" in one for one in words)
    assert IssuedFormRow.objects.count() == 2


def test_the_store_is_only_read(place: Path, data_dir: Path, django_assert_num_queries: Any) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in data_dir.rglob("*"))
    findings(full=True)
    assert before == sorted((path, path.stat().st_mtime_ns) for path in data_dir.rglob("*"))
