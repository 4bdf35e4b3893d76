"""Files that are not what they seem: found by content, opened for real, refused with the right reason."""

import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from haicap.documents.contract import FileWarning, MediaType
from haicap.documents.domain import media, photos
from haicap.documents.domain.names import as_data, for_download
from haicap.kernel.errors import RefusalError
from tests.documents import corpus

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def code_of(content: bytes) -> str:
    with pytest.raises(RefusalError) as refused:
        media.examine(content)
    assert refused.value.refusal.field == "file"
    return refused.value.refusal.code


def image(kind: str) -> bytes:
    out = BytesIO()
    corpus.picture().save(out, kind)
    return out.getvalue()


def with_size(content: bytes, width: int, height: int) -> bytes:
    """A PNG whose head claims another size (with the right sum)."""
    head = corpus.chunk(b"IHDR", struct.pack(">II", width, height) + content[24:29])
    return content[:8] + head + content[33:]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (corpus.jpeg(), MediaType.JPEG),
        (corpus.png(), MediaType.PNG),
        (corpus.pdf(), MediaType.PDF),
        (corpus.pdf(version=b"2.0") + b"\r\n\x00\x00", MediaType.PDF),
    ],
)
def test_an_honest_file_is_what_it_is(content: bytes, kind: MediaType) -> None:
    sound = media.examine(content)
    assert (sound.media_type, sound.warnings) == (kind, ())


@pytest.mark.parametrize(
    "content",
    [
        HTML,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"PK\x03\x04" + b"\0" * 100,
        b"MZ\x90\x00" + b"\0" * 100,
        b"just words",
        b"\x00",
        image("GIF"),
        image("TIFF"),
        image("WEBP"),
        image("BMP"),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        HTML + corpus.pdf(),
        b"%PDF-1.7\n%" + HTML + corpus.pdf()[8:],
    ],
)
def test_other_types_are_refused_whatever_their_name(content: bytes) -> None:
    assert code_of(content) in {"documents.type_not_accepted", "documents.broken_file"}


@pytest.mark.parametrize(
    "content",
    [
        corpus.jpeg() + HTML,
        corpus.jpeg(comment=HTML),
        corpus.jpeg() + corpus.pdf(),
        corpus.png() + b"PK\x03\x04rest of an archive",
        corpus.png()[:33] + corpus.chunk(b"tEXt", b"Comment\0" + HTML) + corpus.png()[33:],
        corpus.pdf() + b"PK\x03\x04rest of an archive",
        corpus.pdf() + HTML,
    ],
)
def test_a_file_of_two_types_is_refused(content: bytes) -> None:
    assert code_of(content) == "documents.type_not_accepted"


def test_what_a_telephone_hangs_behind_a_photo_is_cut_off() -> None:
    photo = corpus.jpeg()
    assert media.examine(photo + b"maker's trailer" * 50).content == media.examine(photo).content


@pytest.mark.parametrize(
    "content",
    [
        corpus.jpeg()[:-200],
        corpus.jpeg()[:20],
        b"\xff\xd8\xff",
        corpus.png()[:-30],
        corpus.png()[:40],
        corpus.png()[:60] + b"\xff" + corpus.png()[61:],
        with_size(corpus.png(), 61, 41),
        with_size(corpus.png(), 0, 40),
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"x" * 500,
        corpus.pdf()[:-60],
        corpus.pdf().replace(b"startxref\n", b"startxref\n9"),
        b"%PDF-x.y" + corpus.pdf()[8:],
    ],
)
def test_a_broken_file_is_refused(content: bytes) -> None:
    assert code_of(content) == "documents.broken_file"


def test_nothing_and_too_much_are_refused() -> None:
    assert code_of(b"") == "documents.empty_file"
    assert code_of(corpus.pdf() + b"\0" * media.MAX_BYTES) == "documents.too_large"


def test_a_flood_of_pixels_is_refused_before_any_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*_: Any, **__: Any) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(photos.Image, "open", decoded)
    assert code_of(with_size(corpus.png(), 60_000, 60_000)) == "documents.too_many_pixels"
    photo = corpus.jpeg()
    at = photo.index(b"\xff\xc0") + 5
    flood = photo[:at] + struct.pack(">HH", 65_000, 65_000) + photo[at + 4 :]
    assert code_of(flood) == "documents.too_many_pixels"


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (corpus.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), FileWarning.SCRIPT),
        (corpus.pdf(b"<</S/J#61vaScript/J#53(x)>>"), FileWarning.SCRIPT),
        (corpus.pdf(corpus.packed(b"9 0 <</S/JavaScript/JS(x)>>")), FileWarning.SCRIPT),
        (corpus.pdf(b"<</S/Launch/F(cmd.exe)>>"), FileWarning.LAUNCH),
        (corpus.pdf(b"<</EmbeddedFiles 9 0 R>>"), FileWarning.EMBEDDED_FILE),
        (corpus.pdf(b"<</XFA 9 0 R>>"), FileWarning.XFA),
        (corpus.pdf(trailer=b"/Encrypt 9 0 R"), FileWarning.ENCRYPTED),
    ],
)
def test_a_pdf_that_could_act_is_kept_but_flagged(content: bytes, warning: FileWarning) -> None:
    assert media.examine(content).warnings == (warning,)


def test_a_packed_bomb_in_a_pdf_is_opened_only_so_far() -> None:
    bomb = corpus.pdf(*[corpus.packed(b"\0" * 30_000_000)] * 3)
    assert media.examine(bomb).warnings == ()


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_ends_upright(turn: int) -> None:
    with Image.open(BytesIO(media.examine(corpus.jpeg(turn=turn)).content)) as upright:
        assert upright.size == ((60, 40) if turn < 5 else (40, 60))
        assert not dict(upright.getexif())


def test_broken_metadata_does_not_break_the_photo() -> None:
    photo = corpus.jpeg()
    rubbish = b"\xff\xe1\x00\x20Exif\x00\x00" + b"\xee" * 24
    assert media.examine(photo[:2] + rubbish + photo[2:]).content == media.examine(photo).content


def test_a_header_too_short_for_its_measures_is_a_broken_picture() -> None:
    short = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x02IHDR" + b"\x00" * 6 + b"\x00" * 12
    frame = b"\xff\xd8\xff\xc0\x00\x04\x08\x00" + b"\x00" * 12
    for content in (short, frame):
        with pytest.raises(RefusalError):
            media.examine(content)


def test_a_torn_orientation_flag_turns_nothing() -> None:
    photo, torn = corpus.jpeg(), b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x02\x00\xff\x00\x00\x00\xff"
    exif = b"\xff\xe1" + (len(torn) + 8).to_bytes(2, "big") + b"Exif\x00\x00" + torn
    assert media.examine(photo[:2] + exif + photo[2:]).content == media.examine(photo).content


@settings(max_examples=300)
@given(st.sampled_from([corpus.jpeg(), corpus.png(), corpus.pdf()]), st.data())
def test_random_damage_is_accepted_or_refused_but_never_breaks(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(3, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(3, len(damaged)))])
    try:
        assert media.examine(cut).content
    except RefusalError as refused:
        assert refused.refusal.code.startswith("documents.")


def test_names_are_shown_as_they_came_and_downloaded_as_what_they_are() -> None:
    assert as_data("Đơn\u200b xin\u202e cấp.pdf") == "Đơn xin cấp.pdf"
    assert for_download("a/b\\c:d.pdf", MediaType.PDF) == "a_b_c_d.pdf"
    assert for_download("invoice.exe", MediaType.PNG) == "invoice.exe.png"
    assert for_download("..", MediaType.JPEG) == "khong-ten.jpg"
