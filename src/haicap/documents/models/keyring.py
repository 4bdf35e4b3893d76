"""Where the deployment's seal lies: `DATA_DIR/seal/`, which nobody but its owner may enter. Knows no cryptography.

`seal.pem` holds the key and its certificates. Beside it the certificate alone of every seal that was ever in use lies
under its fingerprint, so that older papers stay ours when the seal is replaced; a replaced key is not kept. A
rehearsal has a folder of its own and never reaches the official seal.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from haicap.kernel.errors import FailureError
from haicap.platform import rehearsal
from haicap.platform.database.locks import FileLock

_CURRENT = "seal.pem"
_OURS = ".crt"


def folder() -> Path:
    """The folder of this database's seal."""
    return Path(settings.DATA_DIR) / ("seal-dien-tap" if rehearsal.name() else "seal")


def current() -> bytes | None:
    """Key and certificates (PEM); None where there is no seal yet. FailureError: documents.seal_unreadable."""
    try:
        return (folder() / _CURRENT).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _failure(problem) from problem


def ours() -> frozenset[str]:
    """Fingerprints of all certificates that were ever in use here."""
    return frozenset(path.stem for path in folder().glob(f"*{_OURS}"))


@contextmanager
def alone() -> Iterator[None]:
    """Whoever makes or replaces the seal waits here for the others, on this machine."""
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder() / "lock")
    except OSError as problem:
        raise _failure(problem) from problem
    with lock:
        lock.take_or_wait(lambda _holder: None)
        yield


def put(pem: bytes, certificate: bytes, fingerprint: str) -> None:
    """Make this the seal from now on; only within `alone()`. FailureError: documents.seal_unreadable."""
    try:
        _write(folder() / f"{fingerprint}{_OURS}", certificate)
        _write(folder() / _CURRENT, pem)
    except OSError as problem:
        raise _failure(problem) from problem


def _write(place: Path, content: bytes) -> None:
    fresh = place.with_name(f".{place.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)


def _failure(problem: OSError) -> FailureError:
    words = f"the seal in {folder()} cannot be read or written: {problem.strerror}"
    return FailureError("documents.seal_unreadable", words, retry=True)
