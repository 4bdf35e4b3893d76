"""I-G1: the database keeps what it promises, runs this release's schema, in the right zone, with room to breathe."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from haicap.kernel import clock
from haicap.platform.checks import Finding, Law

# what durability rests on; a test cluster says so by HAICAP_TEST_CLUSTER and is not durable on purpose
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
LEAST_FREE_BYTES = 2 * 1024**3
LEAST_FREE_SHARE = 0.05
MOST_CLOCK_SKEW_SECONDS = 2.0


def _configuration(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    yield from _durability(cursor)
    yield from _schema()
    yield from _time(cursor)
    yield from _room()


def _durability(cursor: CursorWrapper) -> Iterator[Finding]:
    for name, wanted in DURABLE.items():
        cursor.execute("SELECT current_setting(%s)", [name])
        (found,) = cursor.fetchone()
        if found != wanted:
            words = f"{name} is {found}: an acknowledged act could be lost"
            yield Finding("", name, words, wanted, found)
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        yield Finding("", "role", "the application works as a superuser: no guard of the database binds it")


def _schema() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("", str(migration), "this release's migration has not been applied", "applied", "not")


def _time(cursor: CursorWrapper) -> Iterator[Finding]:
    cursor.execute("SELECT current_setting('TimeZone'), clock_timestamp()")
    zone, told = cursor.fetchone()
    if zone != settings.TIME_ZONE:
        words = f"the session's zone is {zone}, not {settings.TIME_ZONE}"
        yield Finding("", "TimeZone", words, settings.TIME_ZONE, zone)
    skew = abs((clock.now() - told).total_seconds())
    if skew > MOST_CLOCK_SKEW_SECONDS:
        words = f"application and database differ by {skew:.1f} s"
        yield Finding("", "clock", words, f"at most {MOST_CLOCK_SKEW_SECONDS} s", f"{skew:.1f} s")


def _room() -> Iterator[Finding]:
    place = Path(settings.DATA_DIR)
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    if usage.free < min(LEAST_FREE_BYTES, usage.total * LEAST_FREE_SHARE):
        yield Finding("", "disk", f"{usage.free // 1024**2} MiB free where files are kept")


LAWS = (
    Law("I-G1", "Durability, schema, zone, clock and disk are as this release needs them.", _configuration),
)
