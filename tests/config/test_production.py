"""A real system refuses to start with what belongs to a demo or to a developer, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

OUTSIDE = {key: value for key, value in os.environ.items() if not key.startswith("HAICAP_")}
KEY = "k8Zr2VqX9sTn4LwB7yGd1HfJ6pMcU3aE5oQi0RtYxWzS-vNb_u"


def _run(words: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    outside = {**OUTSIDE, "HAICAP_PRODUCTION": "1", **variables}
    return subprocess.run(
        [sys.executable, *words], env=outside, capture_output=True, text=True, check=False, timeout=120
    )


def _test_database() -> str:
    found = connection.settings_dict
    account = f"{quote(found['USER'])}:{quote(found['PASSWORD'], safe='')}"
    place = f"host={quote(str(found['HOST']), safe='')}&port={found['PORT']}"
    return f"postgresql://{account}@/{found['NAME']}?{place}"


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["init"], ["up", "--no-demo", "--port", "0"]])
def test_a_database_with_demo_accounts_is_refused(words: list[str], tmp_path: Path) -> None:
    done = _run(
        ["-m", "haicap", *words, "--data", str(tmp_path / "data")],
        HAICAP_DATABASE_URL=_test_database(),
        HAICAP_SECRET_KEY=KEY,
    )
    assert done.returncode == 2, done.stderr
    assert "holds accounts of the demo" in done.stderr
    assert "Traceback" not in done.stderr


def test_init_makes_no_demo_in_a_real_system(tmp_path: Path) -> None:
    done = _run(["-m", "haicap", "init", "--data", str(tmp_path / "data")], HAICAP_DEMO="1")
    assert done.returncode == 2
    assert "a real system carries no demo" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("variables", "cause"),
    [
        ({}, "give HAICAP_SECRET_KEY"),
        ({"HAICAP_SECRET_KEY": ""}, "give HAICAP_SECRET_KEY"),
        ({"HAICAP_SECRET_KEY": "secret"}, "HAICAP_SECRET_KEY is too weak"),
        ({"HAICAP_SECRET_KEY": KEY, "HAICAP_DEBUG": "1"}, "HAICAP_DEBUG would show the inside"),
        ({"HAICAP_SECRET_KEY": KEY, "HAICAP_DEMO": "1"}, "a real system carries no demo"),
    ],
)
def test_the_wsgi_door_stays_shut(variables: dict[str, str], cause: str) -> None:
    done = _run(["-c", "import haicap.config.wsgi"], **variables)
    assert done.returncode != 0
    assert cause in done.stderr


def test_the_wsgi_door_opens_with_a_key_of_its_own() -> None:
    done = _run(["-c", "import haicap.config.wsgi"], HAICAP_SECRET_KEY=KEY)
    assert done.returncode == 0, done.stderr
