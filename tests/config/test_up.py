"""`haicap up` as people start, disturb and stop it: real processes, one data directory for all tests in order."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

OUTSIDE = {key: value for key, value in os.environ.items() if not key.startswith("HAICAP_")}
START_LIMIT = 90.0


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """The data directory of one small system, kept through the module as it is through a working week."""
    with tempfile.TemporaryDirectory(prefix="haicap tuần ") as name:
        Path(name).chmod(0o711)
        yield Path(name) / "data"


@pytest.fixture(scope="module")
def port() -> int:
    """A port that is free now."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class Up:
    """One running `haicap up --no-demo`."""

    def __init__(self, data: Path, port: int, **more: str) -> None:
        self.port = port
        words = [sys.executable, "-m", "haicap", "up", "--no-demo", "--data", str(data), "--port", str(port)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, text=True, env={**OUTSIDE, **more}, **pipes)  # type: ignore[call-overload]
        self.said: list[str] = []

    def until_ready(self) -> "Up":
        """Read on until it says that it is ready."""
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("ready in"):
                return self
        raise AssertionError("".join(self.said))

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Stop it and give its exit code."""
        self.process.send_signal(sign)
        self.said.append(self.process.communicate(timeout=60)[0])
        return int(self.process.returncode)


def _status(port: int, path: str = "/readyz") -> int | None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


def _eventually(true: Callable[[], bool], within: float = 30.0) -> bool:
    until = time.monotonic() + within
    while not true() and time.monotonic() < until:
        time.sleep(0.1)
    return true()


def _processes_of(data: Path) -> list[str]:
    """Command lines of all processes that carry this data directory in their environment or words."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(data) in words and int(place.name) != os.getpid():
            found.append((place / "cmdline").read_text().replace("\0", " "))
    return found


def _pids(name: str, parent: int) -> list[int]:
    """Children of `parent` whose command line holds `name`."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in found if name in Path(f"/proc/{pid}/cmdline").read_text()]


def test_a_day_of_a_system(data: Path, port: int) -> None:
    up = Up(data, port).until_ready()
    try:
        assert f"haicap: http://127.0.0.1:{port}/\n" in up.said
        assert _status(port) == 200
        assert _status(port, "/?q=%00") == 400
        assert (data / "secret.key").stat().st_mode & 0o077 == 0

        again = Up(data, port + 1)
        words = again.process.communicate(timeout=30)[0]
        assert again.process.returncode == 2
        assert (
            f"haicap already serves this data directory ({data}): process {up.process.pid} (haicap up"
            in words
        )

        with tempfile.TemporaryDirectory() as other:
            busy = Up(Path(other) / "data", port)
            words = busy.process.communicate(timeout=60)[0]
        assert busy.process.returncode == 2
        assert f"cannot listen on 127.0.0.1 port {port}" in words

        doctor = [sys.executable, "-m", "haicap", "doctor", "--json", "--data", str(data)]
        done = subprocess.run(doctor, env=OUTSIDE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

        (web,) = _pids("granian", up.process.pid)
        (worker,) = _pids("haicap.config.worker", up.process.pid)
        for pid in (web, worker):
            os.kill(pid, signal.SIGKILL)
        assert _eventually(lambda: _status(port) == 200), "what was killed comes back"
        assert _eventually(lambda: len(_pids("haicap.config.worker", up.process.pid)) == 1)
    finally:
        code = up.stop()
    assert code == 0
    assert _eventually(lambda: not _processes_of(data), within=5), _processes_of(data)


def test_after_a_crash_nothing_holds_the_port_and_the_next_start_repeats_no_work(
    data: Path, port: int
) -> None:
    up = Up(data, port).until_ready()
    up.process.kill()
    up.process.communicate()
    assert _eventually(lambda: not _processes_of(data)), _processes_of(data)
    up = Up(data, port).until_ready()
    try:
        assert _status(port) == 200
        assert not [line for line in up.said if line.startswith(("loading", "applying", "collecting"))]
    finally:
        assert up.stop(signal.SIGINT) == 0


@pytest.mark.faults
def test_pages_come_back_by_themselves_after_the_database_was_killed(data: Path, port: int) -> None:
    up = Up(data, port).until_ready()
    try:
        for _ in range(5):
            pid = int((data / "database/cluster/postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGKILL)
            assert _eventually(lambda process=Path(f"/proc/{pid}"): not process.exists())
            assert _eventually(lambda: _status(port) == 200, within=15)
    finally:
        assert up.stop() == 0


@pytest.mark.parametrize(
    ("words", "variables", "cause"),
    [
        (["--demo", "lam-dong"], {"HAICAP_PRODUCTION": "1"}, "start it with --no-demo"),
        (["--no-demo"], {"HAICAP_PRODUCTION": "1", "HAICAP_DEMO": "1"}, "start it with --no-demo"),
        (["--no-demo"], {"HAICAP_PRODUCTION": "1", "HAICAP_DEBUG": "1"}, "HAICAP_DEBUG"),
        (
            ["--no-demo"],
            {"HAICAP_PRODUCTION": "1", "HAICAP_SECRET_KEY": "secret"},
            "HAICAP_SECRET_KEY is too weak",
        ),
        (["--no-demo"], {"HAICAP_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "cannot be reached"),
        (["--no-demo", "--port", "99999"], {}, "cannot listen on 127.0.0.1 port 99999"),
        (["--data", "/proc/haicap"], {}, "the data directory /proc/haicap cannot be written"),
    ],
)
def test_what_cannot_start_says_why(
    words: list[str], variables: dict[str, str], cause: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "haicap", "up", "--data", str(tmp_path / "data"), *words]
    done = subprocess.run(
        command, env={**OUTSIDE, **variables}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert cause in done.stderr
    assert "Traceback" not in done.stderr
