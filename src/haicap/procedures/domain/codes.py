"""National procedure codes: `n.nnnnnn`, always text.

Spreadsheets turn `1.010810` into `1.01081`; such a code is never accepted silently, only mended as a proposal
that a person confirms by the name (domain fact: seen in published ward lists of 2026).
"""

import re

CODE = re.compile(r"[0-9]\.[0-9]{6}")
PATTERN = r"^[0-9]\.[0-9]{6}$"
_DAMAGED = re.compile(r"([0-9])\.([0-9]{1,6})")


def is_code(text: str) -> bool:
    """True for `1.010810`."""
    return CODE.fullmatch(text) is not None


def mended(text: str) -> str | None:
    """The code a damaged one may have been (`1.01081` or `1.013.978`), or None; a proposal, never a fact."""
    head, dot, rest = text.strip().partition(".")
    match = _DAMAGED.fullmatch(f"{head}{dot}{rest.replace('.', '')}")
    return f"{match[1]}.{match[2].ljust(6, '0')}" if match else None
