"""`haicap check`: proves the conservation laws on the live data. The laws only read, nothing is repaired; what they
said is kept (docs/reference/laws.md)."""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.config.commands import roots
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError

if TYPE_CHECKING:
    from haicap.platform.checks import Finding, Law
    from haicap.platform.checks.runner import Verdict
    from haicap.platform.checks.runs import Run

HELP = "Prove the conservation laws on the data as it is now."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--fast", action="store_true", help="laws for every few minutes, on what moved lately")
    depth.add_argument("--full", action="store_true", help="all laws on all rows (the default)")
    parser.add_argument("--only", metavar="ID", help="one law, e.g. I-N1")
    parser.add_argument(
        "--write-roots",
        metavar="FILE",
        type=Path,
        help="write the daily roots of the journal, sealed, and stop",
    )
    parser.add_argument(
        "--against", metavar="FILE", type=Path, help="hold the journal against roots kept elsewhere, and stop"
    )
    parser.add_argument("--explain", metavar="ID", help="say what a law means and stop")


def run(options: argparse.Namespace, out: Output) -> int:
    """Run the laws; exit code 1 where one does not hold."""
    from haicap.platform.checks.runs import prove

    if options.explain:
        return _explain(_laws(options.explain), out)
    if options.write_roots:
        return roots.write(options.write_roots, out)
    if options.against:
        return roots.against(options.against, out)
    kept = prove(_laws(options.only) if options.only else None, full=not options.fast)
    if not kept.seq:
        out.progress("what was found could not be kept in this database")
    document = _document(kept)
    out.result(document, lambda: _words(document))
    return FINDINGS if kept.finding_count else DONE


def _explain(laws: "list[Law]", out: Output) -> int:
    told = [
        {
            "id": law.id,
            "words": law.words,
            "runs": "fast" if law.fast else "full",
            "package": law.test.__module__,
            "remedy": _remedy(law),
        }
        for law in laws
    ]
    lines = ("{id}  {words}  ({runs}; {package})\n       {remedy}".format(**law) for law in told)
    out.result(told, lambda: "\n".join(lines))
    return DONE


def _laws(law_id: str) -> "list[Law]":
    from haicap.platform.checks.runs import stated

    found = [law for law in stated() if law.id == law_id]
    if not found:
        raise UsageError(f"no law {law_id}; there are {', '.join(dict.fromkeys(law.id for law in stated()))}")
    return found


def _remedy(law: "Law") -> str:
    from django.utils.translation import override

    from haicap.platform.checks.catalogue import catalogued

    with override("en"):
        return str(catalogued(law.id).remedy)


def _document(run: "Run") -> dict[str, Any]:
    by_id: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in run.verdicts:
        by_id[verdict.law.id].append(verdict)
    return {
        "ran": len(by_id),
        "kept_as": run.seq,
        "findings": [
            _finding(run, verdict.law, finding) for verdict in run.verdicts for finding in verdict.findings
        ],
        "laws": [
            {
                "id": law_id,
                "holds": all(verdict.holds for verdict in group),
                "seconds": round(sum(verdict.seconds for verdict in group), 3),
            }
            for law_id, group in by_id.items()
        ],
    }


def _finding(run: "Run", law: "Law", finding: "Finding") -> dict[str, str]:
    return {
        "law": law.id,
        "unit": finding.unit,
        "row": finding.row,
        "words": finding.words,
        "expected": finding.expected,
        "found": finding.found,
        "first_seen": run.seen(law, finding),
        "remedy": _remedy(law),
    }


def _words(document: dict[str, Any]) -> str:
    lines = [
        f"{'✓' if law['holds'] else '✗'} {law['id']:6} {law['seconds']:8.3f} s" for law in document["laws"]
    ]
    lines += [
        f"{f['law']}: {f['unit'] or '-'} {f['row']}: {f['words']} (since {f['first_seen']})"
        for f in document["findings"]
    ]
    lines += [
        f"{law}: {remedy}" for law, remedy in {f["law"]: f["remedy"] for f in document["findings"]}.items()
    ]
    lines.append(f"{document['ran']} laws, {len(document['findings'])} findings")
    return "\n".join(lines)
