"""Tables of the dated map."""

from haicap.territory.models.facts import CodeAlias, Observation, Piece
from haicap.territory.models.lineage import Instrument, LineageEdge, Mutation
from haicap.territory.models.unit import Unit, UnitState

__all__ = ["CodeAlias", "Instrument", "LineageEdge", "Mutation", "Observation", "Piece", "Unit", "UnitState"]
