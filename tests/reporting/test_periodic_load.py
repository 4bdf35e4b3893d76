"""A report frozen while facts change: rows and index are those of one instant, whatever is written meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection

from haicap.dossiers.contract import Action
from haicap.kernel import clock
from haicap.reporting import api as reporting
from haicap.reporting.contract import ReportCard
from haicap.reporting.selectors.late import frozen_rows, index_rows
from haicap.reporting.services import periodic_freezing
from tests.cast import GIA_HIEP, PROVINCE, Cast, cast
from tests.reporting.periodic import CLOSING, done, february, office, on, prepared, received

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def elsewhere(deed: Callable[[], Any]) -> Any:
    """Do it on a connection of its own, committed."""

    def alone() -> Any:
        try:
            with clock.at(CLOSING):
                return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


def is_one_instant(card: ReportCard) -> None:
    rows, _ = frozen_rows(card)
    filed = sum("filed" in row.names for row in index_rows(card))
    assert filed == sum(row.figure == "received" for row in rows), "rows and index tell of the same dossiers"
    assert card.content["identity"]["unexplained"] == 0
    assert sum(card.content["overdue"].values()) == sum(bool(row.cause) for row in rows)
    assert reporting.verified(card).holds


def test_what_is_committed_between_two_questions_is_in_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(CLOSING):
        people = cast()
        received(people, on(3))
        real = periodic_freezing.freeze_index

        def meanwhile(*told: Any) -> Any:
            elsewhere(lambda: received(people, on(10)))
            return real(*told)

        monkeypatch.setattr(periodic_freezing, "freeze_index", meanwhile)
        card = prepared()
        assert card.numbers["came_in"] == 1
        is_one_instant(card)
        monkeypatch.undo()
        assert prepared(office(PROVINCE)).numbers["came_in"] == 2


def test_a_report_frozen_under_load_is_one_instant_and_stays_it() -> None:
    stop, written = Event(), []

    def write(people: Cast, day: int) -> None:
        try:
            with clock.at(CLOSING):
                while not stop.is_set():
                    dossier = received(people, on(day))
                    written.append(dossier)
                    done(
                        people.chair, dossier, Action.TRANSFER_OUT, on(day, 10), to_unit=GIA_HIEP, reason="x"
                    )
        finally:
            connection.close()

    with clock.at(CLOSING), ThreadPoolExecutor(2) as pool:
        february()
        people = cast()
        writers = [pool.submit(write, people, day) for day in (11, 12)]
        try:
            while len(written) < 6:
                stop.wait(0.01)
            cards = [prepared(of) for of in (office(), office(GIA_HIEP), office(PROVINCE))]
            meanwhile = len(written)
        finally:
            stop.set()
        for writer in writers:
            writer.result()
        assert meanwhile > 6, "something was written while the reports were frozen"
        for card in cards:
            is_one_instant(card)
