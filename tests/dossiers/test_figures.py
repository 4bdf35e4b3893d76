"""The report equals an independent recount of the imported file, for every unit, period and group tried."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from haicap.dossiers.contract import Period
from haicap.dossiers.selectors.figures import GROUPS, count_figures
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.platform import calendars
from haicap.procedures import api as procedures
from haicap.simulation.delivery import records
from haicap.simulation.world import World
from haicap.territory import api as territory

NOW = datetime.fromisoformat("2026-03-04T15:00:00+07:00")
_ENDS = {
    "returned": "returned",
    "refused": "refused",
    "stopped": "stopped",
    "withdrawn": "withdrawn",
    "void": "void",
}


def told() -> list[dict[str, Any]]:
    """A few hundred records over three communes, some of them passed from one to another."""
    communes = [territory.require_unit(code, NOW.date()) for code in ("25000", "25015", "22924")]
    catalogue = [
        card for card in procedures.in_force(day=NOW.date()) if card.field in {"Hộ tịch", "Chứng thực"}
    ]
    known = [card for card in catalogue if card.variants[0].limit and "commune" in card.levels]
    world = World(5, communes, known, calendars.current("68"), date(2025, 12, 1), date(2026, 3, 4), NOW)
    return [record for record in records(world, 400) if record["events"]]  # those that have come already


def recount(rows: list[dict[str, Any]], unit: str, start: datetime, end: datetime) -> Counter[str]:
    """Plain loops over the file; which class a settlement is of is the law I-T1's to prove."""
    counted: Counter[str] = Counter()
    for row in rows:
        owner, is_open = row["competent"], False
        for event in (event for event in row["events"] if datetime.fromisoformat(event["at"]) < end):
            inside = datetime.fromisoformat(event["at"]) >= start
            if event["type"] == "transferred":
                counted["transferred_out"] += inside and owner == unit
                owner = event["to"]
                counted["transferred_in"] += inside and owner == unit
            else:
                name = {"resolved": "settled"}.get(event["type"], event["type"])
                counted[name] += inside and owner == unit
                is_open = _stays_open(event["type"])
        counted["open"] += is_open and owner == unit
        counted["carried_over"] += _stood_open_at(row, unit, start)
    return counted


def _stays_open(kind: str) -> bool:
    return kind not in {"resolved", "handed_over", *_ENDS}


def _stood_open_at(row: dict[str, Any], unit: str, instant: datetime) -> bool:
    owner, is_open = row["competent"], False
    for event in row["events"]:
        if datetime.fromisoformat(event["at"]) < instant:
            is_open, owner = _stays_open(event["type"]), event.get("to", owner)
    return is_open and owner == unit


@pytest.mark.django_db
def test_the_report_equals_an_independent_recount() -> None:
    with clock.at(NOW):
        rows = told()
        tally = run(list(enumerate(rows, 1)), now=NOW)
        assert tally.rejected == 0, tally.rejects[:3]
        dice = Random(3)
        for _ in range(60):
            unit = territory.require_unit(dice.choice(("25000", "25015", "22924")), NOW.date())
            first = date(2025, 12, 1) + timedelta(days=dice.randrange(80))
            period = Period(first, first + timedelta(days=dice.randrange(30)))
            by = dice.choice(["", *sorted(GROUPS)])
            units = [unit.unit_id]
            found = count_figures(provinces=["68"], units=units, period=period, now=NOW, by=(by,))[by]
            start = datetime.combine(period.start, datetime.min.time(), clock.VIETNAM)
            end = min(
                datetime.combine(period.end, datetime.min.time(), clock.VIETNAM) + timedelta(days=1), NOW
            )
            expected = recount(rows, unit.code, start, end)
            for name in ("carried_over", "received", "transferred_in", "transferred_out", *_ENDS):
                assert sum(getattr(row.figures, name) for row in found) == expected[name], (
                    name,
                    unit.code,
                    period,
                )
            assert sum(row.figures.settled for row in found) == expected["settled"]
            assert sum(row.figures.still_open for row in found) == expected["open"]
            assert all(row.figures.came_in == row.figures.accounted_for for row in found)
