"""`python -m bench [--dossiers N] [--only NAME …] [--write]`: build the province once, measure, print the table."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import simulation
from bench.table import Figure, markdown
from haicap.kernel.clock import VIETNAM

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "benchmarks"


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    alone = options.only == [simulation.ALONE]
    name = f"{simulation.ALONE}-{options.dossiers}" if alone else str(options.dossiers)
    place = Path(os.environ.get("HAICAP_BENCH_DIR", ROOT / ".haicap-bench")) / name
    if alone:
        shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.environ["HAICAP_DATA_DIR"] = str(place.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "haicap.config.settings"
    from haicap.config import data_directory
    from haicap.platform.database import Server

    server = Server(place.resolve(), progress=lambda text: print(text, file=sys.stderr))
    with server.use() as url:
        os.environ["HAICAP_DATABASE_URL"] = url
        os.environ["HAICAP_SECRET_KEY"] = data_directory.secret_key(place)
        _prepare()
        figures = (
            list(simulation.year(options.dossiers, place.resolve()))
            if alone
            else _measured(options, place.resolve(), url)
        )
        told = _report(
            options, figures, _scalar("SELECT count(*) FROM dossiers_dossier"), _scalar("SHOW server_version")
        )
    print(json.dumps([asdict(figure) for figure in figures]) if options.json else told)
    if options.write:
        RESULTS.mkdir(parents=True, exist_ok=True)
        path = RESULTS / f"{datetime.now(tz=VIETNAM):%Y-%m-%d}.md"
        path.write_text(told + "\n")
        print(f"written to {path}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--dossiers", type=int, default=1_000_000, help="size of the province (default 1,000,000)"
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="some figures only")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the median counts (default 3)")
    parser.add_argument("--seconds", type=float, default=4.0, help="length of a round (default 4)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead")
    parser.add_argument("--write", action="store_true", help="write the table to docs/benchmarks/")
    return parser.parse_args()


def _prepare() -> None:
    words = [sys.executable, "-m", "haicap", "init", "--province", "68"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()


def _measured(options: argparse.Namespace, place: Path, url: str) -> list[Figure]:
    from bench import figures, province, stand  # only now is Django up

    filled = place / ".filled"
    if not filled.exists():
        print(f"making {options.dossiers:,} dossiers in {place}, once", file=sys.stderr)
        province.fill(options.dossiers)
        filled.touch()
    province.open_accounts()
    found = []
    with stand.serving(place) as (port, supervisor):
        bench = figures.Bench(place, url, port, supervisor, options.rounds, options.seconds)
        asked = figures.ALL if not options.only else figures.ALL | figures.ASKED
        for name, measure in asked.items():
            if options.only and name not in options.only:
                continue
            for figure in measure(bench):
                found.append(figure)
                print("  " + " | ".join(cell for cell in figure.cells() if cell), file=sys.stderr)
    return found


def _report(options: argparse.Namespace, figures: list[Figure], dossiers: int, server: str) -> str:
    now = datetime.now(tz=VIETNAM)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    facts = [
        f"{now:%Y-%m-%d %H:%M} (+07:00)",
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}",
        f"load of the last 1, 5, 15 minutes: {load} (our own and everybody else's)",
        f"Python {platform.python_version()}, Django {version('django')}, granian {version('granian')}, "
        f"psycopg {version('psycopg')}, PostgreSQL {server}",
        f"{dossiers:,} dossiers of 124 communes; the median of {options.rounds} rounds of {options.seconds:g} s",
    ]
    head = [f"# Benchmark of {now:%d/%m/%Y}", "", *(f"- {fact}" for fact in facts), ""]
    return "\n".join([*head, markdown(figures)])


def _scalar(sql: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
