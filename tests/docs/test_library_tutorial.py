"""The tutorial of the register is a session: every prompt in it is run, every answer compared."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "register-as-a-library.md"


@pytest.mark.django_db
def test_the_session_of_the_tutorial_answers_as_printed() -> None:
    text = PAGE.read_text("utf-8").replace("\n```", "\n")
    session = doctest.DocTestParser().get_doctest(text, {}, PAGE.stem, str(PAGE), 0)
    assert len(session.examples) >= 15
    said: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(session, out=said.append)
    assert outcome.failed == 0, "".join(said)


def test_a_newcomer_runs_every_block_in_a_fresh_directory(tmp_path: Path) -> None:
    """The commands make the database, the program wakes the library there, the session follows in the same program."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("HAICAP_", "DJANGO_"))}
    text = PAGE.read_text("utf-8")
    (waking,) = re.findall(r"```\n(from haicap[^`]*)```", text)
    program = f"{waking}\nimport doctest\nprint(doctest.testfile({str(PAGE)!r}, module_relative=False))"

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=known,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "```\nmake setup\n.venv/bin/haicap init\n```" in text
    run("-m", "haicap", "init")
    assert re.fullmatch(r"TestResults\(failed=0, attempted=\d\d\)\n", run("-c", program))
