"""Who keeps the files of a dossier, and who kept them before a merger, as its pages tell it."""

from dataclasses import dataclass
from datetime import date, timedelta

from haicap.desk.papers import record_of
from haicap.documents import api as documents
from haicap.dossiers.contract import DossierFile
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId


@dataclass(frozen=True, slots=True)
class Keeper:
    """One who kept them: from `since` to `last` (both days included; None: until today)."""

    name: str
    since: date
    last: date | None
    instrument: str
    given_back: bool


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """So many files of so many bytes that went through the same hands; the last keeper has them today."""

    files: int
    size: int
    keepers: tuple[Keeper, ...]

    @property
    def keeper(self) -> Keeper:
        """Who has them today."""
        return self.keepers[-1]


def kept_files(opened: DossierFile) -> list[KeptFiles]:
    """The dossier's files by the body that took them in; nothing where there are none."""
    kept = documents.custody_of(record_of(opened.card.id, opened.card.number))
    bodies = organisation.agencies(frozenset(link.agency for each in kept for link in each.chain))

    def name(agency: AgencyId) -> str:
        return bodies[agency].name

    return [
        KeptFiles(
            each.files,
            each.size,
            tuple(
                Keeper(
                    name(link.agency),
                    link.since,
                    link.until - timedelta(days=1) if link.until else None,
                    link.instrument,
                    link.given_back,
                )
                for link in each.chain
            ),
        )
        for each in kept
    ]
