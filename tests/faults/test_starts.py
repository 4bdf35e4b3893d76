"""Starts that must not happen: a second one on the same data, a busy port. Each is said and harms nothing."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.faults.system import HAICAP, System, environment, free_port

pytestmark = pytest.mark.faults

COULD_NOT_RUN = 2


def _up(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    words = [*HAICAP, "up", "--no-demo", "--port", str(port), "--data", str(data)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment(), timeout=120)


def test_a_second_start_on_the_same_data_says_who_serves_and_leaves_it_alone(system: System) -> None:
    done = _up(system.data, free_port())
    assert done.returncode == COULD_NOT_RUN
    assert "already serves this data directory" in done.stderr
    assert "Traceback" not in done.stderr
    system.wait_until_ready()  # its process never ended; a busy machine may take its time to answer


def test_a_busy_port_is_named_with_the_way_out(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = int(busy.getsockname()[1])
        done = _up(place / "data", port)
    assert done.returncode == COULD_NOT_RUN
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
