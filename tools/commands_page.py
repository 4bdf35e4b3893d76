"""The page of the command line (docs/reference/command-line.md), made from the parsers of all commands."""

import argparse
import importlib
from collections.abc import Iterator

from haicap.config.cli import COMMANDS

HEAD = """# Command line

Generated from the parsers by `python -m tools.docs`; a test compares. `haicap COMMAND --help` says the same.

Every command takes `--json` (one JSON document on standard output; progress and mistakes go to standard error) and
`--data DIR` (the data directory, default `.haicap`; the same as `HAICAP_DATA_DIR`). Commands that need a database use
`HAICAP_DATABASE_URL`, else the embedded one of the data directory, which they start and stop if nobody else uses it.

Exit codes: 0 done, 1 findings or rejects, 2 could not run (with `--json`: `{"error": …}`).
"""

Row = tuple[str, argparse.ArgumentParser, str]


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for command, module_name in COMMANDS.items():
        module = importlib.import_module(module_name)
        parser = argparse.ArgumentParser(prog=f"haicap {command}", description=module.HELP)
        module.arguments(parser)
        parts += [f"## {command}\n", f"{_markdown(module.HELP)}\n"]
        for name, leaf, words in _leaves(f"haicap {command}", parser, ""):
            parts += _leaf(name, leaf, words)
    return "\n".join(parts).rstrip() + "\n"


def _leaves(name: str, parser: argparse.ArgumentParser, words: str) -> Iterator[Row]:
    """A command without verbs is its own leaf."""
    kinds = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not kinds:
        yield name, parser, words
    for kind in kinds:
        helps = {choice.dest: choice.help or "" for choice in kind._choices_actions}
        for verb, child in kind.choices.items():
            yield from _leaves(f"{name} {verb}", child, helps.get(verb, ""))


def _leaf(name: str, parser: argparse.ArgumentParser, words: str) -> list[str]:
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    usage = " ".join([name, *_usage(parser, actions)])
    rows = [f"| `{_name(action)}` | {_markdown(action.help or '')} |" for action in actions if action.help]
    table = ["| Word | Meaning |", "| --- | --- |", *rows, ""] if rows else []
    said = [f"{_markdown(words[0].upper() + words[1:])}.\n"] if words else []
    return ["```", usage, "```\n", *said, *table]


def _usage(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> Iterator[str]:
    """Options first, as typed; those of which one excludes another stand together."""
    grouped = {id(one): group for group in parser._mutually_exclusive_groups for one in group._group_actions}
    done: set[int] = set()
    for action in sorted(actions, key=lambda one: not one.option_strings):
        if id(action) in done:
            continue
        group = grouped.get(id(action))
        members = group._group_actions if group else [action]
        done |= {id(one) for one in members}
        words = " | ".join(_name(one) for one in members)
        needed = group.required if group else action.required
        repeated = "…" if isinstance(action, argparse._AppendAction) else ""
        yield (words if needed and len(members) == 1 else f"({words})" if needed else f"[{words}]") + repeated


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest.upper())
    if action.nargs == 0:
        return action.option_strings[-1]
    return f"{action.option_strings[-1]} {_value(action)}"


def _value(action: argparse.Action) -> str:
    if action.metavar is None and action.choices is not None:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return str(action.metavar or action.dest.upper())


def _markdown(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
