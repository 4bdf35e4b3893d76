"""The page of events (docs/reference/events.md), made from the `EVENT_…` constants of all contracts."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

HEAD = """# Events

Generated from the contracts and `config.wiring` by `python -m tools.docs`; a test compares.

A package that has news writes an event into the outbox (`platform.outbox`) in the transaction of the change itself;
the worker hands it to its listeners after commit. It may come more than once: the event's id tells a repetition.
The envelope is that of CloudEvents 1.0: `id` (UUID of version 7), `type` (below), `subject` (the record's id), `time`
(RFC 3339 with offset), `data` (JSON). Data names records by id and never holds a person's name or number.
"""

_LINE = re.compile(r'^EVENT_\w+ = "([^"]+)"(?:\s+# (.*))?$', re.MULTILINE)


def page() -> str:
    """The whole page; Django must be set up."""
    from haicap.config.wiring import LISTENERS

    rows = []
    for package, name, words in sorted(_events(), key=lambda event: event[1]):
        listeners = ", ".join(f"`{each}`" for each in LISTENERS.get(name, ()))
        rows.append(f"| `{name}` | {package} | {words} | {listeners or 'nobody yet'} |")
    table = ["| Type | Told by | Told when; `data` | Heard by |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([HEAD, *table]) + "\n"


def _events() -> Iterator[tuple[str, str, str]]:
    from django.apps import apps

    for app in apps.get_app_configs():
        module = f"{app.name}.contract"
        if app.name.startswith("haicap.") and find_spec(module):
            source = inspect.getsource(import_module(module))
            yield from ((app.label, name, words or "") for name, words in _LINE.findall(source))
