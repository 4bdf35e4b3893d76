"""Tables of reorganisations."""

from haicap.reorganisation.models.plan import PlanRow
from haicap.reorganisation.models.readiness import ReadinessRow, TrialRow

__all__ = ["PlanRow", "ReadinessRow", "TrialRow"]
