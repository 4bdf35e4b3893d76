"""The small cast that plays in all tests: officials of Di Linh, a stranger from Gia Hiệp, people of the province.

They are appointments of the demo's staff, so whoever acts here acts as in a real commune.
"""

from dataclasses import dataclass
from datetime import date

from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, Role
from haicap.territory import api as territory

DI_LINH, GIA_HIEP, PROVINCE = "25000", "25015", "68"
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Cast:
    """Everybody by role; `stranger` is the receiving officer of the neighbouring commune."""

    receiver: Actor
    specialist: Actor
    head: Actor
    chair: Actor
    clerk: Actor
    stranger: Actor
    stranger_specialist: Actor
    leader: Actor


def cast() -> Cast:
    """The cast as of DAY, on a founded and staffed province (see tests/conftest.py)."""
    return Cast(
        receiver=holder(DI_LINH, Role.RECEIVER),
        specialist=holder(DI_LINH, Role.SPECIALIST, field="Hộ tịch"),
        head=holder(DI_LINH, Role.DIVISION_HEAD, field="Hộ tịch"),
        chair=holder(DI_LINH, Role.CHAIR),
        clerk=holder(DI_LINH, Role.CLERK),
        stranger=holder(GIA_HIEP, Role.RECEIVER),
        stranger_specialist=holder(GIA_HIEP, Role.SPECIALIST, field="Hộ tịch"),
        leader=holder(PROVINCE, Role.PROVINCIAL_LEADER),
    )


def holder(unit_code: str, role: Role, *, field: str = "") -> Actor:
    """Somebody who holds `role` in a unit, in the division of `field` where one is named."""
    unit = territory.require_unit(unit_code, DAY)
    committee = organisation.committee_of_unit(unit.unit_id)
    agencies = [card.id for card in organisation.agencies_of_unit(unit.unit_id)]
    if field:
        agencies = [organisation.division_for(committee.id, field)]
    for agency in agencies:
        for card in organisation.holders(AgencyId(agency), role, DAY):
            return organisation.actor_of_appointment(card.id, DAY)
    raise LookupError(f"nobody holds {role} in {unit_code}")
