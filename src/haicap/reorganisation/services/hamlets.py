"""Hamlets changed by those who may: the verbs of the map behind the roles of the apparatus.

The map stands below the apparatus and knows no roles, so the right is asked here, of the commune concerned.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from haicap.kernel.errors import require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard
from haicap.reorganisation.domain import hamlet_rights
from haicap.territory import api as territory
from haicap.territory.contract import (
    DividedCard,
    HamletAct,
    HamletCard,
    HamletChange,
    HamletCount,
    HamletId,
    HamletOrder,
    NewHamlet,
    UnitCard,
)

Done = TypeVar("Done")


def seat(actor: Actor) -> AgencyCard:
    """The body the actor acts from."""
    return organisation.agency(actor.agency_id)


def change(*, actor: Actor, commune: UnitCard, act: Callable[[], Done]) -> Done:
    """Do a verb of `territory` to hamlets of `commune`. Refused also: `reorganisation.not_a_hamlet_keeper`."""
    require(hamlet_rights.may_keep(actor, seat(actor), commune))
    return act()


def move(*, actor: Actor, commune: UnitCard, target: UnitCard, act: Callable[[], Done]) -> Done:
    """Move hamlets of `commune` to `target`. Refused also: `reorganisation.not_a_hamlet_mover`."""
    require(hamlet_rights.may_move(actor, seat(actor), commune, target))
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
    require(hamlet_rights.may_assign(actor, seat(actor), [heir.unit for heir in task.successors]))
    return territory.assign_hamlets(hamlets, successor, act, at=at)


@transaction.atomic
def split(
    *,
    actor: Actor,
    hamlet: HamletId,
    task: DividedCard,
    parts: Sequence[NewHamlet],
    wholes: Sequence[HamletCount],
    act: HamletAct,
    at: datetime,
) -> None:
    """Divide a hamlet of a divided commune between successors, from the day of the division on.

    `parts`: each with its commune and what it gets; `wholes`: what the paper counts in the whole, where the register
    did not know it. Refused also: as `assign`, and what `territory.part_faults` finds.
    """
    require(hamlet_rights.may_assign(actor, seat(actor), [heir.unit for heir in task.successors]))
    for count in wholes:
        territory.observe_hamlet(count, at=at)
    order = HamletOrder(HamletChange.DIVIDED, (hamlet,), tuple(parts))
    territory.change_hamlets([order], act, at=at)
