"""The early plugin of all tests (`-p tests.harness`): says where the database is before Django asks.

Without `HAICAP_DATABASE_URL` the tests use a throw-away cluster in a temporary directory: its address is
known before it runs, the first test that needs it starts it, all processes of the run share it, and it
stops when the last of them ends.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from haicap.platform.database import Server

OURS = "HAICAP_TEST_CLUSTER"


def _server() -> Server | None:
    place = os.environ.get(OURS)
    return Server(Path(place), durable=False) if place else None


def _prepare() -> Path:
    # short, because the path of a socket is; open to enter, because the server of root runs as another user
    place = Path(tempfile.mkdtemp(prefix="haicap-tests-"))
    place.chmod(0o711)
    os.environ.setdefault("HAICAP_DATA_DIR", str(place / "data"))
    if "HAICAP_DATABASE_URL" not in os.environ:
        os.environ[OURS] = str(place)
        os.environ["HAICAP_DATABASE_URL"] = Server(place, durable=False).url
    os.environ["HAICAP_TEST_PLACE"] = str(place)
    return place


# pytest-django reads the settings in its earliest hook, hence at import; workers inherit the environment
PLACE = None if "HAICAP_TEST_PLACE" in os.environ else _prepare()
os.environ.setdefault("FAIL_INVALID_TEMPLATE_VARS", "true")
# with the reference data in memory, looking for garbage as often as usual takes a twelfth of the run
gc.set_threshold(20_000, 20, 100)
SERVER = _server()


def place() -> Path:
    """The directory that all processes of this run share."""
    return Path(os.environ["HAICAP_TEST_PLACE"])


def start_database() -> None:
    """Make sure the throw-away cluster runs (nothing to do where the tests were given a database)."""
    if SERVER is not None:
        SERVER.open()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Let go of the cluster; the process that made the place removes it."""
    if SERVER is not None:
        SERVER.close()
    if PLACE is not None:
        shutil.rmtree(PLACE, ignore_errors=True)
