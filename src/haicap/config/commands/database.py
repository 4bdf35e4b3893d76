"""Give a command its database: `HAICAP_DATABASE_URL`, else the embedded one of the data directory."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from haicap.config import data_directory, environment
from haicap.kernel.console import Output
from haicap.kernel.errors import FailureError
from haicap.platform.database import Server

OLDEST_SERVER = 150000


def with_database(run: Callable[[], int], out: Output) -> int:
    """Run a command on an initialised database; FailureError says what is missing."""
    with opened(out.progress, make=False):
        start_django()
        refuse_uninitialised()
        gc.freeze()  # what is loaded by now stays: going through it again took a sixth of an import
        return run()


@contextmanager
def opened(progress: Callable[[str], None], *, make: bool) -> Iterator[None]:
    """Name a reachable database in the environment; the embedded one is started and, unused, stopped again.

    `make` allows a new one to be made where there is none.
    """
    url = os.environ.get("HAICAP_DATABASE_URL")
    if url:
        refuse_unreachable(url)
        yield
        return
    data = data_directory.prepare() if make else environment.data_directory()
    server = Server(data, progress=progress)
    if not make and not server.home.has_data() and not server.home.mark.exists():
        raise FailureError(
            "database.missing",
            f"there is no database in {data}; make one with `haicap init` or set HAICAP_DATABASE_URL",
            retry=False,
        )
    with server.use() as address:
        os.environ["HAICAP_DATABASE_URL"] = address
        os.environ["HAICAP_SECRET_KEY"] = data_directory.secret_key(data)
        try:
            yield
        finally:
            _let_go()
            del os.environ["HAICAP_DATABASE_URL"]


def start_django() -> None:
    """Set Django up with the database of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    import django

    django.setup()


def pending_migrations() -> list[str]:
    """The migrations that are still to be applied, by name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_uninitialised() -> None:
    """FailureError where migrations wait."""
    waiting = pending_migrations()
    if waiting:
        raise FailureError(
            "database.not_initialised",
            f"the database is not initialised or of an older version ({len(waiting)} migrations wait); "
            "run `haicap init`",
            retry=False,
        )


def refuse_unreachable(url: str) -> None:
    """FailureError where no usable server answers at `url`."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.Error as problem:
        cause = str(problem).strip().splitlines()[0]
        raise FailureError(
            "database.unreachable",
            f"the database of HAICAP_DATABASE_URL cannot be reached: {cause}",
            retry=True,
        ) from problem
    if version < OLDEST_SERVER:
        raise FailureError(
            "database.too_old",
            f"PostgreSQL 15 or later is needed; the server has {version // 10000}",
            retry=False,
        )


def _let_go() -> None:
    from django.conf import settings

    if settings.configured:
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
