"""Child processes that never outlive their parent, drain when asked, and come back when they die."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
SUPERVISED = "HAICAP_SUPERVISED"
SETTLED_AFTER = 30.0  # seconds; a child that lived so long has started well
LONGEST_PAUSE = 10.0


def die_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """A function for `preexec_fn` that has the child told by `sign` when we die (Linux only, else None)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), sign)

    return ask


def die_with_server() -> None:
    """For a process that a web server forked: end with that server, if we are supervised.

    At once, because nobody is left who would end a process that drains for ever and holds the port.
    """
    if os.environ.get(SUPERVISED) and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


@dataclass
class Child:
    """One program; with `again` it is started again whenever it ends."""

    name: str
    words: Sequence[str]
    again: bool = True
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = 0.0
    failures: int = field(default=0)

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor only."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            self.words,
            env={**environment, SUPERVISED: "1"},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread only
        )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None


class Children:
    """All children of one supervisor."""

    def __init__(
        self, children: Sequence[Child], environment: Mapping[str, str], tell: Callable[[str], None]
    ) -> None:
        self._children = list(children)
        self._environment = environment
        self._tell = tell

    def start(self) -> None:
        """Start all."""
        for child in self._children:
            child.start(self._environment)

    def look_after(self) -> None:
        """Start again what has died, later and later while it keeps dying. Call this every moment."""
        now = time.monotonic()
        for child in self._children:
            if child.alive or not child.again or child.process is None:
                continue
            if child.pause == 0.0:
                child.failures = 0 if now - child.began > SETTLED_AFTER else child.failures + 1
                child.pause = now + min(0.2 * 2**child.failures, LONGEST_PAUSE)
                self._tell(f"{child.name} ended (code {child.process.returncode}) and is started again")
            if now >= child.pause:
                child.pause = 0.0
                child.start(self._environment)

    def stop(self, *, limit: float) -> None:
        """Ask all to finish; end after `limit` seconds those that did not."""
        living = [child.process for child in self._children if child.alive and child.process is not None]
        for process in living:
            process.terminate()
        until = time.monotonic() + limit
        for process in living:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._tell(f"process {process.pid} did not finish in {limit:.0f} s and is ended")
                process.kill()
                process.wait()
