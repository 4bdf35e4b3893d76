"""The embedded database on real processes: shared, guarded, killed, found again."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from haicap.config.environment import database_address
from haicap.platform.database import DatabaseError, Server, binaries
from tests.platform.database.watching import eventually, is_alive, postmaster, superuser

AnotherUser = Callable[..., subprocess.Popen[str]]
AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can play two users")


def _one(server: Server, question: str) -> object:
    with superuser(server) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_it_is_reached_by_a_plain_owner_in_unicode_and_by_nobody_from_outside(running: Server) -> None:
    with psycopg.connect(running.url) as connection:
        row = connection.execute("SELECT current_user, upper('đặng thị ấp'), current_database()").fetchone()
    assert row == ("haicap", "ĐẶNG THỊ ẤP", "haicap")
    assert _one(running, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = 'haicap'") is False
    assert (
        _one(running, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'haicap'") == "haicap"
    )
    assert _one(running, "SHOW listen_addresses") == ""
    assert running.home.directory.stat().st_mode & 0o077 == 0
    assert running.home.socket.stat().st_mode & 0o077 == 0


def test_what_is_committed_is_durable_and_pages_carry_checksums(running: Server) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
        assert _one(running, f"SHOW {setting}") == "on"


def test_django_reads_the_same_address(running: Server) -> None:
    address = database_address(running.url)
    assert (address.user, address.name, address.password) == ("haicap", "haicap", "")
    assert address.host == str(running.home.socket) == unquote(running.url.split("host=")[1])


@as_root
def test_the_server_of_root_runs_as_an_unprivileged_user(running: Server) -> None:
    assert Path(f"/proc/{postmaster(running)}").stat().st_uid != 0


@as_root
def test_another_user_of_the_machine_does_not_get_in(running: Server) -> None:
    psql = [binaries.find().program("psql"), running.url, "-c", "SELECT 1"]
    daemon = ["setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups"]
    done = subprocess.run([*daemon, *psql], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 2
    assert "Permission denied" in done.stderr


@as_root
def test_an_ordinary_user_has_a_database_too(place: Path, another_user: AnotherUser) -> None:
    shutil.chown(place, "nobody")
    process = another_user(place / "data", *AS_NOBODY)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://haicap@/haicap")


def test_the_last_one_who_leaves_stops_it(server: Server, another_user: AnotherUser) -> None:
    pid = postmaster(server)
    other = another_user(server.home.data)
    assert other.stdout is not None
    assert other.stdout.readline().strip() == server.url
    server.close()
    assert is_alive(pid), "somebody still uses it"
    other.communicate()
    assert not is_alive(pid)
    assert not (server.home.cluster / "postmaster.pid").exists(), "stopped cleanly"


def test_a_killed_user_leaves_no_server_behind(place: Path, another_user: AnotherUser) -> None:
    process = another_user(place / "data")
    assert process.stdout is not None
    process.stdout.readline()
    pid = postmaster(Server(place / "data"))
    process.kill()
    assert eventually(lambda: not is_alive(pid))
    assert not (place / "data/database/cluster/postmaster.pid").exists()


def test_a_killed_server_comes_back_by_itself_with_all_it_acknowledged(server: Server) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    pid = postmaster(server)
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not is_alive(pid))
    assert eventually(server.is_running)
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_killed_keeper_takes_its_server_along_and_both_are_started_again(server: Server) -> None:
    pid = postmaster(server)
    keeper = int(re.split(r"\) \S ", Path(f"/proc/{pid}/stat").read_text())[1].split()[0])
    os.kill(keeper, signal.SIGKILL)
    assert eventually(lambda: not is_alive(pid))
    server.ensure()
    assert server.is_running()


def test_a_lock_file_that_names_a_living_stranger_is_no_obstacle(place: Path) -> None:
    server = Server(place / "data")
    with server.use():
        pass
    stale = server.home.cluster / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n{server.home.cluster}\n1\n5432\n{server.home.socket}\n\n")
    stale.chmod(0o600)
    shutil.chown(stale, server.home.cluster.stat().st_uid)
    with server.use() as url, psycopg.connect(url):
        pass


def test_a_server_that_others_started_on_our_data_is_named_and_left_alone(place: Path) -> None:
    server = Server(place / "data")
    with server.use():
        pass
    owner = server.home.cluster.stat().st_uid
    words = [
        binaries.find().program("postgres"),
        "-D",
        str(server.home.cluster),
        "-k",
        str(server.home.socket),
    ]
    demoted = {"user": owner, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    words += ["-p", "5999"]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, cwd="/", **demoted) as stranger:  # type: ignore[call-overload]
        assert eventually((server.home.cluster / "postmaster.pid").exists)
        assert eventually((server.home.socket / ".s.PGSQL.5999").exists)
        server.held_limit = 1.0
        with pytest.raises(DatabaseError, match=rf"held by process {stranger.pid} \(.*postgres"):
            server.open()
        assert stranger.poll() is None
        stranger.send_signal(signal.SIGINT)


def test_data_that_are_gone_are_never_replaced_by_an_empty_database(place: Path) -> None:
    server = Server(place / "data")
    with server.use():
        pass
    elsewhere = place / "unmounted"
    server.home.directory.rename(elsewhere)
    for emptied in (False, True):
        if emptied:
            server.home.directory.mkdir()
        with pytest.raises(DatabaseError, match="held a database and holds none now"):
            server.open()
        assert not server.home.cluster.exists()
    server.home.directory.rmdir()
    elsewhere.rename(server.home.directory)
    with server.use() as url, psycopg.connect(url):
        pass


def test_a_half_made_database_is_made_anew(place: Path) -> None:
    server = Server(place / "data")
    server.home.prepare()
    (server.home.directory / "cluster.new").mkdir()
    (server.home.directory / "cluster.new/PG_VERSION").write_text("18\n")
    with server.use() as url, psycopg.connect(url):
        pass


def test_data_of_a_version_that_is_not_installed_are_refused(place: Path) -> None:
    server = Server(place / "data")
    with server.use():
        pass
    (server.home.cluster / "PG_VERSION").write_text("11\n")
    with pytest.raises(DatabaseError, match=r"of PostgreSQL 11, but its programs are not here \(found 18"):
        server.open()


@as_root
def test_a_directory_that_cannot_be_written_is_named(place: Path, another_user: AnotherUser) -> None:
    words = another_user(place / "data", *AS_NOBODY).communicate()[1]
    assert f"the data directory {place / 'data'} cannot be used: Permission denied" in words


@as_root
def test_the_data_of_another_user_are_not_touched(place: Path, another_user: AnotherUser) -> None:
    with Server(place / "data").use():
        pass
    (place / "data").chmod(0o777)
    shutil.chown(place / "data/database", "daemon")
    shutil.chown(place / "data/database/cluster", "daemon")
    (place / "data/database").chmod(0o711)
    words = another_user(place / "data", *AS_NOBODY).communicate()[1]
    assert "belongs to daemon; run haicap as that user or as root" in words
