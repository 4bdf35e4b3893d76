"""Days as commands write them."""

import argparse
from datetime import date


def day(text: str) -> date:
    """A day from its ISO form; argparse says what is wrong with another."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2025-07-01") from None
