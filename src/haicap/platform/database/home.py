"""Where an embedded database lives: a directory that only the server's user may enter, and a mark beside it.

The mark (`database.exists`, outside the directory that may be a mount point) is why an empty directory is
never taken for a new database where one has held data.
"""

import hashlib
import json
import os
import secrets
import stat
import tempfile
from pathlib import Path

from haicap.platform.database.account import Account, server_account
from haicap.platform.database.errors import DatabaseError

LONGEST_SOCKET_PATH = 107  # bytes that fit into sockaddr_un with its closing zero (Linux; macOS has 103)
PORT = 5432
LOOK_EVERY = 0.1  # seconds: how often the keeper looks whether anybody still uses the server
ROOTS_SHELF = Path("/var/lib/haicap")


class Home:
    """The paths of one embedded database below the data directory `data`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._place = data / "database"
        self.mark = data / "database.exists"

    @property
    def directory(self) -> Path:
        """Everything of the database; for root it may stand elsewhere, and a link leads there."""
        return self._place.resolve() if self._place.is_symlink() else self._place

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.directory / "cluster"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.directory / "server.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the database, alone by a keeper that stops it."""
        return self.directory / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held alone by the keeper as long as it lives."""
        return self.directory / "keeper.lock"

    @property
    def start_lock(self) -> Path:
        """Held alone by the process that initialises or starts the database."""
        return self.directory / "start.lock"

    @property
    def socket(self) -> Path:
        """The directory of the socket: ours, or a short one where the path would not fit."""
        ours = self.directory / "socket"
        # a comma would be read as a list of hosts
        if len(os.fsencode(ours / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET_PATH and "," not in str(ours):
            return ours
        short = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:12]
        return _runtime_directory() / f"haicap-{short}"

    def has_data(self) -> bool:
        """Whether a cluster is there."""
        return (self.cluster / "PG_VERSION").exists()

    def major(self) -> int | None:
        """The PostgreSQL version of the data, None where there are none yet."""
        return int((self.cluster / "PG_VERSION").read_text()) if self.has_data() else None

    def prepare(self) -> Account:
        """Make the directories and return the server's user.

        Refuses where data were here before and are not now, and where the directory cannot be written.
        """
        try:
            make_data_directory(self.data)
            account = server_account(self.cluster)
            if not self.directory.exists():
                self._refuse_lost_data()
                self._make(account)
            self._refuse_lost_data()
            for lock in (self.users_lock, self.keeper_lock, self.start_lock):
                lock.touch(mode=0o600)
                account.own(lock)
        except OSError as problem:
            raise DatabaseError(
                f"the data directory {self.data} cannot be used: {problem.strerror}"
            ) from problem
        if not account.may_enter(self.directory):
            raise DatabaseError(
                f"the database runs as {account.name}, who may not enter {self.directory}; "
                "choose another place with --data"
            )
        return account

    def make_socket_directory(self, account: Account) -> None:
        """An owner-only directory for the socket; one that another user prepared is refused."""
        place = self.socket
        place.mkdir(mode=0o700, exist_ok=True)
        facts = place.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {account.uid, os.geteuid()}:
            raise DatabaseError(f"{place} belongs to another user; remove it")
        place.chmod(0o700)
        account.own(place)

    def write_mark(self, version: str) -> None:
        """Say beside the directory that it holds data from now on."""
        if not self.mark.exists():
            self.mark.write_text(json.dumps({"database": str(self.directory), "postgresql": version}) + "\n")

    def _make(self, account: Account) -> None:
        if self._place.is_symlink():
            raise DatabaseError(f"{self._place} leads to {self.directory}, which is missing")
        if os.geteuid() == 0 and not account.may_enter(self.data.resolve()):
            # root's own folders are closed to the server's user; opening them would open them to everybody
            shelf = ROOTS_SHELF / secrets.token_hex(6)
            ROOTS_SHELF.mkdir(mode=0o711, parents=True, exist_ok=True)
            shelf.mkdir(mode=0o700)
            account.own(shelf)
            self._place.symlink_to(shelf)
            return
        # made beside and moved into place: whoever starts at the same moment never meets it half made
        fresh = self.directory.with_name(f"{self.directory.name}.{secrets.token_hex(6)}")
        fresh.mkdir(mode=0o700)
        account.own(fresh)
        try:
            fresh.rename(self.directory)
        except OSError:
            fresh.rmdir()
            if not self.directory.is_dir():
                raise

    def _refuse_lost_data(self) -> None:
        if self.mark.exists() and not self.has_data():
            raise DatabaseError(
                f"{self.cluster} held a database and holds none now (a disk that is not mounted?); "
                f"nothing was changed. Bring the data back, or remove {self.mark} to begin anew"
            )


def make_data_directory(data: Path) -> None:
    """The data directory: nobody else's to read, and for root's server user to walk through."""
    if not data.exists():
        data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True)


def _runtime_directory() -> Path:
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and os.geteuid() != 0 and os.access(given, os.W_OK | os.X_OK):
        return Path(given)
    return Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 - short; checked
