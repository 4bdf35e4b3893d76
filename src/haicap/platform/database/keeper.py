"""The keeper: holds one server, restarts it when it dies, stops it when nobody uses it any more.

Runs as its own process: `python -m haicap.platform.database.keeper DIRECTORY BIN SOCKET`. If the keeper
itself is killed, Linux tells the server to shut down (parent-death signal).
"""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from haicap.platform.database.account import Account, server_account
from haicap.platform.database.cluster import plain_environment
from haicap.platform.database.home import LOOK_EVERY, PORT
from haicap.platform.database.locks import FileLock
from haicap.platform.processes import die_with_parent

LONGEST_PAUSE = 10.0  # seconds
FAST_STOP_LIMIT = 120.0


def keep(directory: Path, programs: Path, socket: Path) -> int:
    """Keep the server of `directory` alive while somebody holds its users' lock; returns an exit code."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # the last user's leaving ends us, not a key
    account = server_account(directory / "cluster")
    cluster = directory / "cluster"
    with FileLock(directory / "users.lock") as users, FileLock(directory / "keeper.lock") as alive:
        if not alive.take():
            return 0  # another keeper is at work
        try:
            return _keep(users, cluster, lambda: _start(cluster, programs, socket, account))
        finally:
            if not socket.is_relative_to(directory):
                with contextlib.suppress(OSError):
                    socket.rmdir()  # the short one in the system's directory; the next start makes it again


def _keep(users: FileLock, cluster: Path, start: Callable[[], subprocess.Popen[bytes]]) -> int:
    pause = 0.0
    while True:
        server = start()
        while server.poll() is None:
            if users.take():
                return _stop(server)
            time.sleep(LOOK_EVERY)
        pause = 0.2 if _was_ready(cluster, server.pid) else min(pause * 2 + 0.2, LONGEST_PAUSE)
        again = time.monotonic() + pause
        while time.monotonic() < again:
            if users.take():
                return 0
            time.sleep(LOOK_EVERY)


def _start(cluster: Path, programs: Path, socket: Path, account: Account) -> subprocess.Popen[bytes]:
    quoted = '"' + str(socket).replace('"', '""') + '"'
    words = [str(programs / "postgres"), "-D", str(cluster), "-k", quoted, "-p", str(PORT)]
    return subprocess.Popen(
        words,
        cwd=cluster,
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - one thread only
        **account.as_child(),
    )


def _was_ready(cluster: Path, pid: int) -> bool:
    """Whether the dead server had been serving; its own file still says so."""
    with contextlib.suppress(OSError):
        lines = (cluster / "postmaster.pid").read_text().split("\n")
        return lines[0] == str(pid) and lines[7].strip() == "ready"
    return False


def _stop(server: subprocess.Popen[bytes]) -> int:
    server.send_signal(
        signal.SIGINT
    )  # PostgreSQL's fast shutdown: open transactions roll back, all is flushed
    try:
        server.wait(FAST_STOP_LIMIT)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)  # recovery at the next start; nothing committed is lost
        server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(keep(*map(Path, sys.argv[1:4])))
