"""`haicap doctor`: is everything here that haicap stands on? Reads only; each finding names its remedy."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from haicap.config import data_directory, environment
from haicap.config.commands import database
from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output
from haicap.kernel.errors import FailureError
from haicap.platform.database import binaries

HELP = "Check programs, versions, data directory, disk, durability, migrations, clock and calendar."
DATABASE = False  # a missing database is a finding, not a reason to say nothing

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on"}
CLOCK_TOLERANCE = timedelta(seconds=2)
CALENDAR_AHEAD = timedelta(days=120)  # limits in working days reach so far


@dataclass(frozen=True, slots=True)
class Part:
    """One thing looked at; `words` say what is there or what to do."""

    name: str
    ok: bool
    words: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace, out: Output) -> int:
    """Look at everything; exit code 1 where something is to be mended."""
    parts = [*_machine(), *_database(out)]
    healthy = all(part.ok for part in parts)
    out.result(
        {"ok": healthy, "parts": [asdict(part) for part in parts]},
        lambda: "\n".join(f"{'ok   ' if part.ok else 'MEND '} {part.name}: {part.words}" for part in parts),
    )
    return DONE if healthy else FINDINGS


def _machine() -> Iterator[Part]:
    yield Part("haicap", ok=True, words=f"{version('haicap')}, Python {sys.version.split()[0]}")
    try:
        found = binaries.find()
        yield Part("PostgreSQL programs", ok=True, words=f"{found.version} in {found.bin}")
    except FailureError as problem:
        yield Part("PostgreSQL programs", ok="HAICAP_DATABASE_URL" in os.environ, words=problem.words)
    data = environment.data_directory()
    if not data.exists():
        yield Part("data directory", ok=True, words=f"{data}, to be made by the first start")
        return
    yield Part("data directory", ok=os.access(data, os.W_OK | os.X_OK), words=str(data))
    free = shutil.disk_usage(data).free
    words = f"{free // 2**20} MB free, at least {data_directory.ROOM_NEEDED // 2**20} MB wanted"
    if free < environment.disk_floor():
        words += f"; below {environment.disk_floor() // 2**20} MB only reading goes on: make room, it ends by itself"
    yield Part("disk", ok=free >= data_directory.ROOM_NEEDED, words=words)
    yield from _private("secret key", data / "secret.key")
    yield from _private("seal", data / "seal" / "seal.pem")


def _private(name: str, path: Path) -> Iterator[Part]:
    if path.exists():
        private = path.stat().st_mode & 0o077 == 0
        yield Part(name, ok=private, words="only its owner reads it" if private else f"chmod 600 {path}")


def _database(out: Output) -> Iterator[Part]:
    try:
        with database.opened(out.progress, make=False):
            database.start_django()
            waiting = database.pending_migrations()
            yield Part(
                "migrations", ok=not waiting, words="all applied" if not waiting else "run `haicap init`"
            )
            yield from _server()
            if not waiting:
                yield _calendar()
    except FailureError as problem:
        yield Part("database", ok=False, words=problem.words)


def _server() -> Iterator[Part]:
    yield Part("database", ok=True, words=f"PostgreSQL {_ask('SHOW server_version')}")
    weak = [name for name, wanted in DURABLE.items() if _ask(f"SHOW {name}") != wanted]
    yield Part(
        "durability", ok=not weak, words=f"off: {', '.join(weak)}" if weak else "every commit is on disk"
    )
    letters = _ask("SELECT upper('đặng ấp')") == "ĐẶNG ẤP" and _ask("SHOW server_encoding") == "UTF8"
    yield Part(
        "letters", ok=letters, words="UTF-8, Vietnamese" if letters else "make the database with C.UTF-8"
    )
    skew = abs(datetime.fromisoformat(_ask("SELECT clock_timestamp()::text")) - clock.now())
    yield Part("clock", ok=skew <= CLOCK_TOLERANCE, words=f"{skew.total_seconds():.1f} s from the database's")


def _calendar() -> Part:
    from haicap.platform import calendars

    edition, year = calendars.edition(), (clock.today() + CALENDAR_AHEAD).year
    if year not in edition.covered_years():
        return Part(
            "calendar", ok=False, words=f"{year} is missing; load it with `haicap calendar load FILE`"
        )
    decided = "decided" if year in edition.decided_years() else "provisional, no notice yet"
    return Part("calendar", ok=True, words=f"version {edition.version}; {year} is {decided}")


def _ask(question: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])
