"""The page of settings names every variable of the source, and no other."""

import re
from collections.abc import Iterator

from tests.docs.pages import ROOT

VARIABLE = re.compile(r"HAICAP_[A-Z]+(?:_[A-Z]+)*")
PAGE = ROOT / "docs" / "reference" / "settings.md"


def _sources() -> Iterator[str]:
    for place in ("src", "tests", "tools", "bench"):
        for path in (ROOT / place).rglob("*.py"):
            yield path.read_text("utf-8")
    yield (ROOT / "Makefile").read_text("utf-8")
    yield (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_variable_is_explained_and_every_explained_one_exists() -> None:
    used = {name for text in _sources() for name in VARIABLE.findall(text)}
    explained = set(re.findall(r"^\| `(HAICAP_[A-Z_]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert explained == used
