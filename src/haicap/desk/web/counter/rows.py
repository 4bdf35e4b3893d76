"""Rows of the counter's lists: a dossier with the name of its procedure."""

from collections.abc import Iterable
from dataclasses import dataclass

from haicap.dossiers.contract import DossierCard
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    card: DossierCard
    procedure: ProcedureCard


def rows(cards: Iterable[DossierCard]) -> list[Row]:
    """The lines of `cards`; procedures are read once by each process."""
    return [Row(card, procedures.version(card.procedure_version)) for card in cards]
