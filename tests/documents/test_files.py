"""Files from the hand of the citizen to the disk and back."""

import errno
import os
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from haicap.documents import api
from haicap.documents.contract import FileWarning
from haicap.documents.models import StoredFile, vault
from haicap.kernel.errors import FailureError, RefusalError
from haicap.kernel.refs import RecordRef
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, AgencyKind, AppointmentId, Role
from tests.cast import DI_LINH, holder
from tests.documents import corpus
from tests.documents.conftest import AT

pytestmark = pytest.mark.django_db
DOSSIER = RecordRef("dossier", "0198", "H36.25000-260209-0001")


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_pdf_is_kept_byte_for_byte_under_its_hash(receiver: Actor, data_dir: Path) -> None:
    content = corpus.pdf()
    card = api.store(content, "đơn.pdf", actor=receiver, at=AT, owner=DOSSIER)
    assert stored(data_dir) == [card.sha256]
    assert (data_dir / "files" / card.sha256[:2] / card.sha256).read_bytes() == content
    assert (data_dir / "files" / card.sha256[:2] / card.sha256).stat().st_mode & 0o077 == 0
    assert api.read(card.id) == (card, content)
    assert (card.name, card.media_type, card.size, card.owner) == (
        "đơn.pdf",
        "application/pdf",
        len(content),
        DOSSIER,
    )
    row = StoredFile.objects.get()
    assert (row.province, row.stored_by, row.stored_at) == ("68", 11, AT)


def test_an_open_file_is_read_no_further_than_the_limit(receiver: Actor, data_dir: Path) -> None:
    class Endless(BytesIO):
        asked = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size > 0
            self.asked += size
            return b"%PDF-1.7" + b"x" * (size - 8)

    endless = Endless()
    with pytest.raises(RefusalError) as refused:
        api.store(endless, "a.pdf", actor=receiver, at=AT)
    assert refused.value.refusal.code == "documents.too_large"
    assert endless.asked <= 15 * 1024 * 1024 + 1
    assert stored(data_dir) == []


def test_a_photo_loses_place_camera_and_comments_but_not_a_single_pixel(receiver: Actor) -> None:
    content = corpus.jpeg(gps=True, comment=b"taken at home")
    assert b"Telephone maker" in content
    card, kept = api.read(api.store(content, "a.jpg", actor=receiver, at=AT).id)
    assert b"Telephone maker" not in kept
    assert b"taken at home" not in kept
    with Image.open(BytesIO(kept)) as after, Image.open(BytesIO(content)) as before:
        assert not dict(after.getexif())
        assert after.tobytes() == before.tobytes()
    assert card.size == len(kept) < len(content)


def test_a_photo_held_sideways_is_stored_upright(receiver: Actor) -> None:
    _card, kept = api.read(api.store(corpus.jpeg(turn=6), "a.jpg", actor=receiver, at=AT).id)
    with Image.open(BytesIO(kept)) as upright:
        assert upright.size == (40, 60)
        assert not dict(upright.getexif())
        top, bottom = upright.getpixel((20, 5)), upright.getpixel((20, 55))
        assert top[0] > 200 > bottom[0]  # red above, blue below: a quarter turn to the right


def test_a_png_loses_its_texts(receiver: Actor) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Nguyễn Văn A")
    info.add_itxt("Place", "nhà riêng")
    _card, kept = api.read(api.store(corpus.png(pnginfo=info), "a.png", actor=receiver, at=AT).id)
    assert b"tEXt" not in kept
    assert b"iTXt" not in kept


def test_the_same_file_a_hundred_times_is_one_file_on_the_disk_and_one_row_of_its_record(
    receiver: Actor, data_dir: Path
) -> None:
    content = corpus.png()
    cards = {api.store(content, "a.png", actor=receiver, at=AT, owner=DOSSIER) for _ in range(100)}
    assert len(cards) == 1
    other = api.store(content, "b.png", actor=receiver, at=AT, owner=RecordRef("dossier", "0199", "…0002"))
    assert other.id not in {card.id for card in cards}
    assert len(stored(data_dir)) == 1


def test_a_file_is_given_to_one_record_only(receiver: Actor) -> None:
    card = api.store(corpus.png(), "a.png", actor=receiver, at=AT)
    assert card.owner is None
    assert api.hand_to(file_id=card.id, owner=DOSSIER, actor=receiver).owner == DOSSIER
    assert api.hand_to(file_id=card.id, owner=DOSSIER, actor=receiver).owner == DOSSIER
    with pytest.raises(RefusalError, match=r"documents\.file_taken"):
        api.hand_to(file_id=card.id, owner=RecordRef("dossier", "0199", "…0002"), actor=receiver)
    with pytest.raises(RefusalError, match=r"documents\.file_taken"):
        api.drop(file_id=card.id)
    assert [one.id for one in api.files_of(DOSSIER)] == [card.id]


def test_only_who_handed_a_file_in_gives_it_away(receiver: Actor) -> None:
    card = api.store(corpus.png(), "a.png", actor=receiver, at=AT)
    other = replace(receiver, appointment_id=AppointmentId(12), tenures=frozenset())
    with pytest.raises(RefusalError, match=r"documents\.no_such_file"):
        api.hand_to(file_id=card.id, owner=DOSSIER, actor=other)
    heir = replace(other, tenures=frozenset({receiver.appointment_id}))  # the same post under its new body
    assert api.hand_to(file_id=card.id, owner=DOSSIER, actor=heir).owner == DOSSIER
    assert api.hand_to(file_id=card.id, owner=DOSSIER, actor=other).owner == DOSSIER
    elsewhere = RecordRef("dossier", "0199", "…0002")
    with pytest.raises(
        RefusalError, match=r"documents\.no_such_file"
    ):  # not even that it is taken, and by whom
        api.hand_to(file_id=card.id, owner=elsewhere, actor=other)


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(RefusalError, match=r"documents\.no_such_file"):
        api.read(uuid4())


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/shadow",
        "C:\\con",
        "a\x00b",
        ".",
        "x" * 300,
        "\u202egpj.exe",
        "CON",
        "-rf",
        "\ud800",
        "",
    ],
)
def test_a_name_is_data_and_never_a_path(name: str, receiver: Actor, data_dir: Path) -> None:
    card = api.store(corpus.png(), name, actor=receiver, at=AT)
    assert stored(data_dir) == [card.sha256]
    assert card.name
    assert len(card.name) <= 200
    disposition = api.response(*api.read(card.id))["Content-Disposition"]
    assert disposition.isascii()
    assert "/" not in disposition.replace("filename*=utf-8''", "")
    assert "\\" not in disposition


