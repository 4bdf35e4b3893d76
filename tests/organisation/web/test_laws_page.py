"""The administrators' page of the laws: what does not hold stands first, with its places for the province alone."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.utils import CursorWrapper
from django.urls import reverse

from haicap.platform.checks import Finding, Law, runs
from tests.organisation.web.test_administration import BUSINESS, LOCAL, RECEIVER, TECHNICIAN, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


def _broken(_cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    yield Finding("25015", "2026-02", "393 came in, 390 are accounted for", "393", "390")


def _whole(_cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    yield from ()


def page(username: str) -> str:
    answer = visitor(username).get(reverse("organisation_laws"))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_before_the_first_check_it_says_so() -> None:
    assert "Dữ liệu chưa được kiểm tra theo các luật bảo toàn." in page(TECHNICIAN)


def test_what_does_not_hold_is_shown_with_its_places_and_what_to_do() -> None:
    runs.prove([Law("I-C1", "Figures add up.", _broken), Law("I-N1", "Dense.", _whole)], full=True)
    for username in (TECHNICIAN, BUSINESS):
        text = page(username)
        assert 'id="I-C1"' in text
        assert "Tìm nguyên nhân trong các bản ghi nêu tên" in text
        assert "2026-02" in text and "393 came in" in text
        assert 'href="#I-C1"' in text
        assert 'id="I-N1"' not in text
    assert "2026-02" not in page(LOCAL), "the places are the province's to see"
    assert 'id="I-C1"' in page(LOCAL)


def test_the_counter_does_not_open_it() -> None:
    assert visitor(RECEIVER).get(reverse("organisation_laws")).status_code == 403
