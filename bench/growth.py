"""How the cost of a report grows with history: periods with as many entries in them, with five times as much behind.

The other province stands beside this one and was made by `python -m bench --dossiers 5000000 --only nothing`; where it
is missing, there is nothing to tell. Its copies lie in the same months, so each of its months is about five times as
full. To see what history costs and not what the period holds, its small communes are compared with the large ones
here, month by month, and some days of its province with the month here that has as many entries. The last rows
compare the same months, and so what five times as many entries cost.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from bench import reports
from bench.recount import Sql
from bench.reports import Question, Trial
from bench.table import Figure
from haicap.dossiers.contract import Period
from haicap.kernel import clock
from haicap.territory import api as territory

LARGE = 5_000_000
MOST = 1.3
QUESTIONS = 40
_WANTED = "HAICAP_BENCH_ENTRIES"  # how many entries the periods of the other province shall have
COMMUNE, PROVINCE = "month's report of a commune, by field, p95", "month's report of the province, median"


def figures(url: str, place: Path) -> Iterator[Figure]:
    """One row for each report: how many times longer it takes at the large size."""
    if not (place.parent / str(LARGE) / ".filled").exists():
        print(f"no province of {LARGE:,} beside {place}: growth is not measured", file=sys.stderr)
        return
    single = sorted(_communes(), key=lambda each: -each[0])[:QUESTIONS]
    whole = [(_entries(_everybody(), month), (_everybody(), month)) for month in _last_months()]
    wanted = {"single": [n for n, _ in single], "whole": [n for n, _ in whole]}
    sizes = f"{LARGE:,} to {place.name}"
    for ours, theirs in zip(_asked(url, single, whole), _asked_there("like", wanted), strict=True):
        note = f"here {ours.note}; there {theirs['note']}"
        yield _times(f"{ours.name}: {sizes}, equal periods", ours.ours, theirs["ours"], MOST, note)
    for ours, theirs in zip(reports.figures(url, peers=False), _asked_there("alone", {}), strict=True):
        note = "each month holds five times as much"
        yield _times(f"{ours.name}: {sizes}, same months", ours.ours, theirs["ours"], None, note)


def like(url: str) -> Iterator[Figure]:
    """The same reports of this province, of periods with about as many entries as another wants."""
    wanted = json.loads(os.environ[_WANTED])
    communes = _communes()
    single = [min(communes, key=lambda each: abs(each[0] - n)) for n in wanted["single"]]
    days = [
        (_entries(_everybody(), period), (_everybody(), period))
        for month in _last_months()
        for period in _beginnings(month)
    ]
    whole = [min(days, key=lambda each: abs(each[0] - n)) for n in wanted["whole"]]
    yield from _asked(url, single, whole)


Counted = tuple[int, Question]  # with the entries that the question's figures count


def _asked(url: str, single: Sequence[Counted], whole: Sequence[Counted]) -> Iterator[Figure]:
    trial = Trial(reports.auditor(), Sql(url))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a cold disk is no failure here
    for name, asked, by, peers in (
        (COMMUNE, single, ("", "field"), 8),
        (PROVINCE, whole, ("", "unit", "field"), 1),
    ):
        told = trial.row(name, [question for _, question in asked], by, 0, peers=peers)
        entries = sum(n for n, _ in asked) / len(asked)
        yield Figure(name, "ms", told.ours, most=True, note=f"{entries:,.0f} entries a period, {told.note}")


def _times(name: str, ours: float, theirs: float, target: float | None, note: str) -> Figure:
    note = f"{ours:,.1f} to {theirs:,.1f} ms; {note}"
    return Figure(name, "times", theirs / ours, target, most=True, note=note)


def _communes() -> list[Counted]:
    """Every commune and whole month."""
    everybody = _everybody()[:-1]
    return [
        (n, ([unit], month))
        for month in reports.months_until(clock.today())
        for unit in everybody
        if (n := _entries([unit], month))
    ]


def _everybody() -> list[int]:
    """The communes, and the province's own bodies at the end."""
    day = clock.today()
    communes = [unit.unit_id for unit in territory.communes_of(reports.PROVINCE, day)]
    return [*communes, territory.require_unit(reports.PROVINCE, day).unit_id]


def _last_months() -> list[Period]:
    return reports.months_until(clock.today())[-5:]


def _beginnings(month: Period) -> list[Period]:
    """The first day of a month, its first two, and so on."""
    length = (month.end - month.start).days
    return [Period(month.start, month.start + timedelta(days=n)) for n in range(length)]


def _entries(units: Sequence[int], period: Period) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(entries), 0) FROM dossiers_tally WHERE unit_id = ANY(%s) AND day BETWEEN %s AND %s",
            [list(units), period.start, period.end],
        )
        return int(cursor.fetchone()[0])


def _asked_there(name: str, wanted: dict[str, list[int]]) -> list[dict[str, Any]]:
    """Rows of the large province, by a bench of its own."""
    words = [sys.executable, "-m", "bench", "--dossiers", str(LARGE), "--only", name, "--json"]
    plain = {name: value for name, value in os.environ.items() if name != "HAICAP_DATABASE_URL"}
    done = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, text=True, env=plain | {_WANTED: json.dumps(wanted)}
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told
