"""What `make thorough` tries besides: the proofs of every run once more, in further looks, roles and histories."""

from typing import Any

import pytest


def thorough(*values: Any) -> list[Any]:
    """Values for `parametrize` that only `make thorough` takes."""
    return [pytest.param(value, marks=pytest.mark.thorough) for value in values]
