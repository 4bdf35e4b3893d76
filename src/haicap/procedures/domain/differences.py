"""What changes from one version to the next, column by column and line by line."""

from collections.abc import Mapping
from dataclasses import dataclass

from haicap.procedures.domain.table import CONTENT_COLUMNS


@dataclass(frozen=True, slots=True)
class Difference:
    """One column that differs: the lines that go and the lines that come."""

    column: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Differences of two content rows; a line that only moved counts as gone and come."""
    found = []
    for column in CONTENT_COLUMNS:
        old, new = before[column].splitlines(), after[column].splitlines()
        if old != new:
            gone = tuple(line for line in old if line not in new)
            come = tuple(line for line in new if line not in old)
            moved = () if gone or come else tuple(new)
            found.append(Difference(column, gone or (tuple(old) if moved else ()), come or moved))
    return found
