"""The tutorial of the register is a session: every prompt in it is run, every answer compared."""

import doctest
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
