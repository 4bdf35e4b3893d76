"""`haicap init`: tables, static files of pages, reference data; may be run again at any time."""

import argparse
import os

from haicap.config import production
from haicap.config.commands import database
from haicap.kernel.console import DONE, Output

HELP = (
    "Create the database and load the reference data (units, agencies, procedures, calendar), without demo."
)
DATABASE = False  # it makes the one it needs


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--province CODE`: load also the agencies of that province."""
    parser.add_argument("--province", metavar="CODE", help="load also the agencies of this province, e.g. 68")


def run(options: argparse.Namespace, out: Output) -> int:
    """Prepare everything; the answer tells what was done."""
    production.refuse_unfit()
    with database.opened(out.progress, make=True):
        database.start_django()
        from haicap.config import preparation

        done = preparation.prepare(province=options.province, progress=out.progress)
        out.result(done, lambda: f"ready: {os.environ.get('HAICAP_DATA_DIR') or '.haicap'}")
    return DONE
