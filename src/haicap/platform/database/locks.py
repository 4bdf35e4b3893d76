"""File locks that the kernel drops with their holder, and that say who holds them."""

import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """A lock on one file; many may share it or one may have it alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Wait until nobody has it alone, then hold it with others."""
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def take(self) -> bool:
        """Have it alone, without waiting; False where others hold it."""
        return self._try(fcntl.LOCK_EX)

    def take_signed(self) -> bool:
        """Have it alone and say so in the file; False where another holds it."""
        if not self._try(fcntl.LOCK_EX):
            return False
        self._sign()
        return True

    def take_or_wait(self, waiting: Callable[[str], None]) -> None:
        """Have it alone; where that takes waiting, say for whom."""
        if not self._try(fcntl.LOCK_EX):
            waiting(self.holder())
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        self._sign()

    def holder(self) -> str:
        """Who had it alone last, e.g. `process 4711 (haicap up)`."""
        return os.pread(self._handle, 400, 0).decode(errors="replace").strip() or "another process"

    def release(self) -> None:
        """Let go, keep the file."""
        fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _try(self, mode: int) -> bool:
        try:
            fcntl.flock(self._handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _sign(self) -> None:
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, f"process {os.getpid()} ({command_of(os.getpid())})\n".encode(), 0)


def command_of(pid: int) -> str:
    """The command line of a process where the system shows it."""
    if pid == os.getpid():
        return " ".join(["haicap", *sys.argv[1:]])[:200]
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return "unknown command"
    return b" ".join(words).decode(errors="replace").strip()[:200]
