"""`haicap up` as an operator runs it, with ways to hurt it."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from haicap.platform.database import Server
from haicap.platform.database.cluster import superuser_address
from tests.faults.officers import PROCEDURE

HAICAP = [sys.executable, "-m", "haicap"]
READY_WITHIN = 90.0


def environment() -> dict[str, str]:
    """Ours without what the harness of the tests has put there."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HAICAP_", "DJANGO_"))}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class System:
    """One data directory with its processes; `settings` are variables of the serving one."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data, self.settings = data, settings
        self.port = free_port()
        self.server = Server(data)
        self.tokens: dict[str, str] = {}
        self.papers: list[dict[str, str]] = []
        self.process: subprocess.Popen[bytes] | None = None

    def intake(self, unit: str, name: str = "Nguyễn Thị Hòa") -> dict[str, Any]:
        """What a counter hands in."""
        return {
            "procedure": PROCEDURE,
            "competent": unit,
            "applicant": {"name": name, "phone": "0900000001"},
            "components": self.papers,
        }

    def haicap(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command on the data directory."""
        return subprocess.run(
            [*HAICAP, *words, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
            timeout=600,
        )

    def prepare(self) -> None:
        """Found the province, staff it, and take keys for its receiving officers."""
        done = self.haicap("init", "--province", "68")
        assert done.returncode == 0, done.stderr
        words = [sys.executable, "-m", "tests.faults.officers", str(self.data)]
        told = subprocess.run(words, capture_output=True, text=True, check=False, env=environment())
        assert told.returncode == 0, told.stderr
        self.tokens, self.papers = (json.loads(told.stdout)[name] for name in ("tokens", "papers"))

    def start(self) -> None:
        """Serve; returns when the pages can do their work."""
        words = [*HAICAP, "up", "--no-demo", "--json", "--port", str(self.port), "--data", str(self.data)]
        with (self.data.parent / "up.log").open("ab") as log:
            settings = environment() | self.settings
            self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=log, env=settings)
        self.wait_until_ready()

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(90)
            self.process = None

    def is_ready(self) -> bool:
        """Whether pages and database answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        with contextlib.closing(line), contextlib.suppress(OSError, http.client.HTTPException):
            line.request("GET", "/readyz")
            return line.getresponse().status == http.HTTPStatus.OK
        return False

    def wait_until_ready(self) -> float:
        """Seconds until pages and database answer."""
        began = time.monotonic()
        while time.monotonic() - began < READY_WITHIN:
            if self.is_ready():
                return time.monotonic() - began
            assert self.process is None or self.process.poll() is None, (
                self.data.parent / "up.log"
            ).read_text()[-2000:]
            time.sleep(0.1)
        raise AssertionError(f"not ready within {READY_WITHIN:.0f} s")

    def kill_web(self) -> None:
        """The web server and all its workers, at once."""
        assert self.process is not None
        web = [pid for pid in family(self.process.pid) if "granian" in command(pid)]
        assert web, "no web process found"
        kill(web)

    def kill_application(self) -> None:
        """Everything of the application, its supervisor first; what serves the database is left."""
        assert self.process is not None
        ours = [
            pid
            for pid in family(self.process.pid)
            if "postgres" not in command(pid) and "keeper" not in command(pid)
        ]
        kill([self.process.pid, *ours])
        self.process.wait(10)
        self.process = None

    def kill_database(self) -> None:
        """The postmaster and all its children, at once."""
        lock = self.server.home.cluster / "postmaster.pid"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(FileNotFoundError, IndexError, ValueError):
                postmaster = int(lock.read_text().split()[0])
                kill([postmaster, *family(postmaster)])
                return
            time.sleep(0.1)
        raise AssertionError("no running database to kill")

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database directly."""
        with psycopg.connect(self.server.url) as line:
            return line.execute(question, values).fetchall()

    def as_superuser(self, *statements: str) -> None:
        """Do as only an operator may."""
        with psycopg.connect(superuser_address(self.server.home), autocommit=True) as line:
            for statement in statements:
                line.execute(statement)

    def laws(self) -> list[str]:
        """What `haicap check --fast` finds: the disk of a test machine is not our matter."""
        done = self.haicap("check", "--fast", "--json")
        told = json.loads(done.stdout)
        assert told["ran"] > 10, done.stderr
        return [
            f"{one['law']}: {one['row']} {one['words']}" for one in told["findings"] if one["row"] != "disk"
        ]


def family(pid: int) -> list[int]:
    """All descendants of a process."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            children.setdefault(int(place.read_text().rsplit(")", 1)[1].split()[1]), []).append(
                int(place.parent.name)
            )
    found, waiting = [], [pid]
    while waiting:
        mine = children.get(waiting.pop(), [])
        found += mine
        waiting += mine
    return found


def command(pid: int) -> str:
    """The words a process was started with."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _serves_database(words: str) -> bool:
    return "postgres" in words or "database.keeper" in words


def kill(pids: list[int]) -> None:
    """SIGKILL, in the order given."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
