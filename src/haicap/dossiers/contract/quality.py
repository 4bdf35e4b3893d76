"""What the index of service quality counts of dossiers (Decision 766/QĐ-TTg of 23 June 2022)."""

from dataclasses import dataclass

from haicap.dossiers.contract.status import DossierId
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId


@dataclass(frozen=True, slots=True)
class QualityCounts:
    """Counts of one unit or body in a period; each name is also a list (`ListFilter.quality`).

    `judged` are those the index classes by time: `timely` and `late` together. `settled` have a result,
    `electronic` one with a file, `digitised` also a scan of what was handed in.
    """

    filed: int = 0
    filed_online: int = 0
    timely: int = 0
    late: int = 0
    settled: int = 0
    electronic: int = 0
    digitised: int = 0

    @property
    def judged(self) -> int:
        """Timely and late."""
        return self.timely + self.late


QUALITY_LISTS = (
    "filed",
    "filed_online",
    "judged",
    "timely",
    "late",
    "settled",
    "electronic",
    "not_electronic",
    "digitised",
    "not_digitised",
)


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A dossier behind the counts of a unit (and of the body that answers for it): `names` of `QualityCounts`."""

    dossier: DossierId
    number: str
    unit_id: UnitId
    agency: AgencyId
    names: tuple[str, ...]

    def is_in(self, name: str) -> bool:
        """True where the list `name` (one of QUALITY_LISTS) holds it."""
        if name == "judged":
            return "timely" in self.names or "late" in self.names
        if name.startswith("not_"):
            return "settled" in self.names and name.removeprefix("not_") not in self.names
        return name in self.names
