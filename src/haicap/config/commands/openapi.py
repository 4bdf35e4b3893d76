"""`haicap openapi`: the schema of the API (OpenAPI 3.1), as `/api/v1/openapi.json` gives it. Asks no database."""

import argparse
import json
from pathlib import Path

from haicap.config.commands.database import start_django
from haicap.kernel.console import DONE, Output, UsageError

HELP = "Print the schema of the API (OpenAPI 3.1)."
DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--output FILE`: write there instead."""
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the schema there")


def run(options: argparse.Namespace, out: Output) -> int:
    """Print or write the schema; the same code always gives the same bytes."""
    start_django()
    text = schema()
    if options.output is None:
        out.result(json.loads(text), text.rstrip)
        return DONE
    try:
        options.output.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"cannot write {options.output}: {problem.strerror}") from problem
    out.result({"written": str(options.output)}, lambda: f"written: {options.output}")
    return DONE


def schema() -> str:
    """The schema as text, keys in a fixed order."""
    from haicap.config.api import api  # only now is Django up

    plain = json.loads(
        json.dumps(api.get_openapi_schema(), default=str)
    )  # statuses become text, as on the wire
    return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
