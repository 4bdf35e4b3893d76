"""How quickly a province lives, act by act and night by night: a fortnight of the full province, or a whole year.

The year has a database of its own, made anew each time, and the machine to itself: nothing is served beside it. It is
measured only where it is the one thing asked for (`python -m bench --only simulation`).
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.table import Figure
from haicap.kernel import clock

ALONE = "simulation"
MILLION = 1_000_000
FORTNIGHT, YEAR = 14, 365
HALF_AN_HOUR = 30
DESKS = 100  # every so many'th dossier act by act
SEED = 20251121


@dataclass(frozen=True, slots=True)
class Lived:
    """What a run told of itself, by the clock of the wall, and its processor time without the database's."""

    told: dict[str, Any]
    seconds: float
    processor: float

    @property
    def made(self) -> int:
        """Dossiers, through both doors."""
        return int(self.told["imported"] + self.told["received"])

    @property
    def note(self) -> str:
        """What was done, and what no dossier should have met."""
        told = self.told
        words = f"{self.made:,} dossiers, {told['acts']:,} acts at the desks, laws held in {told['nights']} nights"
        red = f"; RED: {told['red']['law']} on {told['red']['day']}" if told["red"] else ""
        return words + (f"; {told['rejected']:,} rejected" if told["rejected"] else "") + red


def year(dossiers: int, data: Path) -> Iterator[Figure]:
    """Minutes of a year of so many dossiers in the new database at `data`, to the full check of the last night.

    Only a million is held against the target; nothing is extrapolated.
    """
    end = clock.today() - timedelta(days=1)
    begin = end - timedelta(days=YEAR - 1)
    before = _of_database(data)
    lived = _live(f"--from {begin} --to {end} --dossiers {dossiers} --seed {SEED}".split())
    database = _of_database(data) - before
    note = f"{lived.note}; processor: {lived.processor:,.0f} s of Python, {database:,.0f} s of the database"
    target = HALF_AN_HOUR if dossiers == MILLION else None
    yield Figure(f"a year of {dossiers:,} dossiers", "min", lived.seconds / 60, target, most=True, note=note)


def fortnight() -> Iterator[Figure]:
    """Dossiers a second of the last fortnight, lived on top of the full province: its nights prove what a year's last
    nights would have to. Beside the pace that a million in half an hour needs, as if all nights were so.
    """
    end = clock.today() - timedelta(days=1)
    begin, count = end - timedelta(days=FORTNIGHT), MILLION * (FORTNIGHT + 1) // YEAR
    seed = time.time_ns() % 10**9
    lived = _live(
        f"--from {begin} --to {end} --until {end - timedelta(days=1)} --dossiers {count} --seed {seed}".split()
    )
    pace = MILLION / (60 * HALF_AN_HOUR)
    yield Figure(
        "simulated, a fortnight on a full province", "/s", lived.made / lived.seconds, pace, note=lived.note
    )


def _live(words: Sequence[str]) -> Lived:
    command = [sys.executable, "-m", "haicap", "simulate", "--province", "68", "--json"]
    command += [*words, "--live-one-in", str(DESKS)]
    began, spent = time.perf_counter(), _of_children()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=os.environ)
    return Lived(json.loads(done.stdout), time.perf_counter() - began, _of_children() - spent)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of_database(data: Path) -> float:
    """Processor seconds of the server of `data` and of those of its processes that have ended."""
    pid = (data / "database" / "cluster" / "postmaster.pid").read_text().split()[0]
    ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
