"""How quickly a province lives: a fortnight at the pace of a million dossiers a year, laws each night.

It lives on top of the bench's province, so its nights prove what a year's last nights would have to.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from bench.table import Figure
from haicap.kernel import clock

DAYS = 14
PACE = 1_000_000 / 365
HALF_AN_HOUR = 1_000_000 / 1_800


def figures() -> Iterator[Figure]:
    """Dossiers a second, all doors and nights included."""
    end = clock.today() - timedelta(days=1)
    words = [sys.executable, "-m", "haicap", "simulate", "--province", "68", "--json"]
    words += [
        "--from",
        f"{end - timedelta(days=DAYS)}",
        "--to",
        f"{end}",
        "--until",
        f"{end - timedelta(days=1)}",
    ]
    words += [
        "--dossiers",
        f"{PACE * (DAYS + 1):.0f}",
        "--live-one-in",
        "100",
        "--seed",
        f"{time.time_ns() % 10**9}",
    ]
    began = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ)
    seconds = time.perf_counter() - began
    told = json.loads(done.stdout)
    made = told["imported"] + told["received"]
    red = f", red: {told['red']['law']}" if told["red"] else ""
    note = f"{made:,} dossiers, {told['acts']:,} acts at the desks, {told['nights']} nights of fast laws{red}"
    yield Figure("simulated dossiers", "/s", made / seconds, HALF_AN_HOUR, note=note)
