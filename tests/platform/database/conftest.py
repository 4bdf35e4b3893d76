"""A place for throw-away databases, and a process that uses one so that it can be killed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from haicap.platform.database import Server
from tests.platform.database.watching import python_for_others

USE = """
import sys
from pathlib import Path
from haicap.platform.database import DatabaseError, Server
server = Server(Path(sys.argv[1]), progress=lambda text: print(text, file=sys.stderr))
try:
    server.open()
except DatabaseError as problem:
    sys.exit(problem.words)
print(server.url, flush=True)
sys.stdin.read()
server.close()
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory, with spaces and Vietnamese letters in its path, that root's server user may enter."""
    with tempfile.TemporaryDirectory(prefix="haicap kho dữ liệu ") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def server(place: Path) -> Iterator[Server]:
    """A running database; closed at the end."""
    server = Server(place / "data")
    server.open()
    yield server
    server.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A running database that no test harms."""
    with tempfile.TemporaryDirectory(prefix="haicap kho dữ liệu ") as name:
        Path(name).chmod(0o711)
        server = Server(Path(name) / "data")
        with server.use():
            yield server


@pytest.fixture
def another_user() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a process that uses the database of a data directory until its input ends."""
    started: list[subprocess.Popen[str]] = []

    def use(data: Path, *before: str) -> subprocess.Popen[str]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}
        python = python_for_others() if before else sys.executable
        if before:
            environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        words = [*before, python, "-c", USE, str(data)]
        process = subprocess.Popen(words, text=True, env=environment, cwd="/", **pipes)  # type: ignore[call-overload]
        started.append(process)
        return process

    yield use
    for process in started:
        process.communicate()
