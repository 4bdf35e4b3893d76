"""The main navigation: packages register their entries, an official sees those of the roles held, a citizen the public.

Showing an entry is a courtesy, never a permission: the page behind it refuses by its own policy.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `url_name` is reversed without arguments; empty `roles` means every official.

    `order` places it (tens: 10 intake, 20 worklist, 30 signing, 40 boards, 80 administration); `key` is the
    shortcut that is shown and obeyed, where there is one.
    """

    label: str | Promise
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 50
    key: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the page shows it."""

    label: str | Promise
    url: str
    current: bool
    key: str


_entries: dict[str, Entry] = {}
_public: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries for officials (called in `AppConfig.ready`); a name that another already holds is refused."""
    _add(_entries, entries)


def register_public(*entries: Entry) -> None:
    """Add entries to the menu of the citizen's pages."""
    _add(_public, entries)


def _add(table: dict[str, Entry], entries: Iterable[Entry]) -> None:
    for entry in entries:
        if table.setdefault(entry.url_name, entry) != entry:
            raise ValueError(f"navigation entry registered twice: {entry.url_name}")


def links(roles: Iterable[str], path: str) -> tuple[Link, ...]:
    """The entries of `roles` in order; current is the address that is the longest beginning of `path`."""
    held = frozenset(roles)
    return _shown((entry for entry in _entries.values() if not entry.roles or entry.roles & held), path)


def public_links(path: str) -> tuple[Link, ...]:
    """The public menu."""
    return _shown(_public.values(), path)


def _shown(entries: Iterable[Entry], path: str) -> tuple[Link, ...]:
    mine = sorted(entries, key=lambda entry: (entry.order, entry.url_name))
    addresses = [reverse(entry.url_name) for entry in mine]
    # the first page is the beginning of every address, and current only where it is the address
    near = (
        address for address in addresses if address == path or (address != "/" and path.startswith(address))
    )
    here = max(near, key=len, default="")
    return tuple(
        Link(entry.label, address, address == here, entry.key)
        for entry, address in zip(mine, addresses, strict=True)
    )
