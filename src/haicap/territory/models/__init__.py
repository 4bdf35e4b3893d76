"""Tables of the dated map."""

from haicap.territory.models.lineage import Instrument, LineageEdge, Mutation
from haicap.territory.models.unit import Unit, UnitState

__all__ = ["Instrument", "LineageEdge", "Mutation", "Unit", "UnitState"]
