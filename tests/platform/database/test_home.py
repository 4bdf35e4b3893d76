"""Where databases live: short sockets, an owner-only directory."""

import os
from pathlib import Path

import pytest

from haicap.platform.database import DatabaseError
from haicap.platform.database.account import server_account
from haicap.platform.database.home import LONGEST_SOCKET_PATH, Home


def test_the_socket_stays_with_the_data_where_its_path_fits() -> None:
    assert Home(Path("/srv/hai cap")).socket == Path("/srv/hai cap/database/socket")


@pytest.mark.parametrize("data", [Path("/srv") / ("sâu" * 30), Path("/srv/a,b")])
def test_a_path_that_is_too_long_or_reads_as_a_list_gets_a_short_socket(data: Path) -> None:
    home = Home(data)
    assert home.socket == Home(data).socket, "the same at every start"
    assert len(os.fsencode(home.socket / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
    assert "," not in str(home.socket)


def test_a_socket_directory_that_another_user_prepared_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can play another user")
    home = Home(tmp_path / "data")
    (tmp_path / "data/database").mkdir(parents=True)
    home.socket.mkdir()
    os.chown(home.socket, 1, 1)
    with pytest.raises(DatabaseError, match="belongs to another user"):
        home.make_socket_directory(server_account(home.cluster))
