"""Places for long answers: two for a person whatever process serves, three for a process, and none is lost."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection

from haicap.kernel.errors import RefusalError
from haicap.platform import places

pytestmark = pytest.mark.django_db(transaction=True)
ME, OTHER = "person 1", "person 2"


def _away() -> None:
    """This thread's connection is gone."""
    connection.close()


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """A thread with a connection of its own, as another request has."""
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(_away).result()


@contextmanager
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(places, "_here", threading.BoundedSemaphore(places.OF_A_PROCESS))
        yield


def test_a_person_has_two_places_in_all_processes_together(
    elsewhere: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [places.take(ME), elsewhere.submit(places.take, ME).result()]
    with another_process(monkeypatch):
        third = ThreadPoolExecutor(1)
        with pytest.raises(RefusalError, match="too_many_at_once"):
            third.submit(places.take, ME).result()
        third.submit(lambda: places.take(OTHER).leave()).result()
        held[0].leave()
        third.submit(lambda: places.take(ME).leave()).result()
        third.submit(_away).result()
        third.shutdown()
    elsewhere.submit(held[1].leave).result()


def test_a_process_has_three_places_for_all_and_gets_every_one_back(elsewhere: ThreadPoolExecutor) -> None:
    for _ in range(2):
        held = [places.take(f"person {number}") for number in range(places.OF_A_PROCESS)]
        with pytest.raises(RefusalError, match="no_place"):
            places.take(OTHER)
        for place in held:
            place.leave()
            place.leave()
    for _ in range(places.OF_A_PROCESS + 1):  # a person who is refused holds nothing of the process
        mine = [elsewhere.submit(places.take, ME).result(), places.take(ME)]
        elsewhere.submit(mine[0].leave).result()
        mine[1].leave()


def test_a_line_that_breaks_gives_the_place_back(elsewhere: ThreadPoolExecutor) -> None:
    held = [places.take(ME), elsewhere.submit(places.take, ME).result()]
    elsewhere.submit(_away).result()
    again = elsewhere.submit(places.take, ME).result()
    elsewhere.submit(again.leave).result()
    elsewhere.submit(_away).result()
    elsewhere.submit(held[1].leave).result()
    held[0].leave()
