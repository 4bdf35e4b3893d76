"""Looking at a server and its processes from outside."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from haicap.platform.database import Server
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
