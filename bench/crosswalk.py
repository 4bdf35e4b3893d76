"""A list of a million coded rows on another day's map, as `haicap territory crosswalk` writes it.

Beside it the barest program that could do the same: every line cut at its commas, one look into a dict, one line
written. Both read and write real files; times are processor time of one thread, without the start of Python.
"""

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random
from statistics import median

from bench.table import Figure
from haicap.kernel.console import Output
from haicap.territory import api as territory
from haicap.territory.cli import lists

ROWS = 1_000_000
MOST_SECONDS = 3
EVE, TODAY = date(2025, 6, 30), date(2026, 11, 21)


def figures(rounds: int, rows: int = ROWS) -> Iterator[Figure]:
    """The row of the table of `make bench`; needs the database of the register."""
    with tempfile.TemporaryDirectory() as place:
        source, target = Path(place, "old.csv"), Path(place, "new.csv")
        codes = _write(source, rows)
        ours = median(_seconds(lambda: _carry(source, target)) for _ in range(rounds))
        written = target.read_bytes().count(b"\n") - 1
        cells = {code: f",{code}\n" for code in codes}
        bare = median(_seconds(lambda: _bare(source, target, cells)) for _ in range(rounds))
    yield Figure(
        f"crosswalk of {rows:,} coded rows",
        "s",
        ours,
        MOST_SECONDS,
        bare,
        most=True,
        note=f"{written:,} rows written, shares and all; ceiling: a dict asked line by line, one row for one",
    )


def _write(source: Path, rows: int) -> list[str]:
    """A list of households by codes of the old map, in no order; gives the codes."""
    dice = Random(5)
    codes = [unit.code for each in territory.provinces(EVE) for unit in territory.communes_of(each.code, EVE)]
    with source.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("id", "code", "people"))
        drawn = enumerate(dice.choices(codes, k=rows))
        table.writerows((number, code, number % 7) for number, code in drawn)
    return codes


def _carry(source: Path, target: Path) -> None:
    parser = argparse.ArgumentParser()
    lists.arguments(parser.add_subparsers())
    words = ["crosswalk", "--from", f"{EVE}", "--to", f"{TODAY}", f"{source}", "--output", f"{target}"]
    options = parser.parse_args(words)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        options.answer(options, Output(as_json=True))


def _bare(source: Path, target: Path, cells: dict[str, str]) -> None:
    with source.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as written:
        next(rows)
        written.writelines(row[:-1] + cells[row.split(",")[1]] for row in rows)


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
