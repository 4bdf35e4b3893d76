"""Where databases live: short sockets, an owner-only directory."""

import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from haicap.platform.database import DatabaseError, Server
from haicap.platform.database import home as home_module
from haicap.platform.database.account import Account, server_account
from haicap.platform.database.home import LONGEST_SOCKET_PATH, Home


def test_the_socket_stays_with_the_data_where_its_path_fits() -> None:
    assert Home(Path("/srv/hai cap")).socket == Path("/srv/hai cap/database/socket")


@pytest.mark.parametrize("data", [Path("/srv") / ("sâu" * 30), Path("/srv/a,b")])
def test_a_path_that_is_too_long_or_reads_as_a_list_gets_a_short_socket(data: Path) -> None:
    home = Home(data)
    assert home.socket == Home(data).socket, "the same at every start"
    assert len(os.fsencode(home.socket / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
    assert "," not in str(home.socket)


def test_a_short_socket_leaves_with_its_server() -> None:
    place = Path(tempfile.mkdtemp())
    place.chmod(0o711)
    try:
        with Server(place / "a,b", durable=False).use() as url, psycopg.connect(url):
            socket = Home(place / "a,b").socket
            assert not socket.is_relative_to(place)
            assert socket.is_dir()
        assert not socket.exists(), "nothing stays behind in the system's directory"
    finally:
        shutil.rmtree(place)


def test_a_socket_directory_that_another_user_prepared_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can play another user")
    monkeypatch.setattr(home_module, "_runtime_directory", lambda: tmp_path)
    home = Home(tmp_path / "a,b")
    (tmp_path / "a,b/database").mkdir(parents=True)
    home.socket.mkdir()
    os.chown(home.socket, 1, 1)
    with pytest.raises(DatabaseError, match="belongs to another user"):
        home.make_socket_directory(server_account(home.cluster))


def test_where_the_servers_user_may_not_enter_the_data_stand_on_a_shelf_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary user's server is the user")
    shelf = Path(tempfile.mkdtemp())
    shelf.chmod(0o711)
    monkeypatch.setattr(home_module, "ROOTS_SHELF", shelf / "haicap")
    data = tmp_path / "closed/data"
    data.parent.mkdir(mode=0o700)
    try:
        with Server(data, durable=False).use() as url, psycopg.connect(url):
            assert Home(data).directory.is_relative_to(shelf)
            assert data.parent.stat().st_mode & 0o077 == 0, "no closed directory was opened"
        with Server(data, durable=False).use():
            assert len(list((shelf / "haicap").iterdir())) == 1, "found again"
    finally:
        shutil.rmtree(shelf)


def test_who_starts_at_the_same_moment_never_meets_a_directory_half_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Path(tempfile.mkdtemp())
    place.chmod(0o711)
    own, others = Account.own, [Home(place / "data")]

    def interrupted(account: Account, path: Path) -> None:
        if others:
            others.pop().prepare()
        own(account, path)

    monkeypatch.setattr(Account, "own", interrupted)
    try:
        home = Home(place / "data")
        assert home.prepare().may_enter(home.directory)
        assert not others, "the other one came in between"
        assert [each.name for each in home.directory.parent.iterdir()] == ["database"]
    finally:
        shutil.rmtree(place)
