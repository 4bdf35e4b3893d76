"""A full disk (reliability F06): refused in words, nothing half-stored, and work goes on when there is room again."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import pytest

from haicap.platform import room
from tests.faults.counters import send
from tests.faults.oracle import QUESTION, Ack, Row, findings
from tests.faults.system import System

pytestmark = pytest.mark.faults

SIZE = "1200m"  # `haicap up` wants 500 MB free before it begins


@pytest.fixture
def small_disk(place: Path) -> Iterator[Path]:
    """A file system in memory, only as large as needed."""
    disk = place / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=711", "tmpfs", str(disk)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here (needs root): {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.parametrize(("floor_mb", "code"), [("256", "platform.no_room"), ("0", "api.unavailable")])
def test_a_full_disk_refuses_in_words_and_stores_nothing_by_halves(
    small_disk: Path, floor_mb: str, code: str
) -> None:
    """Before the last byte by our own floor; without a floor when the database itself finds no room."""
    system = System(small_disk / "data", HAICAP_DISK_FLOOR_MB=floor_mb)
    system.prepare()
    system.start()
    try:
        unit, token = sorted(system.tokens.items())[0]
        acks, keys, codes = [], [], []
        ballast = small_disk / "ballast"
        _fill(ballast)
        until = time.monotonic() + 120
        while (len(codes) < 3 or code not in codes) and time.monotonic() < until:
            keys.append(uuid4())
            with suppress(OSError, http.client.HTTPException, ValueError):
                status, told, _ = send(system.port, token, keys[-1], system.intake(unit), timeout=60)
                if status == HTTPStatus.CREATED:
                    acks.append(Ack(keys[-1], told["number"]))
                    continue
                assert status == HTTPStatus.SERVICE_UNAVAILABLE, told
                codes.append(told["code"])
        assert len(codes) >= 3, "the disk was never full"
        assert {code} <= set(codes) <= {code, "api.unavailable"}  # room is looked at every few seconds only
        ballast.unlink()
        time.sleep(2 * room.NOTICED_WITHIN)
        system.wait_until_ready()
        again = uuid4()
        status, told, _ = send(system.port, token, again, system.intake(unit))
        assert status == HTTPStatus.CREATED
        rows = [Row(*row) for row in system.rows(QUESTION)]
        assert findings([*acks, Ack(again, told["number"])], [*keys, again], rows) == []
        assert system.laws() == []
    finally:
        with suppress(FileNotFoundError):
            ballast.unlink()
        system.stop()


def _fill(ballast: Path) -> None:
    """Take every byte that is left."""
    block = b"\0" * 1024 * 1024
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(block):
            pass
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 512):
            pass
