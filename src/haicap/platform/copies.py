"""Copies of the province's database to rehearse on: made while people work, marked, thrown away.

PostgreSQL's own programs copy (one consistent snapshot, nobody waits). Left behind on purpose: sessions, keys, jobs and
events that wait; they belong to the original, and nobody is told anything twice.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from haicap.kernel import memory
from haicap.kernel.errors import FailureError
from haicap.platform import rehearsal
from haicap.platform.database import binaries, cluster
from haicap.platform.database.home import Home
from haicap.platform.models import Rehearsal

LEFT_BEHIND = (
    "django_session",
    "usersessions_usersession",
    "organisation_api_token",
    "organisation_cache",
    "platform_outbox",
    "procrastinate_*",
)
_NAME = re.compile(r"[a-z0-9_]{1,40}")


def make(name: str, *, at: datetime, starts_on: date | None = None, ends_on: date | None = None) -> str:
    """Copy the database that is connected and mark the copy; returns the copy's name in the server.

    `ends_on` is the first official day, from which on the copy only reads. FailureError: `rehearsal.bad_name`,
    `rehearsal.exists`, `rehearsal.of_rehearsal`, `rehearsal.may_not_create`, `rehearsal.not_copied`.
    """
    copy, source = _database(name), str(connection.settings_dict["NAME"])
    if rehearsal.name():
        raise FailureError("rehearsal.of_rehearsal", "this database is a rehearsal itself", retry=False)
    if name in names():
        raise FailureError("rehearsal.exists", f"there is a rehearsal {name}; drop it first", retry=False)
    _create(copy)
    try:
        _fill(copy)
        with standing_on(name):
            Rehearsal.objects.create(
                name=name, source=source, made_at=at, starts_on=starts_on, ends_on=ends_on
            )
    except BaseException:
        drop(name)
        raise
    return copy


def drop(name: str) -> None:
    """Throw a copy away, also under the hands of those who use it; one that is not there is no mistake."""
    with _server() as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_database(name)))
        )


def names() -> tuple[str, ...]:
    """The rehearsals of this server in order of their names."""
    with _server() as server:
        found = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [rehearsal.PREFIX]
        ).fetchall()
    return tuple(str(name).removeprefix(rehearsal.PREFIX) for (name,) in found)


@contextmanager
def standing_on(name: str, *, data_dir: Path | None = None) -> Iterator[None]:
    """Within the block this process works on the copy; for commands, which are alone in their process.

    `data_dir`: where the copy has its own papers; without it those of the original are read.
    """
    before, papers = str(connection.settings_dict["NAME"]), settings.DATA_DIR
    _stand_on(_database(name))
    settings.DATA_DIR = data_dir or papers
    try:
        yield
    finally:
        settings.DATA_DIR = papers
        _stand_on(before)


def _stand_on(database: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database
    memory.forget_everything()


def _database(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise FailureError(
            "rehearsal.bad_name", f"“{name}”: small letters, digits and _ only, at most 40", retry=False
        )
    return rehearsal.PREFIX + name


def _create(copy: str) -> None:
    words = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(copy))
    try:
        with _server() as server:
            server.execute(words)
    except psycopg.errors.InsufficientPrivilege as problem:
        home = Home(settings.DATA_DIR)
        if str(home.socket) != connection.settings_dict["HOST"]:
            raise FailureError(
                "rehearsal.may_not_create",
                "the role of HAICAP_DATABASE_URL may not create databases; have it granted: "
                "ALTER ROLE … CREATEDB",
                retry=False,
            ) from problem
        owned = sql.SQL(" OWNER {}").format(sql.Identifier(cluster.ROLE))
        with psycopg.connect(cluster.superuser_address(home), autocommit=True) as server:
            server.execute(words + owned)


def _fill(copy: str) -> None:
    with _server() as server:
        programs = binaries.find(server.info.server_version // 10_000)
    left = [f"--exclude-table-data={table}" for table in LEFT_BEHIND]
    environment = {**os.environ, **_environment()}
    source = str(connection.settings_dict["NAME"])
    dump = subprocess.Popen(  # noqa: S603 - PostgreSQL's own
        [programs.program("pg_dump"), "--format=custom", "--compress=0", *left, source],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    restore = subprocess.run(  # noqa: S603 - the same
        [programs.program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={copy}"],
        env=environment,
        stdin=dump.stdout,
        capture_output=True,
        check=False,
    )
    _, said = dump.communicate()
    if dump.returncode or restore.returncode:
        cause = (said or restore.stderr).decode(errors="replace").strip()
        raise FailureError(
            "rehearsal.not_copied", f"the database could not be copied: {cause[-300:]}", retry=True
        )


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    facts = connection.settings_dict
    given = {
        "host": facts["HOST"],
        "port": facts["PORT"],
        "user": facts["USER"],
        "password": facts["PASSWORD"],
    }
    named = {name: str(value) for name, value in given.items() if value}
    return psycopg.connect(dbname="postgres", autocommit=True, connect_timeout=5, **named)  # type: ignore[arg-type]


def _environment() -> dict[str, str]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    return {ours: str(value) for key, ours in names.items() if (value := connection.settings_dict[key])}
