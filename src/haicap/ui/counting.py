"""A number of a page that opens the rows it counts."""

from typing import Protocol


class Counted(Protocol):
    """`value` is the count, `href` the address of the list with exactly that many rows."""

    @property
    def value(self) -> int:
        """How many."""
        ...

    @property
    def href(self) -> str:
        """Where they are."""
        ...
