"""The name a file came with: data to be shown, never a path."""

from haicap.documents.contract import MediaType
from haicap.kernel import text

MAX_NAME = 200
_OF_TYPE = {
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.PDF: (".pdf",),
    MediaType.ROWS: (".jsonl",),
}
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def as_data(name: str) -> str:
    """`name` as it is kept: NFC, without control, invisible and direction-turning characters, at most 200 letters."""
    sane = name.encode("utf-8", "replace").decode()
    return text.clean(sane)[:MAX_NAME].strip() or "khong-ten"


def for_download(name: str, media_type: MediaType) -> str:
    """A name no file system takes for a path, with the ending of what the file really is."""
    safe = name.translate(_UNSAFE).strip(". -") or "khong-ten"
    return safe if safe.lower().endswith(_OF_TYPE[media_type]) else safe + _OF_TYPE[media_type][0]
