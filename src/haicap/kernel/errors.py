"""Three kinds of "no": a refusal (the law or a rule), a failure (another system), and bugs, which just rise.

The code of a refusal is the key of its words: every package lists its codes with their Vietnamese
sentence in `messages.py`; English lives in the package's translation file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason with a stable code, e.g. `dossier.result_unsigned`, and the facts its sentence needs.

    `field` names the input that is to be mended, where there is one.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None


class RefusalError(Exception):
    """Raised by services; shown to the user, never logged as an error."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals

    @property
    def refusal(self) -> Refusal:
        """The first reason."""
        return self.refusals[0]


def refuse(code: str, *, field: str | None = None, **facts: Any) -> RefusalError:
    """Shorthand: `raise refuse("dossier.fee_unpaid", missing_vnd=20_000)`."""
    return RefusalError(Refusal(code, facts, field))


def require(refusal: Refusal | None) -> None:
    """Raise `refusal` where a policy gave one."""
    if refusal is not None:
        raise RefusalError(refusal)


class FailureError(Exception):
    """Another system or a device did not do its part. `retry` says whether trying again can help."""

    def __init__(self, code: str, words: str, *, retry: bool) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.retry = retry
