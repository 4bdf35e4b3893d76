"""JSON in one canonical form, so that equal documents have equal bytes and hashes."""

import hashlib
import json
from typing import Any


def text_of(document: Any) -> str:
    """`document` (JSON-able) with keys sorted and no blanks."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: Any) -> str:
    """SHA-256 (hex) of the canonical form in UTF-8."""
    return hashlib.sha256(text_of(document).encode()).hexdigest()
