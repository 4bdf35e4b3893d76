"""Photos and scans: metadata (place, camera, comments, thumbnails) is cut out, the picture itself is not touched.

Only a photo that a flag turns (EXIF orientation) is written anew, because the flag goes with the metadata. Every
photo is decoded once, so that a broken or cut one is refused at the counter and not found by the reader years later.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from haicap.documents.domain.disguise import looks_foreign
from haicap.kernel.errors import RefusalError, refuse

# JPEG segments that belong to the picture: JFIF, ICC profile, Adobe's colour mark; the other APPn and COM go
_APP0, _APP1, _APP2, _APP14, _APP15, _COM, _SOS, _EOI = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE, 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT"}
)
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_QUALITY = 92
_ORIENTATION = 0x0112
_FRAME, _IHDR = 9, 16  # least bytes of a frame's segment and of a header's chunk that tell height and width

# one picture is decoded at a time: 50 megapixels are 150 MB
_decoding = Lock()


def clean_jpeg(content: bytes, max_pixels: int) -> bytes:
    """`content` without metadata, turned upright; refusals of `media.examine`."""
    kept, dropped = [b"\xff\xd8"], list[bytes]()
    end = len(content)
    for marker, start, stop in _segments(content):
        piece = content[start:stop]
        if marker in _FRAMES:
            if len(piece) < _FRAME:
                raise _broken()
            height, width = struct.unpack(">HH", piece[5:9])
            _check_pixels(width, height, max_pixels)
        (kept if _belongs(marker, piece) else dropped).append(piece)
        end = stop
    _check_rest([*dropped, content[end:]])
    clean = b"".join(kept)
    return _upright(clean, _turn(dropped), "JPEG")


def clean_png(content: bytes, max_pixels: int) -> bytes:
    """`content` without metadata, turned upright; refusals of `media.examine`."""
    kept, dropped = [_PNG_HEAD], list[bytes]()
    end = len(content)
    for name, start, stop in _chunks(content):
        piece = content[start:stop]
        if name == b"IHDR":
            if len(piece) < _IHDR:
                raise _broken()
            width, height = struct.unpack(">II", piece[8:16])
            _check_pixels(width, height, max_pixels)
        (kept if name in _PNG_KEPT else dropped).append(piece)
        end = stop
    _check_rest([*dropped, content[end:]])
    exif = [b"\xff\xe1\x00\x00Exif\x00\x00" + piece[8:-4] for piece in dropped if piece[4:8] == b"eXIf"]
    return _upright(b"".join(kept), _turn(exif), "PNG")


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, stop) of each segment of a JPEG after its head; the last is the picture up to its end mark."""
    place = 2
    while True:
        if content[place : place + 1] != b"\xff" or place + 4 > len(content):
            raise _broken()
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            place += 1
            continue
        if marker in _BARE:
            place += 2
            continue
        stop = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker == _SOS:
            end = _end_of_picture(content, stop)
            yield marker, place, end
            return
        if marker == _EOI or stop > len(content):
            raise _broken()
        yield marker, place, stop
        place = stop


def _end_of_picture(content: bytes, place: int) -> int:
    """Where the scans end: the first end mark outside tables (in coded data FF is followed by 0 or a restart)."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise _broken()
        marker = content[place + 1]
        if marker == _EOI:
            return place + 2
        if marker in {0x00, 0xFF} or marker in _BARE:
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        place += 2 + int.from_bytes(content[place + 2 : place + 4])


def _belongs(marker: int, piece: bytes) -> bool:
    if marker == _APP2:
        return piece[4:16] == b"ICC_PROFILE\x00"
    return marker in {_APP0, _APP14} or not (_APP0 <= marker <= _APP15 or marker == _COM)


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    place = len(_PNG_HEAD)
    while True:
        if place + 12 > len(content):
            raise _broken()
        name = content[place + 4 : place + 8]
        stop = place + 12 + int.from_bytes(content[place : place + 4])
        if stop > len(content):
            raise _broken()
        yield name, place, stop
        if name == b"IEND":
            return
        place = stop


def _check_pixels(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise refuse("documents.too_many_pixels", field="file", limit_mp=max_pixels // 1_000_000)
    if not width or not height:
        raise _broken()


def _check_rest(pieces: list[bytes]) -> None:
    """Metadata of cameras is dropped without a word; a page or an archive hidden in it makes the file a lie."""
    if any(looks_foreign(piece) for piece in pieces):
        raise refuse("documents.type_not_accepted", field="file")


def _turn(dropped: list[bytes]) -> int:
    """The orientation flag (1 to 8) in the EXIF segment, 1 where there is none or it cannot be read."""
    for piece in dropped:
        if piece[4:10] == b"Exif\x00\x00":
            exif = Image.Exif()
            try:
                exif.load(piece[4:])
            # of some torn ones Pillow only warns, which is an error where warnings are
            except (SyntaxError, ValueError, struct.error, OSError, KeyError, UserWarning):
                return 1
            value = exif.get(_ORIENTATION, 1)
            return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004
    return 1


def _upright(content: bytes, turn: int, kind: str) -> bytes:
    with _decoding:
        try:
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                if turn == 1 and kind == "JPEG":
                    picture.draft(None, (picture.width // 8, picture.height // 8))  # reads all, keeps little
                picture.load()
                return content if turn == 1 else _turned(picture, turn, kind)
        except RefusalError:
            raise
        except Exception as problem:  # whatever the decoder says, the picture cannot be read
            raise _broken() from problem


def _turned(picture: Image.Image, turn: int, kind: str) -> bytes:
    picture.getexif()[_ORIENTATION] = turn
    upright = ImageOps.exif_transpose(picture)
    out = BytesIO()
    profile = picture.info.get("icc_profile")
    if kind == "JPEG":
        upright.save(out, kind, quality=_QUALITY, icc_profile=profile, exif=b"")
    else:
        upright.save(out, kind, icc_profile=profile, exif=b"")
    return out.getvalue()


def _broken() -> RefusalError:
    return refuse("documents.broken_file", field="file")
