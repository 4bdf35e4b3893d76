"""Daily roots: one digest a day over the heads of all unit chains, each day over the day before (law I-A3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# unit id -> the first digits of the digests of its entries of a day, in order, without anything between
Links = Mapping[int, str]
# unit id -> (how many entries its chain had, digest of the last of them in hexadecimal)
Heads = Mapping[int, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Root:
    """The chains as they stood at the end of the local day `day`; digests are SHA-256 in hexadecimal.

    `root` is over `previous` (that of the day before, "" for the first day), the day and the heads.
    """

    day: date
    previous: str
    root: str
    heads: Heads


@dataclass(frozen=True, slots=True)
class RootDifference:
    """Where the journal, or the file itself, is not what a root says: code of the unit ("" for none), place, sides."""

    unit: str
    day: date
    row: str
    words: str
    expected: str
    found: str


class NoRootsFile(ValueError):  # noqa: N818 - it is what the file is
    """The file cannot be read as one of roots; says where."""


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A root with the links of its day, as the file holds it."""

    root: Root
    links: Links = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RootsFile:
    """What a file says: its days, the bytes under the seal, and the seal line (None where it lacks one)."""

    days: tuple[KeptDay, ...]
    sealed: bytes
    seal: Mapping[str, str] | None
