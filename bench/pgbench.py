"""Ceilings: the same statements sent by pgbench, that is by PostgreSQL's own client without any Python."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs, urlsplit

from haicap.platform.database import binaries


def program() -> str:
    """pgbench beside the PostgreSQL we use, else the one on the path."""
    beside = Path(binaries.find().program("pgbench"))
    found = str(beside) if beside.exists() else shutil.which("pgbench")
    if found is None:
        raise RuntimeError("pgbench is in no PostgreSQL installation found here")
    return found


def rate(url: str, scripts: Sequence[str], *, clients: int, seconds: int, prepared: bool = True) -> float:
    """Transactions per second of `scripts`, drawn by chance by each client."""
    with tempfile.TemporaryDirectory() as place:
        words = [program(), "-n", "-c", str(clients), "-j", "2", "-T", str(seconds)]
        words += ["-M", "prepared" if prepared else "simple"]
        for number, script in enumerate(scripts):
            path = Path(place) / f"{number}.sql"
            path.write_text(script)
            words += ["-f", f"{path}@1"]
        host = parse_qs(urlsplit(url).query)["host"][0]
        words += ["-h", host, "-U", urlsplit(url).username or "haicap", urlsplit(url).path.lstrip("/")]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or found is None or "aborted" in done.stderr:
        raise RuntimeError(f"pgbench failed: {done.stderr[-600:]}")
    return float(found[1])


def median_rate(
    url: str, scripts: Sequence[str], *, clients: int, rounds: int, seconds: int, prepared: bool = True
) -> float:
    """The median of several rounds."""
    return median(
        rate(url, scripts, clients=clients, seconds=seconds, prepared=prepared) for _ in range(rounds)
    )
