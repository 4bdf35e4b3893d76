"""Nouns of reporting: declared figures, and the periodic reports that are frozen, signed and sent."""

from haicap.reporting.contract.declared import (
    Collection,
    Compared,
    Declaration,
    DeclaredFigure,
    Inconsistency,
    Qualifier,
    Relation,
    RelationTold,
    Source,
)
from haicap.reporting.contract.periodic import Kind, Level, ReportId, Step

__all__ = [
    "Collection",
    "Compared",
    "Declaration",
    "DeclaredFigure",
    "Inconsistency",
    "Kind",
    "Level",
    "Qualifier",
    "Relation",
    "RelationTold",
    "ReportId",
    "Source",
    "Step",
]
