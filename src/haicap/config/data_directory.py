"""The data directory: made, checked, and the secret kept in it."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from haicap.config import environment
from haicap.kernel.errors import FailureError
from haicap.platform.database.home import make_data_directory

ROOM_NEEDED = (
    500 * 1024 * 1024
)  # bytes: PostgreSQL stops hard where its disk is full, so we do not begin there
SECRET_LENGTH = 50


def prepare() -> Path:
    """Make the data directory; FailureError where it cannot be written or its disk is nearly full."""
    data = environment.data_directory()
    try:
        make_data_directory(data)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as problem:
        raise FailureError(
            "data_directory.unusable",
            f"the data directory {data} cannot be written: {problem.strerror}",
            retry=False,
        ) from problem
    free = shutil.disk_usage(data).free
    if free < ROOM_NEEDED:
        raise FailureError(
            "data_directory.full",
            f"only {free // 2**20} MB are free for {data}; at least {ROOM_NEEDED // 2**20} MB are needed",
            retry=True,
        )
    return data


def secret_key(data: Path) -> str:
    """The key that signs sessions: `HAICAP_SECRET_KEY`, else one made once and kept, 0600."""
    given = os.environ.get("HAICAP_SECRET_KEY")
    if given:
        return given
    path = data / "secret.key"
    if not path.exists():
        fresh = data / f"secret.key.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SECRET_LENGTH))
        fresh.rename(path)
    path.chmod(0o600)
    return path.read_text()
