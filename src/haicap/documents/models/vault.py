"""The vault: bytes under their SHA-256 in `DATA_DIR/files/<aa>/<hash>`. Knows no names, rows or types.

A file appears whole or not at all (temporary file, fsync, rename, fsync of the folder). Every read compares the
hash, so a disk that lies is found before anybody relies on the paper.
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from haicap.kernel.errors import FailureError

_HASH_LETTERS = 64
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """Where the bytes lie."""
    return Path(settings.DATA_DIR) / "files"


def path_of(digest: str) -> Path:
    """The place of the bytes with this hash."""
    return folder() / digest[:2] / digest


def digest_of(content: bytes) -> str:
    """The name of `content`: SHA-256 in hex."""
    return sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep `content` and return its hash (hex); bytes already there are kept once and marked as fresh, damaged ones
    replaced.

    FailureError: documents.disk_full (nothing is left behind; trying again can help), documents.disk_failed.
    """
    digest = digest_of(content)
    place = path_of(digest)
    try:
        if place.is_file() and place.read_bytes() == content:
            os.utime(place)
        else:
            _write(place, content)
    except OSError as problem:
        raise _failure(problem) from problem
    return digest


def get(digest: str, size: int) -> bytes:
    """The bytes with this hash. FailureError: documents.file_missing, documents.file_damaged, documents.disk_failed."""
    try:
        content = path_of(digest).read_bytes()
    except FileNotFoundError as problem:
        raise FailureError("documents.file_missing", f"no file {digest}", retry=False) from problem
    except OSError as problem:
        raise _failure(problem) from problem
    if len(content) != size or digest_of(content) != digest:
        raise FailureError("documents.file_damaged", f"file {digest} is not what was stored", retry=False)
    return content


def everything() -> Iterator[Path]:
    """All files kept, also strange ones; unfinished temporary files count as strange."""
    yield from (path for path in sorted(folder().glob("*/*")) if path.is_file())


def is_named_by_hash(path: Path) -> bool:
    """True where the path is one that `put` makes."""
    return len(path.name) == _HASH_LETTERS and path.parent.name == path.name[:2]


def age(path: Path, at: datetime) -> timedelta:
    """How long ago the file was written or asked for again."""
    try:
        return at - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return timedelta(0)


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")  # mode 600
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync(place.parent)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failure(problem: OSError) -> FailureError:
    if problem.errno in _FULL:
        return FailureError("documents.disk_full", str(problem), retry=True)
    return FailureError("documents.disk_failed", str(problem), retry=True)
