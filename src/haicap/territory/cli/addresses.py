"""`haicap address`: what addresses mean on a day. Offline, from the data files of the release; needs no database."""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError
from haicap.territory.cli.days import day
from haicap.territory.domain.addresses import Resolver
from haicap.territory.domain.addresses.reasons import ASKS, document, sentences

HELP = "Vietnamese addresses, old form and new, to the units of a day."
DATABASE = False

Result = dict[str, Any]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `resolve`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    text = (
        "one address per line on standard input, or a column of a CSV file; answers in the order of the input"
    )
    leaf = verbs.add_parser("resolve", help=text, description=text)
    leaf.add_argument("--on", type=day, metavar="D", help="YYYY-MM-DD, default today")
    leaf.add_argument("--from", dest="file", type=Path, metavar="CSV", help="UTF-8, with a head")
    leaf.add_argument("--column", metavar="NAME", help="the column of --from that holds the addresses")


def run(options: argparse.Namespace, out: Output) -> int:
    """Answer every line. Exit code 1 where a line was too long to be an address."""
    if bool(options.file) != bool(options.column):
        raise UsageError("--from and --column belong together")
    resolver = Resolver(options.on or clock.today())
    lines = _column(options.file, options.column) if options.file else _lines()
    results = [_result(resolver, line) for line in lines]
    out.result({"results": results}, lambda: "\n".join(map(_words, results)))
    return FINDINGS if any("refused" in result for result in results) else DONE


def _lines() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return (line.rstrip("\r\n") for line in sys.stdin)


def _column(file: Path, column: str) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            rows = csv.DictReader(source)
            if column not in (rows.fieldnames or ()):
                raise UsageError(f"{file} has no column {column!r}: {', '.join(rows.fieldnames or ())}")
            for row in rows:
                yield row[column] or ""
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise UsageError(f"{file} cannot be read: {problem}") from problem


def _result(resolver: Resolver, text: str) -> Result:
    try:
        answer = resolver.resolve(text)
    except RefusalError as refused:
        return {"input": text, "certain": False, "ask": "", "candidates": [], "refused": refused.refusal.code}
    return {
        "input": text,
        "certain": answer.certain,
        "ask": answer.ask.value,
        "candidates": [document(each, " ".join(sentences(each))) for each in answer.candidates],
    }


def _words(result: Result) -> str:
    if result["certain"]:
        only = result["candidates"][0]
        return f"{result['input']}\n  = {_line(only)}"
    ask = result.get("refused") or ASKS.get(result["ask"], "")
    lines = [f"  ? {_line(each)} [{each['confidence']:.2f}]" for each in result["candidates"]]
    return "\n".join([result["input"], *lines, f"  {ask}".rstrip()])


def _line(candidate: Result) -> str:
    place = f"{candidate['code']}  {candidate['name']}, {candidate['province_name']}"
    return f"{place}: {candidate['reason']} ({candidate['citation']})"
