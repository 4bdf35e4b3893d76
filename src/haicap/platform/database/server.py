"""Use the embedded database: `with Server(data).use() as url:`."""

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from haicap.platform.database import binaries as programs
from haicap.platform.database import cluster
from haicap.platform.database.account import Account
from haicap.platform.database.errors import DatabaseError
from haicap.platform.database.home import LOOK_EVERY, Home
from haicap.platform.database.locks import FileLock, command_of

START_LIMIT = 600.0  # seconds: a long recovery is not a failure
HELD_LIMIT = 20.0  # a lock of somebody else: longer than children need to leave after a crash
TELL_EVERY = 5.0
LARGEST_LOG = 10_000_000
# What waiting does not mend, by PostgreSQL's own words; everything else is tried again.
HOPELESS = (
    "No space left on device",
    "Permission denied",
    "has invalid permissions",
    "has wrong ownership",
    "incompatible with server",
    "Read-only file system",
    "contains errors",
    "could not map anonymous shared memory",
)

Progress = Callable[[str], None]


def silence(_text: str) -> None:
    """Progress that nobody wants to hear."""


class Server:
    """The embedded database of one data directory, as this process uses it."""

    def __init__(self, data: Path, *, durable: bool = True, progress: Progress = silence) -> None:
        self.home = Home(data)
        self._durable = durable
        self._progress = progress
        self._users: FileLock | None = None
        self._keeper: subprocess.Popen[bytes] | None = None
        self.held_limit = HELD_LIMIT

    @property
    def url(self) -> str:
        """The address for `HAICAP_DATABASE_URL`; known before the server runs."""
        return f"postgresql://{cluster.ROLE}@/{cluster.DATABASE}?host={quote(str(self.home.socket), safe='')}"

    @contextmanager
    def use(self) -> Iterator[str]:
        """Open the database (started if it is not running), give its address, close it again."""
        self.open()
        try:
            yield self.url
        finally:
            self.close()

    def open(self) -> None:
        """Make sure the server runs and stays while we hold it; DatabaseError names what is in the way."""
        account = self.home.prepare()
        self._users = FileLock(self.home.users_lock)
        try:
            self._users.share()  # waits where a keeper is just stopping the server
            with FileLock(self.home.start_lock) as start:
                start.take_or_wait(self._tell_who_starts)
                if not self._answers():
                    self._start(account)
                cluster.ensure_database(self.home, may_create_databases=not self._durable)
                self.home.write_mark(str(self.home.major()))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go; where nobody else uses the server, wait until it has stopped."""
        if self._users is None:
            return
        users, self._users = self._users, None
        users.release()
        until = time.monotonic() + 3 * LOOK_EVERY
        while self._keeper_lives() and time.monotonic() < until:
            time.sleep(0.02)  # by then the keeper has seen that nobody uses the server, or somebody does
        users.share()  # waits while the keeper is stopping the server; at once where others use it
        users.close()
        self._reap()

    def ensure(self) -> None:
        """Start the server again where its keeper was killed; a living keeper does that by itself."""
        if self._answers():
            return
        with FileLock(self.home.start_lock) as start:
            start.take_or_wait(self._tell_who_starts)
            if not self._keeper_lives() and not self._answers():
                self._reap()
                self._start(self.home.prepare())

    def is_running(self) -> bool:
        """Whether the server answers now."""
        return self._answers()

    def _tell_who_starts(self, who: str) -> None:
        self._progress(f"waiting for {who}, which starts the database")

    def _keeper_ended(self) -> bool:
        return self._keeper is not None and self._keeper.poll() is not None

    def _keeper_lives(self) -> bool:
        with FileLock(self.home.keeper_lock) as lock:
            return not lock.take()

    def _reap(self) -> None:
        """Take note of our keeper's end; one that goes on for others is not ours to wait for any more."""
        if self._keeper is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._keeper.wait(0.3)
            self._keeper.returncode = self._keeper.returncode or 0
            self._keeper = None

    def _answers(self) -> bool:
        if not any(self.home.socket.glob(".s.PGSQL.*")):
            return False
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(cluster.superuser_address(self.home)).close()
            return True
        return False

    def _start(self, account: Account) -> None:
        found = programs.find(self.home.major())
        if not account.may_enter(found.bin):
            found = programs.copy_for_others(found, self.home.directory)
        if not self.home.has_data():
            self._progress(f"making a new database (PostgreSQL {found.version})")
            cluster.initialise(self.home, found, account)
            self.home.write_mark(found.version)
        cluster.write_settings(self.home, account, durable=self._durable)
        self.home.make_socket_directory(account)
        if self.home.log.exists() and self.home.log.stat().st_size > LARGEST_LOG:
            self.home.log.replace(self.home.log.with_suffix(".log.1"))
        begin = self.home.log.stat().st_size if self.home.log.exists() else 0
        self._keeper = self._spawn_keeper(found)
        self._wait(begin)

    def _spawn_keeper(self, found: programs.Binaries) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "haicap.platform.database.keeper"]
        words += [str(self.home.directory), str(found.bin), str(self.home.socket)]
        with self.home.log.open("ab") as log:
            return subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def _wait(self, begin: int) -> None:
        began = told = time.monotonic()
        while not self._answers():
            now = time.monotonic()
            said = self._log_since(begin)
            why = self._hopeless(said) or self._held(said, now - began)
            if why or now - began > START_LIMIT or self._keeper_ended():
                raise DatabaseError(why or self._no_start((said or ["it says nothing"])[-1]))
            if now - told >= TELL_EVERY:
                told = now
                self._progress(
                    f"the database is not ready yet ({now - began:.0f} s): {(said or ['starting'])[-1]}"
                )
            time.sleep(0.03)

    def _log_since(self, begin: int) -> list[str]:
        with self.home.log.open("rb") as log:
            log.seek(begin)
            lines = log.read().decode(errors="replace").splitlines()
        return [re.sub(r"^\S+ \S+ UTC \[\d+\] ", "", line) for line in lines]

    def _hopeless(self, said: list[str]) -> str | None:
        line = next((line for line in reversed(said) if any(words in line for words in HOPELESS)), None)
        return self._no_start(line) if line else None

    def _held(self, said: list[str], waited: float) -> str | None:
        """Another server on the same directory; just after a crash that may be its last children leaving."""
        if waited < self.held_limit or not any(
            '"postmaster.pid" already exists' in line for line in said[-3:]
        ):
            return None
        holder = (self.home.cluster / "postmaster.pid").read_text().split()[0]
        return (
            f"{self.home.cluster} is held by process {holder} ({command_of(int(holder))}); "
            "end that process, nothing was changed"
        )

    def _no_start(self, cause: str) -> str:
        return f"the database in {self.home.directory} does not start: {cause}"
