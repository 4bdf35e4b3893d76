"""Things of a unit that may still bear its old name: items, how far each is, and who may say so.

The items are dated data (`data/leftovers.json`, each with its source). What haicap knows by itself is counted and
never typed. A list belongs to a state of a unit: the next merger begins a new one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, Role
from haicap.reorganisation.domain.items import Item
from haicap.territory.contract import UnitCard

FILLERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.BUSINESS_ADMIN)
READERS = (Role.PROVINCIAL_LEADER, Role.AUDITOR)


class Standing(StrEnum):
    """How far an item is in a unit."""

    UNCOUNTED = "uncounted"  # nobody has said how many there are
    OLD = "old"  # none changed yet
    UNDER_WAY = "under_way"
    CHANGED = "changed"
    NONE = "none"  # the unit has no such thing


SETTLED = frozenset({Standing.CHANGED, Standing.NONE})


@dataclass(frozen=True, slots=True)
class Told:
    """What was last said of an item in a unit; `no` counts from 1."""

    no: int
    total: int
    changed: int
    responsible: str
    due_on: date | None
    evidence: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a unit. `old_names`: what the unit was called before. `rows` name what haicap itself found."""

    unit: UnitCard
    old_names: tuple[str, ...]
    item: Item
    total: int = 0
    changed: int = 0
    told: Told | None = None
    rows: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Follows from the counts."""
        if self.told is None and not self.item.computed:
            return Standing.UNCOUNTED
        if not self.total:
            return Standing.NONE
        if self.changed == self.total:
            return Standing.CHANGED
        return Standing.UNDER_WAY if self.changed else Standing.OLD

    @property
    def no(self) -> int:
        """How often something was said."""
        return self.told.no if self.told else 0

    def is_late(self, day: date) -> bool:
        """True where its day has passed and old names are left."""
        late = self.told is not None and self.told.due_on is not None and self.told.due_on < day
        return late and self.standing not in SETTLED


def may_read(actor: Actor, unit: UnitCard, *, provincial: bool) -> Refusal | None:
    """The province's leaders, auditors and provincial administrators read all; a unit's own officials their own."""
    if unit.province_code in actor.provinces:
        if actor.holds(*READERS) or (provincial and actor.holds(Role.BUSINESS_ADMIN)):
            return None
        if unit.unit_id == actor.unit_id and actor.holds(*FILLERS):
            return None
    return Refusal("reorganisation.not_your_leftovers", {"unit": unit.name})


def may_tell(actor: Actor, unit: UnitCard, *, provincial: bool) -> Refusal | None:
    """Who may read and fills lists."""
    if refusal := may_read(actor, unit, provincial=provincial):
        return refusal
    return (
        None if actor.holds(*FILLERS) else Refusal("reorganisation.not_your_leftovers", {"unit": unit.name})
    )


def wrong_counts(total: int, changed: int, evidence: str) -> Refusal | None:
    """No more changed than there are; what is changed needs evidence."""
    if not 0 <= changed <= total:
        return Refusal("reorganisation.leftover_counts", {"total": total}, field="changed")
    if changed and not evidence:
        return Refusal("reorganisation.leftover_evidence", field="evidence")
    return None
