"""Flows told apart by time are the journal's, counted here entry by entry; each number is its list."""

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Period, View
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.dossiers.selectors.flows import counted_ones
from haicap.dossiers.selectors.standing import STANDING, STOCK
from haicap.kernel import clock
from haicap.kernel.clock import local_day
from haicap.kernel.timeliness import Timeliness
from haicap.territory import api as territory
from tests.cast import DI_LINH, Cast, cast

pytestmark = pytest.mark.django_db
WEEKS = Period(date(2026, 1, 5), date(2026, 3, 22))


@pytest.fixture
def now(province: Cast) -> datetime:
    return clock.now()


def test_flows_by_commune_field_and_week_are_the_entries_of_the_journal(now: datetime) -> None:
    actor, counted = cast().leader, Counter[tuple[str, str, int, str]]()
    fields = dict(Dossier.objects.order_by("id").values_list("id", "field"))
    for row in JournalEntry.objects.order_by("dossier_id", "seq"):
        step = (local_day(row.at) - WEEKS.start).days // 7
        names = [f"settled_{row.timeliness}"] if row.timeliness else [row.action]
        for name in names:
            counted[str(row.unit_id), fields[row.dossier_id], step, name] += 1
    units = [card.unit_id for card in territory.communes_of("68", clock.today())]
    units.append(territory.require_unit("68", clock.today()).unit_id)
    told = dossiers.flows(actor=actor, units=units, period=WEEKS, now=now, by=("unit", "field"), days=7)
    found = {
        (unit, field, int(step), name): count
        for (unit, field, step), figures in told.items()
        for name, count in figures.items()
    }
    assert found == {key: count for key, count in counted.items() if key in found or key[3] == "received"}
    assert sum(count for key, count in found.items() if key[3] == "received") == 600
    public = dossiers.public_flows(province_code="68", units=units, period=WEEKS, now=now)
    assert public[()]["received"] == 600


def test_nothing_after_now_is_counted(now: datetime) -> None:
    actor = cast().leader
    units = [territory.require_unit(DI_LINH, clock.today()).unit_id]
    last = JournalEntry.objects.filter(unit_id=units[0], action="received").order_by("-at", "dossier_id")[0]
    day = local_day(last.at)
    for moment, more in ((last.at, 0), (last.at + timedelta(microseconds=1), 1)):
        told = dossiers.flows(actor=actor, units=units, period=Period(day, day), now=moment)
        rows = JournalEntry.objects.filter(unit_id=units[0], action="received", at__lt=moment)
        same_day = [row for row in rows.order_by("dossier_id") if local_day(row.at) == day]
        assert told.get((), {}).get("received", 0) == len(same_day)
        assert any(row.dossier_id == last.dossier_id for row in same_day) == bool(more)


def test_a_period_that_has_not_begun_has_nothing_whatever_comes_later_today(now: datetime) -> None:
    people = cast()
    units = [territory.require_unit(DI_LINH, clock.today()).unit_id]
    last = JournalEntry.objects.filter(unit_id=units[0], action="received").order_by("-at", "dossier_id")[0]
    asked: Any = {"units": units, "period": Period(date(2026, 9, 1), date(2026, 9, 30)), "now": last.at}
    assert dossiers.flows(actor=people.leader, **asked) == {}
    assert asdict(dossiers.figures(actor=people.leader, **asked)[0].figures)["received"] == 0
    assert dossiers.quality_by_unit(actor=people.leader, **asked)[units[0]].filed == 0


def test_figures_and_the_dossiers_behind_them_are_found_in_indexes_alone(now: datetime) -> None:
    asked: Any = {"provinces": ["68"], "places": [1], "now": now, "start": now, "end": now}
    stands = f"SELECT o.place_id, {STOCK}, count(*) FROM ({STANDING[View.COMPETENT]}) o GROUP BY 1, 2"
    refused = counted_ones(View.COMPETENT, "refused")
    known = {"dossiers_open_of_unit": stands, "dossiers_journal_of_unit": refused}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        for index, sql in known.items():
            cursor.execute(f"EXPLAIN {sql}".replace("(instant)", "(now)"), asked)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert f"Index Only Scan using {index}" in plan, plan


def test_each_step_of_what_a_list_settled_is_that_list(now: datetime) -> None:
    people = cast()
    told = dossiers.settled_by_step(actor=people.chair, filter=ListFilter(), period=WEEKS, days=7, now=now)
    assert told  # a commune's own
    actor = people.leader
    told = dossiers.settled_by_step(actor=actor, filter=ListFilter(), period=WEEKS, days=7, now=now)
    assert sum(told.values()) > 200
    for (step, name), count in told.items():
        start = WEEKS.start + timedelta(days=7 * step)
        week = Period(start, start + timedelta(days=6))
        asked = ListFilter(settled=week, timeliness=Timeliness(name))
        assert dossiers.count(actor=actor, filter=asked, now=now) == count


def test_ages_part_what_is_at_work_without_gap_or_overlap(now: datetime) -> None:
    actor, today = cast().leader, local_day(now)
    days = [None, *(today + timedelta(days=d) for d in (-10, 0, 1, 6, 11))]
    at_work = dossiers.count(actor=actor, filter=ListFilter(overdue=True), now=now)
    at_work += dossiers.count(actor=actor, filter=ListFilter(overdue=False), now=now)
    parts = []
    for place, first in enumerate(days):
        until = days[place + 1] - timedelta(days=1) if place + 1 < len(days) else None
        for overdue in (True, False):
            asked = ListFilter(due_from=first, due_until=until, overdue=overdue)
            parts.append(dossiers.count(actor=actor, filter=asked, now=now))
    assert sum(parts) == at_work > 10
