"""Figures and the lists behind them: haicap beside the same question in bare SQL and in DuckDB, in the same run.

The same questions are asked of all three; a row says how many of their answers were equal.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from django.db import connection

from bench.recount import Answer, Duck, Sql
from bench.table import Figure
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Order, Period
from haicap.dossiers.selectors.conditions import narrowed
from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.reporting import api as reporting
from haicap.territory import api as territory

PROVINCE = "68"
QUESTIONS = 60
FIRST_MONTH = date(2025, 8, 1)


Question = tuple[Sequence[int], Period]
Asked = Callable[[Sequence[int], datetime, datetime, Sequence[str]], dict[str, Answer]]


def figures(url: str, *, peers: bool = True) -> Iterator[Figure]:
    """A month's report of a commune, and of the province by commune and by field; `peers` are asked the same."""
    dice = Random(20251121)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a cold disk is no failure here
    actor, day = auditor(), clock.today()
    communes = [unit.unit_id for unit in territory.communes_of(PROVINCE, day)]
    everybody = [*communes, territory.require_unit(PROVINCE, day).unit_id]
    months = months_until(day)
    single: list[Question] = [([dice.choice(communes)], dice.choice(months)) for _ in range(QUESTIONS)]
    whole: list[Question] = [(everybody, month) for month in dice.sample(months, 5)]
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(actor, Sql(url) if peers else None, Duck(url, Path(place)) if peers else None)
        yield trial.row("month's report of a commune, by field, p95", single, ("", "field"), 80, peers=12)
        name = "month's report of the province, by commune and by field, median"
        yield trial.row(name, whole, ("", "unit", "field"), 500, peers=2)


@dataclass(frozen=True, slots=True)
class Trial:
    """Those that are asked: haicap as `actor`, and where they are there bare SQL and DuckDB."""

    actor: Actor
    bare: Sql | None = None
    duck: Duck | None = None

    def row(
        self, name: str, questions: Sequence[Question], by: Sequence[str], target: float, *, peers: int
    ) -> Figure:
        """One row: ours beside DuckDB as the ceiling, bare SQL in the note, and whether all said the same. The peers
        take their time, so they are asked the first `peers` questions only.
        """
        part = 0.95 if name.endswith("p95") else 0.5
        times, answers = _timed(self._haicap, questions, by)
        beside = {
            told: _timed(peer.ask, questions[:peers], by)
            for told, peer in (("bare SQL", self.bare), ("DuckDB over Parquet", self.duck))
            if peer
        }
        others = [theirs for _, theirs in beside.values()]
        equal = sum(
            all(one == ours for one in theirs) for ours, *theirs in zip(answers, *others, strict=False)
        )
        note = "; ".join(f"{told} {_at(took, part):,.0f} ms" for told, (took, _) in beside.items())
        if beside:
            note += f"; {equal} of {len(others[0])} answers equal in all"
        ceiling = _at(beside["DuckDB over Parquet"][0], part) if self.duck else None
        return Figure(name, "ms", _at(times, part), target, ceiling, most=True, note=note)

    def _haicap(
        self, units: Sequence[int], start: datetime, end: datetime, by: Sequence[str]
    ) -> dict[str, Answer]:
        period = Period(start.date(), (end - timedelta(days=1)).date())
        told = dossiers.figures_by(actor=self.actor, units=units, period=period, now=clock.now(), by=by)
        return {each: _plain(rows) for each, rows in told.items()}


def _timed(
    ask: Asked, questions: Sequence[Question], by: Sequence[str]
) -> tuple[list[float], list[dict[str, Answer]]]:
    """Milliseconds and answers of each question, asked once before: all engines work on warm data."""
    times, answers = [], []
    for units, period in [*questions, *questions]:
        start, end = (
            datetime.combine(day, datetime.min.time(), VIETNAM)
            for day in (period.start, period.end + timedelta(days=1))
        )
        began = time.perf_counter()
        answers.append(ask(units, start, end, by))
        times.append(1000 * (time.perf_counter() - began))
    return times[len(questions) :], answers[len(questions) :]


