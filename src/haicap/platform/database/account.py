"""Under which operating-system user the server runs: never root; root lends it `nobody` or the owner."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haicap.platform.database.errors import DatabaseError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """One operating-system user."""

    name: str
    uid: int
    gid: int

    def as_child(self) -> dict[str, Any]:
        """The arguments that make subprocess run a program as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give this user the file or directory at `path`."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def may_enter(self, directory: Path) -> bool:
        """Whether this user can walk down to `directory` and into it."""
        steps = [directory, *directory.parents]
        return all(self._may_search(step) for step in steps)

    def _may_search(self, directory: Path) -> bool:
        try:
            facts = directory.stat()
        except PermissionError:
            return False
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & 0o100)
        if facts.st_gid == self.gid:
            return bool(facts.st_mode & 0o010)
        return bool(facts.st_mode & 0o001)


def server_account(cluster: Path) -> Account:
    """Who runs the server of `cluster`: its owner where there is one, else we, else (as root) `nobody`."""
    me = os.geteuid()
    owner = cluster.stat().st_uid if cluster.exists() else None
    if me == 0:
        return _by_uid(owner) if owner else _by_name(UNPRIVILEGED)
    if owner is not None and owner != me:
        raise DatabaseError(
            f"the database in {cluster} belongs to {_by_uid(owner).name}; run haicap as that user or as root"
        )
    return _by_uid(me)


def current_name() -> str:
    """The name of the user who runs us."""
    return _by_uid(os.geteuid()).name


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseError(
            f"user id {uid} has no entry in /etc/passwd, which PostgreSQL needs; "
            "add one or set HAICAP_DATABASE_URL"
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _by_name(name: str) -> Account:
    entry = pwd.getpwnam(name)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
