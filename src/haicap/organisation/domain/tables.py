"""The tables of `organisation/data`, read once. Their sources stand in docs/reference/organisation.md."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.csv`, as text."""
    text = files("haicap.organisation").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
