"""Nouns of reporting: declared figures, the index of service quality, periodic reports that are frozen and signed."""

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
from haicap.reporting.contract.index766 import Edition, Group, GroupScore, Item, ItemScore, Score
from haicap.reporting.contract.periodic import Kind, Level, ReportId, Step
from haicap.reporting.contract.stated import MEASURES, Paper, Stated, StatedPeriod, Statement

__all__ = [
    "MEASURES",
    "Collection",
    "Compared",
    "Declaration",
    "DeclaredFigure",
    "Edition",
    "Group",
    "GroupScore",
    "Inconsistency",
    "Item",
    "ItemScore",
    "Kind",
    "Level",
    "Paper",
    "Qualifier",
    "Relation",
    "RelationTold",
    "ReportId",
    "Score",
    "Source",
    "Stated",
    "StatedPeriod",
    "Statement",
    "Step",
]
