"""Tables of reporting."""

from haicap.reporting.models.periodic import PeriodicAct, PeriodicPaper, PeriodicReport

__all__ = ["PeriodicAct", "PeriodicPaper", "PeriodicReport"]
