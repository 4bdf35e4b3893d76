"""`haicap territory load-boundaries FILE`: outlines of units for the map of the boards, from GeoJSON.

Exit codes: 0 loaded, 1 refused (every row that is wrong is named and nothing is kept), 2 the file cannot be read.
"""

import argparse
from pathlib import Path

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError
from haicap.territory.cli.days import day


def arguments(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    leaf = verbs.add_parser("load-boundaries", help="outlines of units, for drawing")
    leaf.add_argument(
        "file", type=Path, metavar="FILE", help="GeoJSON in WGS 84; each feature has properties.code"
    )
    leaf.add_argument("--source", required=True, metavar="WORDS", help="whose boundaries these are")
    leaf.add_argument("--on", type=day, metavar="D", help="day of the codes, default: today")
    leaf.set_defaults(answer=_load)


def _load(options: argparse.Namespace, out: Output) -> int:
    from haicap.kernel.messages import words
    from haicap.territory import api as territory

    try:
        document = options.file.read_bytes()
    except OSError as problem:
        raise UsageError(f"{options.file} cannot be read: {problem.strerror}") from None
    try:
        told = territory.load_boundaries(
            document, source=options.source, day=options.on or clock.today(), at=clock.now()
        )
    except RefusalError as refused:
        rejects = [
            {"field": one.field or "", "code": one.code, "message": words(one)} for one in refused.refusals
        ]
        out.result(
            {"loaded": 0, "rejects": rejects},
            lambda: "\n".join(f"{one['field']}: {one['message']}" for one in rejects),
        )
        return FINDINGS
    out.result(
        {"loaded": told.units, "positions": told.positions, "kept": told.kept, "rejects": []},
        lambda: f"{told.units} units, {told.kept} of {told.positions} positions kept",
    )
    return DONE
