"""`haicap simulate`: a reproducible province through the real import (docs/reference/simulation.md)."""

import argparse
from dataclasses import asdict
from datetime import date

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

HELP = "Fill a province with invented dossiers; the same seed makes the same province."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--province", required=True, metavar="CODE")
    parser.add_argument("--dossiers", required=True, type=int, metavar="N")
    parser.add_argument("--from", dest="start", required=True, type=date.fromisoformat, metavar="D")
    parser.add_argument("--to", dest="end", required=True, type=date.fromisoformat, metavar="D")
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(options: argparse.Namespace, out: Output) -> int:
    """Simulate; prints the seed, so that a run can be repeated."""
    from haicap.organisation import api as organisation  # only now is Django up
    from haicap.simulation.api import simulate

    if options.dossiers < 1 or options.end < options.start or options.start >= clock.today():
        raise UsageError("--dossiers must be positive, and --from to --to a period that began before today")
    out.progress(f"seed {options.seed}")
    try:
        organisation.found_province(options.province)
        made = simulate(
            province=options.province,
            count=options.dossiers,
            start=options.start,
            end=options.end,
            seed=options.seed,
            told=lambda done: out.progress(f"{done} of {options.dossiers}") if done % 5_000 == 0 else None,
        )
    except RefusalError as refused:
        raise UsageError(messages.words(refused.refusal)) from refused
    out.result(asdict(made), lambda: f"{made.imported} dossiers, seed {made.seed}, {made.rejected} rejected")
    return FINDINGS if made.rejected else DONE
