"""Nouns of reporting: declared figures, and the periodic reports that are frozen, signed and sent."""

from haicap.reporting.contract.declared import (
    Compared,
    Declaration,
    DeclaredFigure,
    Qualifier,
    Relation,
    Source,
)
from haicap.reporting.contract.periodic import Kind, Level, ReportId, Step

__all__ = [
    "Compared",
    "Declaration",
    "DeclaredFigure",
    "Kind",
    "Level",
    "Qualifier",
    "Relation",
    "ReportId",
    "Source",
    "Step",
]
