"""The archive: dossiers, papers, the journal, number counters, drafts. Only services write here."""

from haicap.dossiers.models.dossier import Component, ComponentFile, Dossier
from haicap.dossiers.models.draft import Draft
from haicap.dossiers.models.journal import ChainHead, JournalEntry
from haicap.dossiers.models.numbers import NumberCounter
from haicap.dossiers.models.roots import DailyRoot
from haicap.dossiers.models.tally import DayTally

__all__ = [
    "ChainHead",
    "Component",
    "ComponentFile",
    "DailyRoot",
    "DayTally",
    "Dossier",
    "Draft",
    "JournalEntry",
    "NumberCounter",
]
