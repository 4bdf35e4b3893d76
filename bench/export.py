"""A list of a hundred thousand rows as a file, as an official's browser gets it: rows a second, and memory."""

import http.client
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.table import Figure

ROWS = 100_000
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file at `path` of the server at `port`, with the cookies of who may have it."""

    port: int
    path: str
    cookies: str


def figures(wanted: Wanted, web: Sequence[int], rounds: int) -> Iterator[Figure]:
    """The first `ROWS` rows of what is wanted; `web` are the processes that may serve them."""
    _read(wanted)  # warm
    for pid in web:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # the most resident is counted from now on (man proc)
    rates = [_read(wanted) for _ in range(rounds)]
    most = max(_most_resident(pid) for pid in web)
    yield Figure(
        f"export of {ROWS:,} rows as CSV", "rows/s", median(rates), 20_000, note="one reader, over HTTP"
    )
    yield Figure(
        "export, most resident of a web process", "MiB", most, 150, most=True, note=f"{len(web)} processes"
    )


def _read(wanted: Wanted) -> float:
    """Rows a second, until all are there; then the reader leaves."""
    rows = 0
    with closing(http.client.HTTPConnection("127.0.0.1", wanted.port, timeout=60)) as line:
        began = time.perf_counter()
        line.request("GET", wanted.path, headers={"Cookie": wanted.cookies})
        answer = line.getresponse()
        assert answer.status == http.client.OK, f"{wanted.path}: {answer.status}"
        while rows < ROWS and (piece := answer.read(PIECE)):
            rows += piece.count(b"\n")
        return rows / (time.perf_counter() - began)


def _most_resident(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) / 1024
