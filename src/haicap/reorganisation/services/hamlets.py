"""Hamlets changed by those who may: the verbs of the map behind the roles of the apparatus.

The map stands below the apparatus and knows no roles, so the right is asked here, of the commune concerned.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from haicap.kernel.errors import require
from haicap.organisation.contract import Actor
from haicap.reorganisation.domain import hamlet_rights
from haicap.territory import api as territory
from haicap.territory.contract import DividedCard, HamletAct, HamletCard, HamletId, UnitCard

Done = TypeVar("Done")


def change(*, actor: Actor, commune: UnitCard, act: Callable[[], Done]) -> Done:
    """Do a verb of `territory` to hamlets of `commune`. Refused also: `reorganisation.not_a_hamlet_keeper`."""
    require(hamlet_rights.may_keep(actor, commune))
    return act()


def assign(
    *,
    actor: Actor,
    hamlets: list[HamletId],
    task: DividedCard,
    successor: str,
    act: HamletAct,
    at: datetime,
) -> tuple[HamletCard, ...]:
    """Give hamlets of a divided commune to a successor. Refused also: as `change`, of every successor."""
    require(hamlet_rights.may_assign(actor, [heir.unit for heir in task.successors]))
    return territory.assign_hamlets(hamlets, successor, act, at=at)
