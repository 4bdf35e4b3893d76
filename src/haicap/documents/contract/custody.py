"""Nouns of custody: who keeps which files, and what was handed over when bodies were merged."""

from dataclasses import dataclass
from datetime import date, datetime

from haicap.organisation.contract import AgencyId


@dataclass(frozen=True, slots=True)
class Keeping:
    """A body kept files from `since` until before `until` (None: until today), because of the plan `instrument`.

    Where `instrument` is empty it took them in itself; `given_back`: the plan was annulled and it has them again.
    """

    agency: AgencyId
    since: date
    until: date | None
    instrument: str
    given_back: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """So many files of a record, of so many bytes, with everybody who kept them in turn."""

    files: int
    size: int
    chain: tuple[Keeping, ...]

    @property
    def keeper(self) -> AgencyId:
        """Who keeps them today."""
        return self.chain[-1].agency


@dataclass(frozen=True, slots=True)
class Handover:
    """What a body handed over to the next on the day `since`; `until` is the day it was given back."""

    old: AgencyId
    new: AgencyId
    since: date
    until: date | None
    instrument: str
    files: int
    size: int  # bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Recount:
    """A handover counted again: what is there of it today, and the files whose bytes are lost or changed.

    A file taken in before may have come to its record later, so there may be more; fewer is a loss.
    """

    handover: Handover
    files: int
    size: int
    damaged: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True where nothing is missing and nothing damaged."""
        return self.files >= self.handover.files and self.size >= self.handover.size and not self.damaged


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """Files that `old` had handed over to `new` when a report was made: both by name, `size` in bytes."""

    old: str
    new: str
    since: date
    until: date | None  # given back that day
    files: int
    size: int
