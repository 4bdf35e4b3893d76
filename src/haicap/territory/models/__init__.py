"""Tables of the dated map."""

from haicap.territory.models.boundary import Boundary
from haicap.territory.models.facts import CodeAlias, Observation, Piece
from haicap.territory.models.hamlets import Hamlet, HamletAct, HamletAssignment, HamletEdge, HamletState
from haicap.territory.models.lineage import Instrument, LineageEdge, Mutation
from haicap.territory.models.unit import Unit, UnitState

__all__ = [
    "Boundary",
    "CodeAlias",
    "Hamlet",
    "HamletAct",
    "HamletAssignment",
    "HamletEdge",
    "HamletState",
    "Instrument",
    "LineageEdge",
    "Mutation",
    "Observation",
    "Piece",
    "Unit",
    "UnitState",
]