def test_a_flipped_bit_is_never_handed_out(receiver: Actor, data_dir: Path) -> None:
    card = api.store(corpus.pdf(), "a.pdf", actor=receiver, at=AT)
    place = vault.path_of(card.sha256)
    content = bytearray(place.read_bytes())
    content[37] ^= 1
    place.write_bytes(content)
    with pytest.raises(FailureError, match=r"documents\.file_damaged"):
        api.read(card.id)
    place.unlink()
    with pytest.raises(FailureError, match=r"documents\.file_missing"):
        api.read(card.id)


def test_a_file_handed_in_again_heals_what_the_disk_damaged(receiver: Actor, data_dir: Path) -> None:
    first = api.store(corpus.pdf(), "a.pdf", actor=receiver, at=AT)
    place = vault.path_of(first.sha256)
    place.write_bytes(b"x" * place.stat().st_size)
    again = api.store(corpus.pdf(), "a.pdf", actor=receiver, at=AT)
    for card in (first, again):
        assert api.read(card.id)[1] == place.read_bytes()


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_neither_row_nor_bytes(
    call: str, receiver: Actor, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "replace":
        monkeypatch.setattr(Path, "replace", full)
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(os, "fdopen", _full_file(os.fdopen))
    with pytest.raises(FailureError, match=r"documents\.disk_full") as failure:
        api.store(corpus.png(), "a.png", actor=receiver, at=AT)
    assert failure.value.retry
    assert stored(data_dir) == []
    assert not StoredFile.objects.exists()
    monkeypatch.undo()


def _full_file(fdopen: Any) -> Any:
    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.file = fdopen(handle, mode)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, content: bytes) -> int:
            self.file.write(content[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

    return Full


def test_a_dangerous_pdf_is_kept_flagged_and_only_ever_downloaded(receiver: Actor) -> None:
    card = api.store(corpus.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf", actor=receiver, at=AT)
    assert card.warnings == (FileWarning.SCRIPT,)
    answer = api.response(*api.read(card.id), inline=True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_harmless_file_may_be_shown_in_place_but_cannot_act(receiver: Actor) -> None:
    for content, media_type in ((corpus.png(), "image/png"), (corpus.pdf(), "application/pdf")):
        card = api.store(content, "a.html", actor=receiver, at=AT)
        answer = api.response(*api.read(card.id), inline=True)
        assert answer["Content-Type"] == media_type
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]


def test_bytes_nobody_names_are_swept_after_a_day_and_not_before(
    receiver: Actor, data_dir: Path, frozen: Any
) -> None:
    kept = api.store(corpus.pdf(), "a.pdf", actor=receiver, at=AT, owner=DOSSIER)
    dropped = api.store(corpus.png(), "b.png", actor=receiver, at=AT)
    api.drop(file_id=dropped.id)
    now = AT.fromtimestamp(vault.path_of(kept.sha256).stat().st_mtime, tz=AT.tzinfo)
    assert api.sweep(at=now) == 0
    long_after = now.replace(year=now.year + 1)
    assert api.sweep(at=long_after) == 1
    assert stored(data_dir) == [kept.sha256]


def test_what_a_crash_left_half_written_is_swept_too(data_dir: Path, frozen: Any) -> None:
    half = vault.folder() / "ab" / ".new-x1y2z3"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"%PDF-")
    now = AT.fromtimestamp(half.stat().st_mtime, tz=AT.tzinfo)
    assert api.sweep(at=now) == 0
    assert api.sweep(at=now.replace(year=now.year + 1)) == 1
    assert not half.exists()


def test_files_kept_before_bodies_were_named_get_the_body_of_whoever_stored_them(receiver: Actor) -> None:
    migration = import_module("haicap.documents.migrations.0007_file_body")
    official = holder(DI_LINH, Role.RECEIVER)
    known = api.store(corpus.pdf(), "a.pdf", actor=official, at=AT)
    nobody = replace(receiver, appointment_id=AppointmentId(0))
    unknown = api.store(corpus.png(), "b.png", actor=nobody, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file ALTER agency_id DROP NOT NULL")
        cursor.execute("ALTER TABLE documents_file DISABLE TRIGGER documents_file_guard")
        cursor.execute("UPDATE documents_file SET agency_id = NULL")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_file ENABLE TRIGGER documents_file_guard")
        cursor.execute(migration.NAMING)
        cursor.execute(migration.FILL)
        cursor.execute(migration.GUARD)
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # as the migration does: no table is altered with checks due
        cursor.execute("ALTER TABLE documents_file ALTER agency_id SET NOT NULL")
    bodies = dict(StoredFile.objects.order_by("id").values_list("id", "agency_id"))
    assert bodies[known.id] == official.agency_id
    province = organisation.agency(AgencyId(bodies[unknown.id]))
    assert province.kind is AgencyKind.PROVINCIAL_COMMITTEE and province.province_code == "68"
