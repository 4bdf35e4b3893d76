"""What the index of service quality counts of dossiers (Decision 766/QĐ-TTg of 23 June 2022)."""

from dataclasses import dataclass


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
