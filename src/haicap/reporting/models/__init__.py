"""Tables of reporting."""

from haicap.reporting.models.declared import DeclaredPaper, DeclaredRow
from haicap.reporting.models.overdue import PeriodicOverdue
from haicap.reporting.models.periodic import PeriodicAct, PeriodicPaper, PeriodicReport

__all__ = [
    "DeclaredPaper",
    "DeclaredRow",
    "PeriodicAct",
    "PeriodicOverdue",
    "PeriodicPaper",
    "PeriodicReport",
]
