"""`haicap report KIND`: figures of dossiers, frozen reports, the index of service quality, each by its owner."""

import argparse

from haicap.dossiers.cli import report as of_dossiers
from haicap.kernel.console import Output
from haicap.reporting.cli import frozen, index766

HELP = "Figures that add up, reports as they were frozen, and the index of service quality."

KINDS = {"dossiers": of_dossiers, "frozen": frozen, "index766": index766}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of every kind."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, module in KINDS.items():
        module.arguments(kinds.add_parser(name, help=module.HELP))


def run(options: argparse.Namespace, out: Output) -> int:
    """Report; the exit code is that of the kind."""
    return int(KINDS[options.kind].run(options, out))
