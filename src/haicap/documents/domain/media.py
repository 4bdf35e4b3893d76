"""What a file really is: found in its bytes, never in its name.

Accepted are JPEG, PNG and PDF. A file that is also something else (a page, an archive, a program) is refused, so
that no reader of it can be tricked into another reading.
"""

from dataclasses import dataclass

from haicap.documents.contract import FileWarning, MediaType
from haicap.documents.domain import pdfs, photos
from haicap.kernel.errors import refuse

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000

_HEADS = {
    b"\xff\xd8\xff": MediaType.JPEG,
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
    b"%PDF-": MediaType.PDF,
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A file fit to be kept: the bytes to store (a photo's without its metadata) and what to beware of."""

    media_type: MediaType
    content: bytes
    warnings: tuple[FileWarning, ...] = ()


def examine(content: bytes) -> Sound:
    """Open `content` and say what it is.

    Refused: documents.empty_file, documents.too_large (over 15 MB), documents.type_not_accepted (another type or
    two types in one), documents.too_many_pixels (over 50 megapixels), documents.broken_file.
    """
    if not content:
        raise refuse("documents.empty_file", field="file")
    if len(content) > MAX_BYTES:
        raise too_large()
    match _kind(content):
        case MediaType.PDF:
            return Sound(MediaType.PDF, content, pdfs.examine(content))
        case MediaType.JPEG:
            return Sound(MediaType.JPEG, photos.clean_jpeg(content, MAX_PIXELS))
        case MediaType.PNG:
            return Sound(MediaType.PNG, photos.clean_png(content, MAX_PIXELS))
    raise refuse("documents.type_not_accepted", field="file")


def too_large() -> Exception:
    """The refusal of a file over the limit."""
    return refuse("documents.too_large", field="file", limit_mb=MAX_BYTES // (1024 * 1024))


def _kind(content: bytes) -> MediaType | None:
    return next((kind for head, kind in _HEADS.items() if content.startswith(head)), None)
