"""Who plans and approves: administrators and leaders of a province on the eve."""

from datetime import date

from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.territory import api as territory
from tests.reorganisation.eve import DAY, EVE


def actors(province: str, role: Role, day: date = EVE) -> list[Actor]:
    """Everybody of the province's own bodies who holds `role`."""
    unit = territory.require_unit(province, day)
    return [
        organisation.actor_of_appointment(held.id, day)
        for body in organisation.agencies_of_unit(unit.unit_id, on=day)
        for held in organisation.holders(body.id, role, day)
    ]


def planner(province: str = "22", day: date = EVE) -> Actor:
    """A business administrator."""
    return actors(province, Role.BUSINESS_ADMIN, day)[0]


def leader(province: str = "22", day: date = EVE) -> Actor:
    """A leader who is nobody's author here."""
    return actors(province, Role.PROVINCIAL_LEADER, day)[0]


def official(unit_code: str, role: Role, day: date = DAY, *, field: str = "") -> Actor:
    """Somebody who holds `role` in a unit on `day`."""
    unit = territory.require_unit(unit_code, day)
    bodies = [card.id for card in organisation.agencies_of_unit(unit.unit_id, on=day)]
    if field:
        bodies = [organisation.division_for(organisation.committee_of_unit(unit.unit_id).id, field)]
    for body in bodies:
        for card in organisation.holders(body, role, day):
            return organisation.actor_of_appointment(card.id, day)
    raise LookupError(f"nobody holds {role} in {unit_code}")
