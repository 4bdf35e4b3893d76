"""The seeded world: a province with its map and catalogue, from a first to a last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from haicap.kernel.worktime import WorkCalendar
from haicap.procedures.contract import ProcedureCard
from haicap.territory.contract import UnitCard


@dataclass(frozen=True, slots=True)
class World:
    """What the dice are thrown over. What would happen at `now` or later has not happened.

    Without `province`, or procedures of its departments, all business is that of communes.
    """

    seed: int
    communes: Sequence[UnitCard]
    catalogue: Sequence[ProcedureCard]
    calendar: WorkCalendar
    start: date
    end: date
    now: datetime
    province: UnitCard | None = None
    departmental: Sequence[ProcedureCard] = ()

    @property
    def key(self) -> str:
        """What tells the dossiers of this world from those of another in the same database."""
        places = self.province.code if self.province else self.communes[0].code
        return f"{places}-{self.seed}-{self.start:%Y%m%d}"
