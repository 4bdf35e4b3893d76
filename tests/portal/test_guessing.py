"""Numbers and secrets cannot be tried through, and a wrong answer tells nothing."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from haicap.kernel.clock import VIETNAM
from haicap.portal.domain import guessing
from haicap.portal.models import Miss
from haicap.portal.selectors.misses import misses
from haicap.portal.services.misses import count_miss

NOON = datetime(2026, 3, 4, 12, 3, tzinfo=VIETNAM)


def test_a_window_begins_on_the_ten_minutes_and_ends_before_the_next() -> None:
    assert guessing.window_of(NOON) == NOON.replace(minute=0)
    assert guessing.minutes_left(NOON) == 7
    assert guessing.minutes_left(NOON.replace(minute=9, second=59)) == 1


@pytest.mark.django_db
def test_misses_are_counted_by_place_and_forgotten_with_their_window() -> None:
    for _ in range(3):
        count_miss(place="here", at=NOON)
    count_miss(place="there", at=NOON)
    assert (misses(place="here", at=NOON), misses(place="there", at=NOON)) == (3, 1)
    later = NOON + timedelta(minutes=10)
    assert misses(place="here", at=later) == 0
    count_miss(place="here", at=later)
    assert Miss.objects.count() == 1


@pytest.mark.django_db
def test_who_guesses_too_often_waits_while_others_do_not(frozen: object) -> None:
    frozen(NOON)  # type: ignore[operator]
    guesser, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    for _ in range(guessing.MOST_MISSES):
        assert guesser.get("/h/H36.15-250709-0001/wrong").status_code == 404
    shut = guesser.get("/h/H36.15-250709-0001/wrong")
    assert (shut.status_code, shut["Retry-After"]) == (429, "420")
    assert guesser.post("/tra-cuu/", {"number": "H36.15-250709-0001", "secret": "x"}).status_code == 429
    assert other.get("/h/H36.15-250709-0001/wrong").status_code == 404


@pytest.mark.django_db
def test_no_address_is_kept() -> None:
    Client(REMOTE_ADDR="192.0.2.1").get("/h/H36.15-250709-0001/wrong")
    assert "192.0.2.1" not in Miss.objects.get().place


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", [{}, {"number": "x"}, {"number": "a/b", "secret": "c"}, {"number": "x" * 99, "secret": "y"}]
)
def test_a_form_that_is_not_filled_is_asked_for_again_and_not_counted(
    client: Client, form: dict[str, str]
) -> None:
    answer = client.post("/tra-cuu/", form)
    assert answer.status_code == 422
    assert "Cần sửa những điểm sau" in answer.content.decode()
    assert not Miss.objects.exists()
