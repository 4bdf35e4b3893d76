"""Folded names and what bears them: what every reading asks, by the whole name or by how it is written."""

from functools import cached_property
from typing import Generic, TypeVar

from haicap.territory.domain.addresses.nearness import letters

Named = TypeVar("Named")


class Names(dict[str, tuple[tuple[Named, int], ...]], Generic[Named]):
    """Folded name -> what bears it, each with its penalty. Not changed any more once it has been asked."""

    def add(self, name: str, named: Named, penalty: int) -> None:
        """One more that bears `name`."""
        self[name] = (*self.get(name, ()), (named, penalty))

    @cached_property
    def endings(self) -> frozenset[str]:
        """The last words of all names: most words of an address end none."""
        return frozenset(name.rpartition(" ")[2] for name in self)

    @cached_property
    def by_length(self) -> dict[int, list[tuple[str, int]]]:
        """Names with their letters, by their length: a misspelt name is as long as the one that is meant, or nearly."""
        found: dict[int, list[tuple[str, int]]] = {}
        for name in self:
            found.setdefault(len(name), []).append((name, letters(name)))
        return found
