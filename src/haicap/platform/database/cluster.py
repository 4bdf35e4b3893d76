"""Initialise a cluster and write its settings. Durable unless said otherwise; reached by its socket only."""

import os
import shutil
import subprocess

import psycopg
from psycopg import sql

from haicap.platform.database.account import UNPRIVILEGED, Account, current_name
from haicap.platform.database.binaries import Binaries
from haicap.platform.database.errors import DatabaseError
from haicap.platform.database.home import Home

ROLE = DATABASE = "haicap"
SUPERUSER = "postgres"
BUILTIN_LOCALE_SINCE = 17

# Two cores and a gigabyte for everything; larger places use their own server.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "jit": "off",
    "checkpoint_timeout": "10min",
    # After each checkpoint a page is logged whole once more. An import touches most of them: fewer checkpoints, and no
    # time for packing those pages (a third of its speed). Only a ceiling: a place that writes little keeps little.
    "max_wal_size": "4GB",
    "wal_compression": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # a failed statement may carry a person's data: neither it nor its DETAIL goes to the log
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_sync_retry": "off"}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def initialise(home: Home, binaries: Binaries, account: Account) -> None:
    """Make a new cluster beside its place and move it there when it is whole."""
    unfinished = home.directory / "cluster.new"  # never held data
    if unfinished.exists():
        shutil.rmtree(unfinished)
    locale = (
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if binaries.major >= BUILTIN_LOCALE_SINCE
        else ["--locale=C.UTF-8"]
    )
    words = [binaries.program("initdb"), "-D", str(unfinished), "-U", SUPERUSER, "-E", "UTF8", *locale]
    words += ["--data-checksums", "--auth=peer", "--no-instructions"]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        env=plain_environment(),
        cwd="/",
        **account.as_child(),
    )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise DatabaseError(f"a new database could not be made in {home.directory}: {_cause(done.stderr)}")
    with (unfinished / "postgresql.conf").open("a") as settings:
        settings.write("\ninclude = 'haicap.conf'\n")
    unfinished.rename(home.cluster)


def write_settings(home: Home, account: Account, *, durable: bool) -> None:
    """Write our settings and who may connect: our own user by peer, as `haicap` (and as the superuser)."""
    settings = SETTINGS | (DURABLE if durable else THROW_AWAY)
    names = {"root", current_name(), account.name} - {UNPRIVILEGED}
    names |= {UNPRIVILEGED} if current_name() == UNPRIVILEGED else set()
    texts = {
        "haicap.conf": "".join(f"{name} = {value}\n" for name, value in settings.items()),
        "pg_hba.conf": "local all postgres,haicap peer map=haicap\n",
        "pg_ident.conf": "".join(
            f'haicap "{name}" {role}\n' for name in sorted(names) for role in (SUPERUSER, ROLE)
        ),
    }
    for name, text in texts.items():
        path = home.cluster / name
        fresh = path.with_suffix(".new")
        fresh.write_text(text)
        fresh.chmod(0o600)
        account.own(fresh)
        fresh.replace(path)


def ensure_database(home: Home, *, may_create_databases: bool) -> None:
    """Role and database `haicap`: the role owns its database and is no superuser."""
    with psycopg.connect(superuser_address(home), autocommit=True) as connection:
        role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        if may_create_databases:
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(role))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def superuser_address(home: Home) -> str:
    """How we reach the server as its superuser, for set-up and questions about its health."""
    return psycopg.conninfo.make_conninfo(
        host=str(home.socket),
        user=SUPERUSER,
        dbname="postgres",
        connect_timeout=5,
        application_name="haicap keeper",
    )


def plain_environment() -> dict[str, str]:
    """No variable of ours or of the user's locale reaches the server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _cause(said: str) -> str:
    lines = [line for line in said.splitlines() if "error" in line.lower() or "fatal" in line.lower()]
    return (lines or said.splitlines() or ["initdb failed"])[-1]
