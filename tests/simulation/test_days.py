"""A province lived day by day: reproducible, through both doors, with laws each night and a saboteur who is caught."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from haicap.config.laws import ALL
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.dossiers.selectors.figures import count_figures
from haicap.kernel import clock
from haicap.simulation.api import Course, live_through
from haicap.territory import api as territory

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-04T15:00:00+07:00")
START, END = date(2026, 1, 26), date(2026, 2, 27)
LAWS = [law for law in ALL if law.id != "I-G1"]  # the clock of this world is not the machine's, on purpose
EXPECTED_REFUSALS = {"dossier.supplement_already_asked"}


def lived(seed: int = 7, count: int = 120, **more: Any) -> Course:
    told = {"start": START, "end": END, "live_one_in": 2, **more}
    with clock.at(NOW):
        return live_through(province="68", count=count, seed=seed, **told)


def heads_of(seed: int) -> dict[str, str]:
    """The story of a run that is taken back afterwards."""
    with transaction.atomic():
        lived(seed)
        heads = dict(dossiers.story_heads("68"))
        transaction.set_rollback(True)
    return heads


def test_the_same_seed_tells_the_same_story_link_by_link() -> None:
    first = heads_of(7)
    assert len(first) > 20
    assert heads_of(7) == first
    assert heads_of(8) != first


def test_every_law_holds_every_night_and_nobody_is_refused_what_the_story_tells() -> None:
    made = lived(laws=LAWS)
    assert made.red is None
    assert made.nights == (END - START).days + 1
    assert made.rejected == 0
    assert set(made.refusals) <= EXPECTED_REFUSALS
    assert made.received + made.imported == Dossier.objects.count() > 100
    assert made.acts > 2 * made.received


def test_a_run_that_is_told_again_or_was_stopped_changes_nothing_and_goes_on() -> None:
    with transaction.atomic():
        lived()
        whole = Dossier.objects.count(), JournalEntry.objects.count()
        again = lived()
        assert (again.received, again.imported, again.acts) == (0, 0, 0)
        transaction.set_rollback(True)
    lived(until=date(2026, 2, 6))
    assert Dossier.objects.count() < whole[0]
    lived()
    assert (Dossier.objects.count(), JournalEntry.objects.count()) == whole


def test_worlds_of_one_seed_that_begin_on_different_days_do_not_meet() -> None:
    both = lived(count=30, end=date(2026, 2, 6)), lived(count=30, start=date(2026, 2, 9))
    assert all(each.rejected == 0 and set(each.refusals) <= EXPECTED_REFUSALS for each in both)
    assert sum(each.received + each.imported for each in both) == Dossier.objects.count() == 60


def test_both_doors_tell_the_same_figures() -> None:
    assert figures_through(1) == figures_through(0)


def figures_through(live_one_in: int) -> dict[str, Any]:
    with transaction.atomic():
        lived(live_one_in=live_one_in)
        with clock.at(NOW):
            units = [unit.unit_id for unit in territory.communes_of("68", END)]
            told = count_figures(
                provinces=["68"], units=units, period=Period(START, END), now=clock.now(), by=("unit",)
            )
        transaction.set_rollback(True)
    return {row.key: row.figures for row in told["unit"]}


@pytest.fixture
def saboteur() -> Callable[[Any], None]:
    """On 5 February the database does not count; the next morning it counts again, as if nothing had been."""

    def at_work(course: Any) -> None:
        todo = {date(2026, 2, 5): "DISABLE", date(2026, 2, 6): "ENABLE"}.get(course.day)
        if todo:
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE dossiers_journal {todo} TRIGGER dossiers_journal_tally")

    return at_work


def test_a_saboteur_is_caught_in_the_night_of_the_deed_and_again_on_replay(
    saboteur: Callable[[Any], None],
) -> None:
    laws = [law for law in LAWS if law.id == "I-C4"]
    with transaction.atomic():
        made = lived(laws=laws, told=saboteur)
        transaction.set_rollback(True)
    assert made.red is not None
    assert (made.red.day, made.red.law) == (date(2026, 2, 5), "I-C4")
    replayed = lived(laws=laws, told=saboteur, until=made.red.day)
    assert replayed.red == made.red


@pytest.mark.django_db(transaction=True)
def test_laws_that_read_beside_the_writing_see_the_night_they_were_asked_in(
    saboteur: Callable[[Any], None],
) -> None:
    laws = [law for law in LAWS if law.id == "I-C4"]
    made = lived(count=60, start=date(2026, 2, 2), end=date(2026, 2, 10), laws=laws, told=saboteur)
    assert made.red is not None
    assert (made.red.day, made.red.law) == (date(2026, 2, 5), "I-C4")
    assert made.day == date(2026, 2, 6)  # the next day was written meanwhile
    assert made.nights == 4
