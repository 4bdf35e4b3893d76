"""`haicap check`: proves the conservation laws on the live data. Read-only; never repairs (docs/reference/laws.md)."""

import argparse
from collections import defaultdict
from typing import Any

from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.platform.checks import Law
from haicap.platform.checks.runner import Verdict, run_laws

HELP = "Prove the conservation laws on the data as it is now."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--fast", action="store_true", help="laws for every few minutes, on what moved lately")
    depth.add_argument("--full", action="store_true", help="all laws on all rows (the default)")
    parser.add_argument("--only", metavar="ID", help="one law, e.g. I-N1")
    parser.add_argument("--explain", metavar="ID", help="say what a law means and stop")


def run(options: argparse.Namespace, out: Output) -> int:
    """Run the laws; exit code 1 where one does not hold."""
    from haicap.config.laws import ALL  # only now is Django up

    if options.explain:
        chosen = _laws(options.explain)
        told = [{"id": law.id, "words": law.words, "package": law.test.__module__} for law in chosen]
        out.result(
            told, lambda: "\n".join(f"{law['id']}  {law['words']}  ({law['package']})" for law in told)
        )
        return DONE
    laws = _laws(options.only) if options.only else ALL
    verdicts = run_laws([law for law in laws if law.fast or not options.fast], full=not options.fast)
    document = _document(verdicts)
    out.result(document, lambda: _words(document))
    return FINDINGS if document["findings"] else DONE


def _laws(law_id: str) -> list[Law]:
    from haicap.config.laws import ALL

    found = [law for law in ALL if law.id == law_id]
    if not found:
        raise UsageError(f"no law {law_id}; there are {', '.join(dict.fromkeys(law.id for law in ALL))}")
    return found


def _document(verdicts: list[Verdict]) -> dict[str, Any]:
    by_id: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_id[verdict.law.id].append(verdict)
    return {
        "ran": len(by_id),
        "findings": [
            {"law": verdict.law.id, "unit": finding.unit, "row": finding.row, "words": finding.words}
            for verdict in verdicts
            for finding in verdict.findings
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


def _words(document: dict[str, Any]) -> str:
    lines = [
        f"{'✓' if law['holds'] else '✗'} {law['id']:6} {law['seconds']:8.3f} s" for law in document["laws"]
    ]
    lines += [f"{f['law']}: {f['unit'] or '-'} {f['row']}: {f['words']}" for f in document["findings"]]
    lines.append(f"{document['ran']} laws, {len(document['findings'])} findings")
    return "\n".join(lines)
