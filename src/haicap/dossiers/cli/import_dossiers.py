"""`haicap import dossiers FILE`: carry over the dossiers of another system (docs/reference/import.md)."""

import argparse
import csv
import gc
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import Refusal, RefusalError

if TYPE_CHECKING:
    from haicap.dossiers.services.importing.run import Reject, Tally

HELP = "Import records of other systems."
_APPLICANT = ("name", "id_number", "phone", "email", "address")
_EVERY = 5_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    leaf = kinds.add_parser("dossiers", help="JSON Lines, or CSV with the events in a second file")
    leaf.add_argument("file", metavar="FILE", help="the records; - reads JSON Lines from standard input")
    leaf.add_argument("--events", metavar="FILE", help="CSV of events (source, external_id, type, at, …)")
    leaf.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    leaf.add_argument("--amend", action="store_true", help="append what known records tell anew")


def run(options: argparse.Namespace, out: Output) -> int:
    """Import and count; exit code 1 where a line was rejected."""
    from haicap.dossiers.services.importing.run import run as import_lines  # only now is Django up

    gc.set_threshold(20_000, 20, 50)
    told = _Progress(out)
    with _opened(options.file) as stream:
        lines = _csv_lines(stream, options.events) if options.file.endswith(".csv") else _json_lines(stream)
        tally = import_lines(
            lines, now=clock.now(), dry_run=options.dry_run, amending=options.amend, progress=told
        )
    out.result(_document(tally, dry_run=options.dry_run), lambda: _words(tally))
    return FINDINGS if tally.rejected else DONE


class _Progress:
    """Says every few thousand lines how far we are."""

    def __init__(self, out: Output) -> None:
        self.out = out
        self.next = _EVERY

    def __call__(self, tally: "Tally") -> None:
        if tally.read >= self.next:
            self.out.progress(f"{tally.read} read, {tally.imported} imported, {tally.rejected} rejected")
            self.next += _EVERY


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            yield stream
    except OSError as problem:
        raise UsageError(f"{name}: {problem.strerror}") from problem


def _json_lines(stream: TextIO) -> Iterator[tuple[int, Any]]:
    for no, line in enumerate(stream, 1):
        if line.strip():
            yield no, _json(line)


def _json(line: str) -> Any:
    try:
        line.encode()
        return _DECODER.decode(line)
    except UnicodeEncodeError:
        return _broken("not UTF-8")
    except (ValueError, RecursionError) as problem:
        return _broken(str(problem))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return told


_DECODER = json.JSONDecoder(object_pairs_hook=_once)


def _broken(why: str) -> RefusalError:
    return RefusalError(Refusal("import.broken_line", {"why": why}))


def _csv_lines(stream: TextIO, events_file: str | None) -> Iterator[tuple[int, Any]]:
    """The same names as columns; events stand in the second file under the same (source, external_id)."""
    if events_file is None:
        raise UsageError("a CSV of records needs --events FILE with their events")
    events: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with _opened(events_file) as second:
        for row in csv.DictReader(second):
            key = (row.pop("source", ""), row.pop("external_id", ""))
            events[key].append({name: value for name, value in row.items() if name and value})
    for no, row in enumerate(csv.DictReader(stream), 2):
        told: dict[str, Any] = {name: value or None for name, value in row.items() if name}
        applicant = {
            name: told.pop(f"applicant.{name}", told.pop(f"applicant_{name}", None)) for name in _APPLICANT
        }
        told["applicant"] = {name: value for name, value in applicant.items() if value}
        told["events"] = events.get((row.get("source") or "", row.get("external_id") or ""), [])
        yield no, told


def _document(tally: "Tally", *, dry_run: bool) -> dict[str, Any]:
    return {
        "read": tally.read,
        "imported": tally.imported,
        "amended": tally.amended,
        "unchanged": tally.unchanged,
        "rejected": tally.rejected,
        "rejects": [_reject(reject) for reject in tally.rejects],
        "ignored_fields": sorted(tally.ignored_fields),
        "dry_run": dry_run,
    }


def _reject(reject: "Reject") -> dict[str, Any]:
    return {
        "line": reject.line,
        "field": reject.refusal.field or "",
        "code": reject.refusal.code,
        "message": messages.words(reject.refusal),
    }


def _words(tally: "Tally") -> str:
    head = (
        f"{tally.read} read: {tally.imported} imported, {tally.amended} amended, "
        f"{tally.unchanged} unchanged, {tally.rejected} rejected"
    )
    rows = [_reject(reject) for reject in tally.rejects]
    return "\n".join(
        [head, *(f"line {r['line']}: {r['field'] or '-'}: {r['message']} ({r['code']})" for r in rows)]
    )
