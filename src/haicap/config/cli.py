"""The command line: `haicap NOUN …`, the contract of docs/reference/command-line.md.

Each command is a module with `HELP`, `arguments(parser)` and `run(options, out) -> int`; a module that sets
`DATABASE = False` runs without one. Exit codes: 0 done, 1 findings or rejects, 2 could not run.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from haicap.kernel.console import COULD_NOT_RUN, DONE, Output, UsageError
from haicap.kernel.errors import FailureError

# noun -> module; the order is that of the help page
COMMANDS: dict[str, str] = {
    "up": "haicap.config.commands.up",
    "init": "haicap.config.commands.init",
    "deadline": "haicap.platform.cli.deadline",
    "calendar": "haicap.platform.cli.calendar",
    "territory": "haicap.territory.cli",
    "address": "haicap.territory.cli.addresses",
    "import": "haicap.dossiers.cli.import_dossiers",
    "report": "haicap.config.commands.report",
    "reconcile": "haicap.reporting.cli.reconcile",
    "reorganise": "haicap.reorganisation.cli",
    "rehearse": "haicap.config.commands.rehearse",
    "replay": "haicap.config.commands.replay",
    "simulate": "haicap.config.commands.simulate",
    "check": "haicap.config.commands.check",
    "user": "haicap.organisation.cli",
    "seal": "haicap.config.commands.seal",
    "doctor": "haicap.config.commands.doctor",
    "openapi": "haicap.config.commands.openapi",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{self.format_usage()}")


def run(words: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return its exit code."""
    as_json = "--json" in words
    try:
        return _run(words)
    except UsageError as problem:
        return _fail(str(problem).strip(), as_json=as_json)
    except FailureError as problem:
        return _fail(problem.words, as_json=as_json)
    except KeyboardInterrupt:
        return _fail("stopped", as_json=as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN


def _run(words: Sequence[str]) -> int:
    parser = _Parser(prog="haicap", description="haicap: two-tier local government for a province.")
    parser.add_argument(
        "command", metavar="COMMAND", choices=list(COMMANDS), nargs="?", help=", ".join(COMMANDS)
    )
    first, rest = list(words[:1]), list(words[1:])
    if not first or first[0] in {"-h", "--help"}:
        sys.stdout.write(parser.format_help())
        return DONE if first else COULD_NOT_RUN
    command = parser.parse_args(first).command
    module = importlib.import_module(COMMANDS[command])
    options = _options(command, module, rest)
    out = Output(as_json=options.json)
    if not getattr(module, "DATABASE", True):
        return int(module.run(options, out))
    from haicap.config.commands.database import with_database

    return with_database(lambda: int(module.run(options, out)), out)


def _options(command: str, module: ModuleType, rest: list[str]) -> argparse.Namespace:
    parser = _Parser(prog=f"haicap {command}", description=module.HELP)
    common = {"default": argparse.SUPPRESS, "help": argparse.SUPPRESS}
    module.arguments(parser)
    for one in [parser, *_leaves(parser)]:
        one.add_argument("--json", action="store_true", **common)  # type: ignore[arg-type]
        one.add_argument("--data", metavar="DIR", **common)  # type: ignore[arg-type]
    options = parser.parse_args(rest)
    options.json = getattr(options, "json", False)
    data = getattr(options, "data", None)
    if data:
        os.environ["HAICAP_DATA_DIR"] = str(Path(data).resolve())
    return options


def _leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found: list[argparse.ArgumentParser] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in dict.fromkeys(action.choices.values()):
                found += [child, *_leaves(child)]
    return found


def _fail(text: str, *, as_json: bool) -> int:
    if as_json:
        sys.stdout.write(json.dumps({"error": text}, ensure_ascii=False) + "\n")
    sys.stderr.write(f"haicap: {text}\n")
    return COULD_NOT_RUN
