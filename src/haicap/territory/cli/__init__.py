"""`haicap territory`: questions about one code, whole lists from one day's map to another's, new acts and boundaries
as files.

Exit codes: 0 done (an empty list is an answer), 1 rows or acts were not taken, 2 could not run.
"""

import argparse

from haicap.kernel.console import Output
from haicap.territory.cli import acts, boundaries, lists, questions

HELP = "The dated map: units, what they became and what they were made of."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs; each leaf carries the function that answers it."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for part in (questions, lists, acts, boundaries):
        part.arguments(verbs)


def run(options: argparse.Namespace, out: Output) -> int:
    """Carry out one verb."""
    return int(options.answer(options, out))
