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
from haicap.reporting.contract.index766 import (
    Edition,
    FrozenIndex,
    FrozenScore,
    Group,
    GroupScore,
    Item,
    ItemScore,
    Score,
)
from haicap.reporting.contract.periodic import (
    Difference,
    Due,
    Kind,
    Level,
    ReportCard,
    ReportId,
    Step,
    StepTaken,
    Verified,
)
from haicap.reporting.contract.stated import MEASURES, Paper, Stated, StatedPeriod, Statement
from haicap.reporting.contract.statistics import FEWEST, MonthStatistics, StatisticsRow

EVENT_SIGNED = "vn.haicap.reporting.signed.v1"  # a periodic report was signed; `report`

__all__ = [
    "EVENT_SIGNED",
    "FEWEST",
    "MEASURES",
    "Collection",
    "Compared",
    "Declaration",
    "DeclaredFigure",
    "Difference",
    "Due",
    "Edition",
    "FrozenIndex",
    "FrozenScore",
    "Group",
    "GroupScore",
    "Inconsistency",
    "Item",
    "ItemScore",
    "Kind",
    "Level",
    "MonthStatistics",
    "Paper",
    "Qualifier",
    "Relation",
    "RelationTold",
    "ReportCard",
    "ReportId",
    "Score",
    "Source",
    "Stated",
    "StatedPeriod",
    "Statement",
    "StatisticsRow",
    "Step",
    "StepTaken",
    "Verified",
]
