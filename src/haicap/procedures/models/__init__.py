"""Tables of the catalogue."""

from haicap.procedures.models.procedure import Field, Procedure, ProcedureEvent, ProcedureVersion

__all__ = ["Field", "Procedure", "ProcedureEvent", "ProcedureVersion"]
