"""Looking at a server and its processes from outside."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from haicap.platform.database import Server
from haicap.platform.database.account import server_account
from haicap.platform.database.cluster import superuser_address


def superuser(server: Server) -> psycopg.Connection[Any]:
    """A connection that may ask the server about itself."""
    return psycopg.connect(superuser_address(server.home), autocommit=True)


def postmaster(server: Server) -> int:
    """The process id of the server."""
    return int((server.home.cluster / "postmaster.pid").read_text().split()[0])


def eventually(true: Callable[[], bool], within: float = 20.0) -> bool:
    """Whether `true()` becomes true within some seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return true()


def is_alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def python_for_others() -> str:
    """An interpreter like ours that an unprivileged user may run; ours may live in a closed home."""
    nobody = server_account(Path("/nonexistent"))
    system = Path(f"/usr/bin/python3.{sys.version_info.minor}")
    for python in (Path(sys.executable).resolve(), system):
        if python.exists() and nobody.may_enter(python.parent):
            return str(python)
    pytest.skip("no Python that another user may run")
