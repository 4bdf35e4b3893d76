"""Every law is in the catalogue, in words of both languages, and is broken on purpose by a test that says so."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from haicap.config.laws import ALL
from haicap.platform.checks.catalogue import CATALOGUE

TESTS = Path(__file__).resolve().parents[1]
_BREAKS = re.compile(r'breaks\(\s*"(I-[A-Z]\d+)",\s*"(\w+)"\s*\)')
STATED = {(law.id, law.test.__module__.split(".")[1]) for law in ALL}


def test_every_law_is_broken_on_purpose_by_a_test() -> None:
    """`breaks(law, package)` marks such a test; the harness fails it where check does not name that law."""
    told = {found for path in TESTS.rglob("test_*.py") for found in _BREAKS.findall(path.read_text("utf-8"))}
    assert STATED - told == set(), "laws without a deliberate break"
    assert told - STATED == set(), "breaks of laws that nobody states"


def test_the_catalogue_holds_each_law_once_and_knows_which_are_stated() -> None:
    ids = [law.id for law in CATALOGUE]
    assert len(ids) == len(set(ids))
    stated = {law for law, _package in STATED}
    assert stated == {law.id for law in CATALOGUE if not law.awaits}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_law_says_what_it_is_and_what_to_do(language: str) -> None:
    with override(language):
        told = [(str(law.words), str(law.remedy)) for law in CATALOGUE]
    assert all(words and remedy for words, remedy in told)
    assert len({words for words, _ in told}) == len(told)
