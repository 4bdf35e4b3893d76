"""`haicap territory crosswalk` and `guess-date`: whole lists with a column of codes.

A list is CSV (UTF-8, with a header) or JSON Lines (`.jsonl`). The crosswalk writes each row once for every unit its
code became, with the columns `to_code`, `to_name`, `area_share`, `population_share` and `certainty` behind its own;
shares are empty where nobody knows them. A row whose code meant nothing on the day keeps them empty with certainty
`unknown`, and the command ends with 1. Work is done once per distinct code; rows stream through.
"""

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.territory.cli.days import day
from haicap.territory.contract import CrossPart, Vintage

COLUMNS = ("to_code", "to_name", "area_share", "population_share", "certainty")
UNKNOWN = "unknown"


def arguments(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare both verbs."""
    cross = verbs.add_parser("crosswalk", help="a list of codes of one day on the map of another")
    cross.add_argument("--from", dest="begins", type=day, required=True, metavar="D", help="day of the codes")
    cross.add_argument(
        "--to", dest="ends", type=day, required=True, metavar="D", help="day of the map wanted"
    )
    cross.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    cross.set_defaults(answer=_crosswalk)
    guess = verbs.add_parser("guess-date", help="the days on which the codes of a list were in force")
    guess.add_argument("--names", metavar="COLUMN", help="column of names, to tell renamed units apart")
    guess.set_defaults(answer=_guess)
    for leaf in (cross, guess):
        leaf.add_argument("file", type=Path, metavar="FILE", help="CSV or JSON Lines (.jsonl)")
        leaf.add_argument("--column", default="code", metavar="COLUMN", help="column of codes, default: code")


def _crosswalk(options: argparse.Namespace, out: Output) -> int:
    with _reading(options.file) as source:
        if options.output is None and not out.as_json:
            counts = _carry(options, source, sys.stdout)
        elif options.output is None:
            raise UsageError("--json tells the counts; name the list's own file with --output")
        else:
            with options.output.open("w", encoding="utf-8", newline="") as target:
                counts = _carry(options, source, target)
    for name in ("read", "written", "unknown"):
        out.progress(f"{name}: {counts[name]}")
    if out.as_json:
        out.result(counts, str)
    return FINDINGS if counts["unknown"] else DONE


def _carry(options: argparse.Namespace, source: IO[str], target: IO[str]) -> dict[str, int]:
    parts = _Parts(options.begins, options.ends)
    carry = _carry_json if options.file.suffix == ".jsonl" else _carry_csv
    return carry(source, target, options.column, parts)


class _Parts(dict[str, list[tuple[str, ...]]]):
    """The cells that follow a row, by its code; asked of the map once per code."""

    def __init__(self, begins: date, ends: date) -> None:
        from haicap.territory import api as territory

        self.across = territory.crossing(begins=begins, ends=ends)

    def __missing__(self, code: str) -> list[tuple[str, ...]]:
        self[code] = [_cells(part) for part in self.across(code)] or [("", "", "", "", UNKNOWN)]
        return self[code]


def _cells(part: CrossPart) -> tuple[str, ...]:
    shares = ("" if share is None else f"{share:.8f}" for share in (part.area_share, part.population_share))
    return (part.unit.code, part.unit.name, *shares, part.certainty.value)


def _carry_csv(source: IO[str], target: IO[str], column: str, parts: _Parts) -> dict[str, int]:
    """Rows keep their own writing; only those with quotes are taken apart with care."""
    header = next(csv.reader(source), [])
    place, commas = _place(header, column), len(header) - 1
    target.write(_line([*header, *COLUMNS]))
    tails: dict[str, list[str]] = {}
    read: Counter[str] = Counter()
    for number, row in enumerate(_records(source), start=2):
        cells = row.split(",") if '"' not in row else next(csv.reader([row]))
        if len(cells) != commas + 1:
            raise UsageError(f"row {number} has {len(cells)} cells, the header {commas + 1}")
        code = cells[place]
        if code not in tails:
            tails[code] = [f",{_line(part)}" for part in parts[code]]
        read[code] += 1
        for tail in tails[code]:
            target.write(row + tail)
    return _counts(read, parts)


def _counts(read: Counter[str], parts: _Parts) -> dict[str, int]:
    """Rows read, rows written, and those whose code meant nothing."""
    return {
        "read": read.total(),
        "written": sum(times * len(parts[code]) for code, times in read.items()),
        "unknown": sum(times for code, times in read.items() if parts[code][0][-1] == UNKNOWN),
    }


def _records(source: IO[str]) -> Iterator[str]:
    """Rows without their line ends; one whose quotes are open goes on in the next line. Empty lines are left out."""
    for line in source:
        row = line
        while row.count('"') % 2:
            more = next(source, "")
            if not more:
                raise UsageError("the last row has an open quote")
            row += more
        row = row.rstrip("\r\n")
        if row:
            yield row


def _line(cells: Iterable[str]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerow(cells)
    return target.getvalue()


def _carry_json(source: IO[str], target: IO[str], column: str, parts: _Parts) -> dict[str, int]:
    tails: dict[str, list[str]] = {}
    read: Counter[str] = Counter()
    for number, line in enumerate(source, start=1):
        text = line.strip()
        if not text:
            continue
        code = _code(text, column, number)
        if code not in tails:
            tails[code] = [_tail(cells) for cells in parts[code]]
        read[code] += 1
        target.writelines(f"{text[:-1]}, {tail}\n" for tail in tails[code])
    return _counts(read, parts)


def _tail(cells: tuple[str, ...]) -> str:
    """The new members, ready to follow a row's own; shares are numbers or null."""
    code, name, *shares, certainty = cells
    values = (code or None, name or None, *(float(share) if share else None for share in shares), certainty)
    return json.dumps(dict(zip(COLUMNS, values, strict=True)), ensure_ascii=False)[1:]


def _code(text: str, column: str, number: int) -> str:
    try:
        code = json.loads(text)[column]
    except (ValueError, TypeError, KeyError):
        raise UsageError(f"line {number} is no JSON object with {column!r}") from None
    if not isinstance(code, str):
        raise UsageError(f"line {number}: {column!r} must be text, or its leading zeros are lost")
    return code


def _place(header: list[str], column: str) -> int:
    if column not in header:
        raise UsageError(f"no column {column!r} among {', '.join(header) or 'none'}")
    return header.index(column)


def _reading(path: Path) -> IO[str]:
    try:
        return io.TextIOWrapper(path.open("rb"), encoding="utf-8-sig", newline="")
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from None


def _guess(options: argparse.Namespace, out: Output) -> int:
    from haicap.territory import api as territory

    pairs = set(_pairs(options))
    if not pairs:
        raise UsageError(f"{options.file} holds no codes")
    found = territory.guess_date(pairs)
    document = {"codes": len(pairs), "vintages": [_vintage(one) for one in found]}
    out.result(document, lambda: "\n".join(_vintage_words(one, len(pairs)) for one in found))
    return DONE if found[0].matched == len(pairs) and not found[0].padded else FINDINGS


def _pairs(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    with _reading(options.file) as source:
        if options.file.suffix == ".jsonl":
            for number, line in enumerate(source, start=1):
                if line.strip():
                    name = json.loads(line).get(options.names, "") if options.names else ""
                    yield _code(line, options.column, number), str(name)
            return
        rows = csv.reader(source)
        header = next(rows, [])
        place = _place(header, options.column)
        named = _place(header, options.names) if options.names else None
        for row in rows:
            if row:
                yield row[place], row[named] if named is not None else ""


def _vintage(one: Vintage) -> dict[str, object]:
    return {
        "from": None if one.begins == date.min else one.begins.isoformat(),
        "to": one.ends.isoformat() if one.ends else None,
        "matched": one.matched,
        "unknown": list(one.unknown),
        "listed": one.listed,
        "padded": one.padded,
    }


def _vintage_words(one: Vintage, asked: int) -> str:
    since = "" if one.begins == date.min else f"from {one.begins} "
    until = f"to before {one.ends}" if one.ends else "on"
    missing = f"; not known: {', '.join(one.unknown)}" if one.unknown else ""
    padded = f"; known only with leading zeros put back: {one.padded}" if one.padded else ""
    return f"{since}{until}: {one.matched} of {asked} (a whole list had {one.listed}){padded}{missing}"
