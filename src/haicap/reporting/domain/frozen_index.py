"""The index of service quality as a frozen report keeps it: counts of units and bodies, and the rows behind them.

In the content: `edition` (the day its weights are from), `procedures` (codes with a complete and an incomplete
publication, by name of a catalogue) and `lines`, the first of them the body's own. A line counts rows of its `units`,
of these only those of its `agencies` where they are given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from haicap.dossiers.contract import QUALITY_LISTS, QualityCounts, QualityRow

KEY = "index766"
PROCEDURES = ("published", "complete", "incomplete")  # lists of item 1.3
LISTS = (*QUALITY_LISTS, *PROCEDURES)


ByUnit = Mapping[int, Sequence[QualityRow]]


def by_unit(rows: Iterable[QualityRow]) -> ByUnit:
    """The rows of each unit."""
    found: dict[int, list[QualityRow]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found


def line(
    rows: ByUnit,
    *,
    of: tuple[str, str],
    units: Iterable[int],
    catalogue: str,
    agencies: Iterable[int] | None = None,
    body: int | None = None,
) -> dict[str, Any]:
    """A line of the content; `of` is code and name, `rows` are narrowed to units and agencies here."""
    told = {
        "code": of[0],
        "name": of[1],
        "body": body,
        "units": sorted(units),
        "agencies": None if agencies is None else sorted(agencies),
        "catalogue": catalogue,
    }
    return {**told, "counts": counts_of(belonging(rows, told))}


def belonging(rows: ByUnit, told: Mapping[str, Any]) -> list[QualityRow]:
    """Those of `rows` that a line counts."""
    agencies = told["agencies"]
    return [
        row
        for unit in told["units"]
        for row in rows.get(unit, ())
        if agencies is None or row.agency in agencies
    ]


def without(rows: Iterable[QualityRow], lines: Iterable[Mapping[str, Any]]) -> list[QualityRow]:
    """`rows` that none of these lines counts."""
    told = list(lines)
    whole = {unit for each in told if each["agencies"] is None for unit in each["units"]}
    parts = {(unit, agency) for each in told for agency in each["agencies"] or () for unit in each["units"]}
    return [row for row in rows if row.unit_id not in whole and (row.unit_id, row.agency) not in parts]


def counts_of(rows: Iterable[QualityRow]) -> dict[str, int]:
    """The counts of `rows` by the names of `QualityCounts`."""
    counted = Counter(name for row in rows for name in row.names)
    return {name: counted[name] for name in asdict(QualityCounts())}


def codes_of(index: Mapping[str, Any], told: Mapping[str, Any], name: str) -> list[str]:
    """The procedures that `name` (of PROCEDURES) of a line counts."""
    known = index["procedures"][told["catalogue"]]
    parts = known.values() if name == "published" else (known[name],)
    return sorted(code for part in parts for code in part)


def told_counts(index: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, int]:
    """What items of the index ask for, of one line."""
    of_procedures = {name: len(codes_of(index, told, name)) for name in PROCEDURES}
    return {**told["counts"], "judged": QualityCounts(**told["counts"]).judged, **of_procedures}


def adds_up(content: Mapping[str, Any], rows: Sequence[QualityRow]) -> bool:
    """True where every line is what its rows come to; a report without index has no rows of it."""
    if KEY not in content:
        return not rows
    told = by_unit(rows)
    return all(each["counts"] == counts_of(belonging(told, each)) for each in content[KEY]["lines"])
