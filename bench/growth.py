"""How the cost of a report grows with history: the same questions at the size at hand and at five times as much.

The other province stands beside this one and was made by `python -m bench --dossiers 5000000 --only nothing`; where it
is missing, there is nothing to tell.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import reports
from bench.table import Figure

LARGE = 5_000_000
MOST = 1.3


def figures(url: str, place: Path) -> Iterator[Figure]:
    """One row for each report: how many times longer it takes at the large size."""
    if not (place.parent / str(LARGE) / ".filled").exists():
        print(f"no province of {LARGE:,} beside {place}: growth is not measured", file=sys.stderr)
        return
    large = {told["name"]: told["ours"] for told in _asked_there()}
    for here in reports.figures(url, peers=False):
        there = large[here.name]
        note = f"{here.ours:,.1f} to {there:,.1f} ms"
        yield Figure(
            f"{here.name}: {LARGE:,} to {place.name}", "times", there / here.ours, MOST, most=True, note=note
        )


def _asked_there() -> list[dict[str, float]]:
    """`reports alone` of the large province, by a bench of its own."""
    words = [sys.executable, "-m", "bench", "--dossiers", str(LARGE), "--only", "alone", "--json"]
    plain = {name: value for name, value in os.environ.items() if name != "HAICAP_DATABASE_URL"}
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, env=plain)
    told: list[dict[str, float]] = json.loads(done.stdout)
    return told
