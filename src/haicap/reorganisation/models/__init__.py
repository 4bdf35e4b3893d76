"""Tables of reorganisations."""

from haicap.reorganisation.models.plan import PlanRow

__all__ = ["PlanRow"]