def _at(times: Sequence[float], part: float) -> float:
    """What `part` of the times did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def _plain(rows: Sequence[Any]) -> Answer:
    """Rows with any count, without zeros; a group that is empty everywhere is nowhere."""
    told = {row.key: {name: n for name, n in asdict(row.figures).items() if n} for row in rows}
    return {key: counts for key, counts in told.items() if counts}


def months_until(day: date) -> list[Period]:
    """Whole months that are over."""
    found, first = [], FIRST_MONTH
    while (following := (first + timedelta(days=32)).replace(day=1)) <= day:
        found.append(Period(first, following - timedelta(days=1)))
        first = following
    return found


def auditor() -> Actor:
    """Somebody who sees the whole province."""
    day = clock.today()
    unit = territory.require_unit(PROVINCE, day)
    for body in organisation.agencies_of_unit(unit.unit_id):
        for held in organisation.holders(body.id, Role.AUDITOR, day):
            return organisation.actor_of_appointment(held.id, day)
    raise LookupError("no auditor")


def index() -> Iterator[Figure]:
    """The index of service quality of all communes, of a month that is over."""
    actor, day, now = auditor(), clock.today(), clock.now()
    communes, month = territory.communes_of(PROVINCE, day), months_until(day)[-1]
    times = []
    for _ in range(4):
        began = time.perf_counter()
        scores = reporting.index_of_units(actor=actor, units=communes, period=month, now=now)
        times.append(time.perf_counter() - began)
    note = f"{len(scores)} communes, {month.start:%m/%Y}, slowest of 3"
    yield Figure("index 766 of all communes", "s", max(times[1:]), 2, most=True, note=note)


def lists() -> Iterator[Figure]:
    """A page of 25 of the list behind a number as screens open it, at its beginning, in its middle and at its end."""
    actor, now = auditor(), clock.now()
    month = months_until(clock.today())[-2]
    unit = territory.communes_of(PROVINCE, clock.today())[60].code
    wanted = {
        "received of the province in a month": ListFilter(
            figures=frozenset({"received"}), period=month, order=Order.NEWEST
        ),
        "settled of a commune in a month": ListFilter(
            figures=frozenset({"settled_early", "settled_on_time", "settled_overdue"}),
            period=month,
            unit=unit,
            order=Order.NEWEST,
        ),
        "all dossiers of the province": ListFilter(order=Order.NEWEST),
    }
    for name, asked in wanted.items():
        number = dossiers.count(actor=actor, filter=asked, now=now)
        cursors = {"first": "", **_cursors(actor, asked, now, number)}
        for place, cursor in cursors.items():
            times = []
            for _ in range(12):
                began = time.perf_counter()
                page = dossiers.listing(actor=actor, filter=asked, now=now, after=cursor)
                times.append(1000 * (time.perf_counter() - began))
            note = f"{len(page.rows)} of {number:,} rows, slowest of 12"
            yield Figure(f"list: {name}, {place} page", "ms", max(times), 80, most=True, note=note)


def _cursors(actor: Actor, asked: ListFilter, now: datetime, number: int) -> dict[str, str]:
    """Where the middle and the last page begin: the rows there, found by counting."""
    found = narrowed(actor, asked, now)
    key, way = ("due_at", "ASC") if asked.order is Order.DUE else ("received_at", "DESC")
    sql = (
        f"SELECT {key}, id FROM {found.table.sql} WHERE {found.where.sql} "
        f"ORDER BY {key} {way}, id {way} OFFSET %s LIMIT 1"
    )
    cursors = {}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for place, offset in (("middle", number // 2), ("last", max(0, number - 26))):
            cursor.execute(sql, [*found.table.values, *found.where.values, offset])
            (moment, row) = cursor.fetchone()
            card: Any = SimpleNamespace(due_at=moment, received_at=moment, id=row)
            cursors[place] = dossiers.cursor_of(card, asked.order)
    return cursors
