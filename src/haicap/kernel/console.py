"""How commands speak: one JSON document with `--json`, words without; progress goes to standard error."""

import json
import sys
from collections.abc import Callable
from typing import Any

DONE, FINDINGS, COULD_NOT_RUN = 0, 1, 2


class UsageError(Exception):
    """The command cannot run as asked; said on standard error, exit code 2."""


class Output:
    """The voice of one command."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def result(self, document: Any, words: Callable[[], str]) -> None:
        """Print the answer: `document` as JSON, or `words()`."""
        text = json.dumps(document, ensure_ascii=False, default=str) if self.as_json else words()
        sys.stdout.write(text + "\n")

    def progress(self, text: str) -> None:
        """Say how far we are."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
