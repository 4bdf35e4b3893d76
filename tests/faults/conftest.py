"""One system for all faults: a data directory of its own with durable settings, and `haicap up` on it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.system import System

LIMIT_SECONDS = 1800  # many kills and restarts in one test, on a busy machine


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Minutes of killing belong to `-m faults` only."""
    slow = [item for item in items if item.get_closest_marker("faults")]
    if slow and "faults" not in (config.option.markexpr or ""):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
    for item in slow:
        item.add_marker(pytest.mark.timeout(LIMIT_SECONDS))


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory with a short path, because the path of a socket is; the server's user may enter it."""
    made = Path(tempfile.mkdtemp(prefix="haicap-faults-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """The province 68 with its staff, served."""
    made = Path(tempfile.mkdtemp(prefix="haicap-faults-"))
    made.chmod(0o711)
    system = System(made / "data")
    try:
        system.prepare()
        system.start()
        yield system
    finally:
        system.stop()
        shutil.rmtree(made, ignore_errors=True)
