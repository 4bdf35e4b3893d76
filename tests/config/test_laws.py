"""Every law is in the catalogue, in words of both languages."""

import pytest
from django.utils.translation import override

from haicap.config.laws import ALL
from haicap.platform.checks.catalogue import CATALOGUE

STATED = {(law.id, law.test.__module__.split(".")[1]) for law in ALL}


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
